import type { EvangelismTier } from '../../models/evangelism-pipeline-management.ts';
import type { Figure, Text } from '../facts/index.ts';
import { figuresOf, listed, t } from '../kit/say.ts';
import type { Evangelist } from './assess.ts';
import { EVANGELISM_PARTS, type EvangelismPart, PARTS } from './parts.ts';
import { type Criterion, tierNumber, tierWord } from './tiers.ts';

export type Person = { id: string; name: string };
export const sayOf = ({ id, name }: Person, asOf: string) => figuresOf({ kind: 'person', id, name }, asOf);

export const tierText = (person: Person, tier: EvangelismTier | null, asOf: string): Text =>
  tier === null
    ? 'no tier yet'
    : t`${tierWord(tier)} (${sayOf(person, asOf).of('evangelism_tier_number', 'tier', tierNumber(tier), '')} of 5)`;

export const readinessOf = (person: Person, { readiness }: Pick<Evangelist, 'readiness'>, asOf: string): Figure =>
  sayOf(person, asOf).score('evangelism_readiness', 'evangelism readiness', readiness);

/** "talks in a year: 1 of 3". */
export function criterionText(person: Person, { key, tier, label, wanted, now }: Criterion, asOf: string): Text {
  const { of } = sayOf(person, asOf);
  const held = now === null ? 'not known' : t`${of(`criterion:${tier}:${key}`, label, now, '')}`;
  return t`${label}: ${held}, wanted ${of(`criterion_wanted:${tier}:${key}`, `${label} wanted`, wanted, '')}`;
}

/** Each part with what it rests on; what is not known is left out. */
export function partLines(
  person: Person,
  { parts, counts, impact }: Evangelist,
  asOf: string,
): { part: EvangelismPart; value: Figure; text: Text }[] {
  const say = sayOf(person, asOf);
  const count = (metric: string, value: number, one: string, many?: string) => say.count(metric, value, one, many);
  const rest: Record<EvangelismPart, Text[]> = {
    expertise: [
      ...(counts.years === null ? [] : [t`${count('expertise_years', counts.years, 'year')} in ${counts.areas.slice(0, 3).join(', ')}`]),
      count('articles', counts.articles, 'article'),
    ],
    credibility: [
      count('recognitions_and_roles', counts.recognitions, 'recognition or role', 'recognitions and roles'),
      count('praise_a_year', counts.praise, 'word for us', 'words for us'),
    ],
    communication: [
      count('talks', counts.talks, 'talk'),
      ...(impact.listeners > 0 ? [t`heard by ${say.of('listeners', 'heard their talks', impact.listeners, '')}`] : []),
    ],
    reach: [
      ...(counts.audience === null
        ? []
        : [t`${say.of('audience', 'followers and connections', counts.audience, '')} followers and connections`]),
      ...(counts.decisionMakers === null
        ? []
        : [t`${say.of('decision_makers', 'decision makers in their network', counts.decisionMakers, '')} decision makers`]),
    ],
    partnership: [count('involvement', counts.involvement, 'sign of building with us', 'signs of building with us')],
  };
  return PARTS.flatMap((part) =>
    parts[part] === null
      ? []
      : [{ part, value: say.score(`evangelism_${part}`, EVANGELISM_PARTS[part].label, parts[part]), text: listed(rest[part]) }],
  );
}
