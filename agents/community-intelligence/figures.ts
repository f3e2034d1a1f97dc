import type { Figure, Text } from '../facts/index.ts';
import { figuresOf, listed, t } from '../kit/say.ts';
import { INFLUENCE_PARTS, type InfluencePart, influenceWord, PARTS } from './influence.ts';
import type { ShownVoice } from './presence.ts';

/** The figures of one person in public, each made once for every place that shows it. */
export function figuresOfVoice({ id, name, influence, counts }: ShownVoice, asOf: string) {
  const say = figuresOf({ kind: 'person', id, name }, asOf);
  return {
    ...say,
    influence: say.score('influence', 'influence', influence.score),
    part: (part: InfluencePart) => say.score(`influence_${part}`, INFLUENCE_PARTS[part].label, influence.parts[part]),
    followers: say.of('followers', 'followers', counts.followers, ''),
    audience: say.of('audience', 'followers and connections', counts.audience, ''),
    reactions: say.of('reactions_per_post', 'reactions to a post', counts.reactions, ''),
    rate: say.of('reaction_rate', 'reactions of followers', counts.rate, '%', { digits: 1 }),
    usual: say.of('reactions_against_usual', 'reactions against usual', counts.againstUsual, 'ratio', { digits: 1 }),
    lastPost: say.date('last_post', 'last post', counts.lastPost, { relative: true }),
  };
}

/** "87, high". */
export const influenceText = (voice: ShownVoice, asOf: string): Text => {
  const { score } = voice.influence;
  return score === null ? 'too little on record to say' : t`${figuresOfVoice(voice, asOf).influence}, ${influenceWord(score)}`;
};

/** What each part of influence rests on, in one line a part; what is not known is left out. */
export function partLines(voice: ShownVoice, asOf: string): { part: InfluencePart; value: Figure; text: Text }[] {
  const { counts, influence } = voice;
  const say = figuresOfVoice(voice, asOf);
  const rest: Record<InfluencePart, Text[]> = {
    reach: [...(counts.audience === null ? [] : [t`${say.audience} followers and connections`])],
    engagement: [
      ...(counts.reactions === null
        ? []
        : [t`${say.reactions} reactions to a post${counts.rate === null ? '' : t` (${say.rate} of followers)`}`]),
      ...(counts.againstUsual === null ? [] : [t`${say.usual} of what is usual for them`]),
      ...(counts.weeksPosted === null
        ? []
        : [t`posted in ${say.of('weeks_posted', 'weeks with a post', counts.weeksPosted, '')} of 13 weeks`]),
    ],
    network: [
      ...(counts.decisionMakers === null
        ? []
        : [t`${say.of('decision_makers', 'decision makers in their network', counts.decisionMakers, '')} decision makers`]),
      ...(counts.peers === null
        ? []
        : [t`${say.of('industry_voices', 'voices of the industry in their network', counts.peers, '')} voices of the industry`]),
    ],
    leadership: [
      say.count('talks', counts.talks, 'talk'),
      say.count('articles', counts.articles, 'article'),
      ...(counts.listeners > 0 ? [t`heard by ${say.of('listeners', 'heard their talks', counts.listeners, '')}`] : []),
      ...[...counts.recognitions, ...counts.roles].slice(0, 2),
    ],
  };
  return PARTS.flatMap((part) => (influence.parts[part] === null ? [] : [{ part, value: say.part(part), text: listed(rest[part]) }]));
}
