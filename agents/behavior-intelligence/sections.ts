import { fact, type Text } from '../facts/index.ts';
import { LEAST_PEERS } from '../kit/peers.ts';
import { evidencePart, notePart, type Part, type Sections, tableOf, tablePart } from '../kit/present/index.ts';
import { listed, ofAccount, t } from '../kit/say.ts';
import { capital, round } from '../metrics/index.ts';
import type { PersonBehavior } from './people.ts';
import { readable } from './sessions.ts';
import type { BehaviorOutput } from './tools/analyze-behavior.ts';
import { chanceOf, FORECAST_WORDS, frictionText, nameOf, remedyOf, type Say } from './words.ts';

const MOST_ROWS = 15;
const MOST_POWER = 3;
const BANDS = { high: 'High, over 90 %', medium: 'Medium, 70 to 90 %', low: 'Low, 50 to 70 %', weak: 'Weak, under 50 %' } as const;

/** The behaviour to be shown and the maker of its figures. */
type Shown = BehaviorOutput['behavior'] & { say: Say };

/** What stands behind the buttons: why, adoption, barriers, people, outlook. Empty ones are left out. */
export function sectionsOf({ account, behavior, segment }: BehaviorOutput): Sections {
  if (behavior.recordFrom === null) return {};
  const shown = { ...behavior, say: ofAccount(account, behavior.asOf) };
  return {
    Why: whyParts(shown, segment),
    Adoption: adoptionParts(shown),
    Barriers: barrierParts(shown),
    'People and teams': peopleParts(shown),
    Outlook: outlookParts(shown),
  };
}

function whyParts({ say, days, parts, activities, engagement }: Shown, segment: BehaviorOutput['segment']): Part[] {
  const size = say.count('segment_accounts', segment.accounts, 'comparable account');
  const of = [segment.segment, segment.vertical].flatMap((each) => (each ? readable(each) : [])).join(' ');
  const peers =
    segment.accounts >= LEAST_PEERS
      ? t`Segment average over ${size} (${of}).`
      : t`No segment average: ${size} with usage, ${LEAST_PEERS} needed.`;
  const { errors, unresolved } = engagement;
  const open = unresolved === null ? '' : t`, ${say.of(`errors_unresolved:${days}d`, 'unresolved errors', unresolved, '')} unresolved`;
  const met = errors === null ? '' : t` ${say.count(`errors_met:${days}d`, errors, 'error')} met${open}.`;
  return [
    ...tableOf('The behaviour score by part; the points add up to it', parts, ({ key, label, score, weight, points }) => ({
      Part: label,
      Score: say.of(`behavior_${key}:${days}d`, label, score, ''),
      Weight: say.percent(`behavior_${key}_weight:${days}d`, `${label}, weight`, weight || null),
      Points: say.of(`behavior_${key}_points:${days}d`, `${label}, points`, weight === 0 ? null : round(points, 1), '', { digits: 1 }),
    })),
    ...evidencePart(
      'What it rests on',
      parts.flatMap(({ figures }) => figures),
    ),
    ...tableOf(t`Activities, ${days} days against the ${days} before`, activities.slice(0, MOST_ROWS), ({ name, now, before, change }) => ({
      Activity: name,
      Now: say.of(`${name}:${days}d`, name, now, ''),
      Before: say.of(`${name}_before:${days}d`, `${name} before`, before, ''),
      Change: change === null ? 'new' : say.percent(`${name}_change:${days}d`, `${name}, change`, change, { signed: true }),
    })),
    ...notePart(t`${peers}${met}`),
  ];
}

function adoptionParts({ say, journey, stickiness, tierSource, days }: Shown): Part[] {
  const reach = ({ tier, share }: (typeof journey)[number]) => say.percent(`adoption:${tier}`, `${tier} features`, share);
  const known = journey.filter(({ share }) => share !== null);
  const [first, last] = [known[0], known.at(-1)];
  const title =
    first && last && first !== last
      ? t`${capital(first.tier)} features reach ${reach(first)}, ${last.tier} features ${reach(last)}`
      : 'How far people get by weeks since their first use';
  const points = journey.map(({ tier, weeks, share }) => ({ x: `${weeks} ${tier}`, y: share === null ? null : round(100 * share) }));
  const alt = listed(
    journey.map((stage) => t`${stage.weeks}, ${stage.tier}: ${reach(stage)}`),
    '; ',
  );
  const rule =
    tierSource === 'marked'
      ? 'Advanced is what the source marks so, power its later half and integrations; basic is the earlier half of the rest.'
      : 'Tiers follow the order in which people discover features.';
  return [
    ...(known.length > 0
      ? [{ type: 'chart' as const, title, alt, kind: 'bar' as const, unit: '%', series: [{ label: 'Adoption', points }] }]
      : []),
    ...tableOf('Adoption journey', journey, (stage) => ({
      Features: `${capital(stage.tier)}: ${stage.features.map(({ feature }) => readable(feature)).join(', ') || 'none known'}`,
      'By the end of': stage.weeks,
      Adoption: reach(stage),
      People: say.of(`adoption_people:${stage.tier}`, `people, ${stage.tier}`, stage.people, ''),
    })),
    ...tableOf('Return use after discovery', stickiness.slice(0, MOST_ROWS), ({ feature, people, returned, band }) => {
      const figure = (what: string, value: number) => say.of(`${what}:${feature}:${days}d`, `${readable(feature)}, ${what}`, value, '');
      return {
        Feature: readable(feature),
        Stickiness: BANDS[band],
        Returned: t`${figure('returned', returned)} of ${figure('discovered', people)}`,
      };
    }),
    ...notePart(`${rule} Features fewer than three people discovered are left out of return use.`),
  ];
}

function barrierParts({ say, days, friction }: Shown): Part[] {
  if (friction.length === 0) return [];
  const remedies = friction
    .filter(({ flagged }) => flagged)
    .map((each) => t`**${frictionText(say, days, each)}**\n${remedyOf(say, days, each)}`);
  const met = friction.slice(0, MOST_ROWS).map((each) => {
    const rate = each.rate === null ? null : round(100 * each.rate);
    return fact(readable(each.subject), frictionText(say, days, each), each.evidence, rate, '%');
  });
  return [
    { type: 'text', text: remedies.length === 0 ? 'Nothing is above its limit.' : listed(remedies, '\n\n') },
    ...evidencePart('Everything that was met', met),
    ...notePart(
      'Flagged: over 30 % of 20 or more runs abandoned, 30 % of 5 or more people without a finished setup (90 days), 50 % of 10 or more help visits bounced, 30 % and 5 or more errors unresolved.',
    ),
  ];
}

function peopleParts({ say, days, people: all, teams, triggers }: Shown): Part[] {
  const falling = triggers.some(({ kind }) => kind === 'session_decline');
  const fresh = teams.find(({ isNew }) => isNew)?.team ?? null;
  const figures = ({ userId, sessions, minutes, deep }: PersonBehavior) => ({
    sessions: say.of(`sessions:${userId}:${days}d`, 'sessions', sessions, ''),
    minutes: say.of(`minutes:${userId}:${days}d`, 'minutes a session', minutes, ''),
    deep: say.percent(`advanced:${userId}:${days}d`, 'of the advanced features', deep),
  });
  const profile = (each: PersonBehavior): Text => {
    const { userId, breadth, calls, shares } = each;
    const { minutes, deep } = figures(each);
    const key = (what: string) => `${what}:${userId}:${days}d`;
    return listed([
      say.count(key('sessions'), each.sessions, 'session'),
      ...(each.minutes === null ? [] : [t`${minutes} minutes each`]),
      ...(each.deep === null ? [] : [t`${deep} of the advanced features`]),
      ...(each.deep !== null || breadth === null ? [] : [t`${say.percent(key('breadth'), 'of the features', breadth)} of the features`]),
      ...(calls > 0 ? [say.count(key('calls'), calls, 'integration call')] : []),
      ...(shares > 0 ? [t`shared with others ${say.count(key('shares'), shares, 'time')}`] : []),
    ]);
  };
  const power = all.filter((each) => each.power).slice(0, MOST_POWER);
  return [
    ...power.map((each): Part => {
      const offer = falling ? 'First win the account back; then develop them.' : developmentOf(each, fresh);
      return { type: 'text', text: t`**${nameOf(each)}**${each.title ? `, ${each.title}` : ''}: ${profile(each)}\n${offer}` };
    }),
    ...tableOf('People, the most time first', all.slice(0, MOST_ROWS), (each) => {
      const { sessions, minutes, deep } = figures(each);
      return {
        Person: `${nameOf(each)}${each.newcomer ? ' (new)' : ''}`,
        Team: each.department ?? '–',
        Sessions: sessions,
        Minutes: minutes,
        Advanced: deep,
      };
    }),
    ...tableOf('Teams', teams, ({ team, people, share, since, isNew }) => ({
      Team: `${team}${isNew ? ' (new)' : ''}`,
      Since: say.date(`team_since:${team}`, 'since', since),
      People: say.of(`team_people:${team}:${days}d`, 'people', people, ''),
      Sessions: say.percent(`team_sessions:${team}:${days}d`, 'of sessions', share),
    })),
    ...notePart(all.length > MOST_ROWS && `${all.length - MOST_ROWS} further people are not shown.`),
  ];
}

/** What to offer a power user, from what they do. */
function developmentOf({ calls, shares, deep }: PersonBehavior, freshTeam: string | null): string {
  const offers = [
    deep !== null && deep >= 1 ? 'early access to new advanced features' : 'a session on the advanced features still unused',
    ...(calls > 0 ? ['the developer programme and a joint look at their integrations'] : []),
    ...(freshTeam ? [`mentoring the new ${freshTeam} team`] : shares > 0 ? ['a user group talk on what they share'] : []),
  ];
  return `Offer ${offers.join('; ')}.`;
}

function outlookParts({ say, forecasts }: Shown): Part[] {
  if (forecasts.every(({ probability }) => probability === null)) return [];
  return forecasts.flatMap((each): Part[] => {
    const { kind, probability, base, factors, missing } = each;
    const odds = (what: string, value: number) =>
      say.of(`behavior_${kind}_90d:${what}`, `${what}, log-odds`, value, '', { digits: 2, signed: true });
    const because = factors.flatMap(({ label, text, contribution }) => (contribution === 0 ? [] : [[text, odds(label, contribution)]]));
    return [
      ...tablePart(
        t`${FORECAST_WORDS[kind]}: ${probability === null ? 'unknown' : t`${chanceOf(say, each)} within 90 days`}`,
        ['Because', 'Log-odds'],
        [['Usual for an account nothing stands out at', odds('base', base)], ...because],
      ),
      ...notePart(missing.length > 0 && `Not known: ${missing.join(', ').toLowerCase()}.`),
    ];
  });
}
