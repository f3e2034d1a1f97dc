import { words } from '../../models/kit/name-keys.ts';
import { type AccountFacts, age } from '../facts/index.ts';
import { headOf } from '../kit/say.ts';
import { clamp, decay, evidenceOf, logistic, logit, sum } from '../metrics/index.ts';
import { type Voice, voicesOf } from './voices.ts';

/** Of introductions that were made, so many became a conversation about buying (epic 9: industry average). */
const BASE = 0.45;
/** How much a tie weighs from a stranger (0) to somebody worked with closely (1). */
const TIE = 2.4;
const USUAL_TIE = 0.5;
/** Why now: what they say of their timing, in words; half as much after so many days. */
const TIMING: readonly [kind: string, weight: number, says: RegExp][] = [
  ['they are evaluating', 0.6, /\b(?:evaluat|select|replac|compar|rfp|tender|shortlist|procur)\w*/i],
  ['they need it', 0.45, /\b(?:audit|finding|regulat|mandat|requirement|deadline|complian|incident|breach|expand|expansion)\w*/i],
];
const OTHER_TIMING = 0.15;
const TIMING_HALF_LIFE = 120;
/** How much the person asked can decide. */
const SENIORITY: readonly [weight: number, says: RegExp][] = [
  [0.2, /\b(?:c[a-z]o|chief|president|founder|owner|managing director)\b/i],
  [0.1, /\b(?:vp|vice president|head|director)\b/i],
];
const MOST_BY_INFLUENCE = 0.4;
const BY_PRAISE = 0.3;

/** A company by its name, whatever its legal form, case or accents. */
export const companyKey = (name: string): string =>
  words(name)
    .filter((word) => !LEGAL.has(word))
    .join(' ');
const LEGAL = new Set(['inc', 'ltd', 'llc', 'gmbh', 'ag', 'sa', 'plc', 'corp', 'co', 'company', 'limited', 'se', 'bv', 'oy', 'ab']);

/** Whom the account's people could introduce us to, by the newest profile that lists them. Pure. */
export function referralPathsOf(facts: AccountFacts) {
  const { account, asOf } = facts;
  return voicesOf(facts)
    .filter(({ left }) => !left)
    .flatMap((voice) => {
      const profile = voice.presence.rows.findLast(({ referralNetworkPotential }) => (referralNetworkPotential?.length ?? 0) > 0);
      if (!profile) return [];
      return profile.referralNetworkPotential.map((tie) => {
        const factors = factorsOf(voice, tie, age(profile.at, asOf));
        const known = [tie.strength, tie.timing, tie.title, voice.influence.score].filter((each) => each !== null && each !== undefined);
        return {
          company: tie.company,
          contact: { name: tie.name, title: tie.title ?? null },
          relationship: tie.relationship ?? null,
          timing: tie.timing ?? null,
          revenue: tie.companyRevenue ?? null,
          /** Who would introduce us. */
          via: { account: headOf(account), person: { id: voice.id, name: voice.name } },
          /** 0 to 1: that an introduction becomes a conversation about buying. */
          probability: logistic(logit(BASE) + sum(factors.map(({ contribution }) => contribution))),
          /** 0 to 1: how much of what it rests on is known. */
          confidence: (known.length / 4) * decay(Math.max(0, age(profile.at, asOf) - 30), TIMING_HALF_LIFE),
          /** In log-odds. */
          factors,
          evidence: evidenceOf('community_intelligence_monitoring', 'referralNetworkPotential', [profile]),
          at: profile.at.toISOString(),
        };
      });
    });
}

export type ReferralPath = ReturnType<typeof referralPathsOf>[number];

type Tie = AccountFacts['community'][number]['referralNetworkPotential'][number];

function factorsOf({ influence, presence }: Voice, { strength, relationship, timing, title }: Tie, days: number) {
  const why = timing ? (TIMING.find(([, , says]) => says.test(timing)) ?? (['timing', OTHER_TIMING] as const)) : null;
  const senior = title ? SENIORITY.find(([, says]) => says.test(title)) : null;
  const criticism = presence.mentions.length - presence.praise.length;
  const speaks = clamp((presence.praise.length - criticism) / 3, -1, 1);
  return [
    ...(strength == null ? [] : [{ label: relationship ?? 'how well they know each other', contribution: TIE * (strength - USUAL_TIE) }]),
    ...(why ? [{ label: why[0], contribution: why[1] * decay(days, TIMING_HALF_LIFE) }] : []),
    ...(senior && title ? [{ label: `${title} decides`, contribution: senior[0] }] : []),
    ...(influence.score === null ? [] : [{ label: 'their influence', contribution: (MOST_BY_INFLUENCE * (influence.score - 50)) / 50 }]),
    ...(presence.mentions.length === 0 ? [] : [{ label: 'what they say of us in public', contribution: BY_PRAISE * speaks }]),
  ];
}

/** Of several ways to one person the likeliest; the likeliest first. */
export function bestPaths(paths: readonly ReferralPath[]): { path: ReferralPath; others: number }[] {
  const ways = Map.groupBy(paths, ({ company, contact }) => `${companyKey(company)} ${words(contact.name).join(' ')}`);
  return [...ways.values()]
    .flatMap((some) => {
      const [path, ...others] = some.toSorted((a, b) => b.probability - a.probability);
      return path ? [{ path, others: others.length }] : [];
    })
    .sort((a, b) => b.path.probability - a.path.probability || (a.path.company < b.path.company ? -1 : 1));
}
