import { openingOf } from '../reading/clauses.ts';
import { ACCOUNT, PERSON } from '../reading/mask.ts';
import type { Reading } from '../reading/reading.ts';
import type { Route } from './route.ts';

/** What an act is done to, as its examples say it. */
export interface Objects {
  /** Every concept of one but the verb it begins with. */
  said: ReadonlySet<string>;
  /** Verbs that one begins with that says nothing else but a name: "follow Acme". */
  alone: ReadonlySet<string>;
  /** What those are done to that begin with each verb: news are muted, alerts are stopped. */
  of: ReadonlyMap<string, ReadonlySet<string>>;
}

const NAMES: ReadonlySet<string> = new Set([ACCOUNT, PERSON]);

/** Of examples, each its concepts and the verb it begins with. */
export function objectsOf(examples: readonly { opening: string; concepts: readonly string[] }[]): Objects {
  const rest = examples.map(({ opening, concepts }) => ({
    opening,
    others: concepts.filter((concept) => concept !== opening && !NAMES.has(concept)),
  }));
  return {
    said: new Set(rest.flatMap(({ others }) => others)),
    of: new Map(
      [...Map.groupBy(rest, ({ opening }) => opening)].map(([opening, those]) => [opening, new Set(those.flatMap(({ others }) => others))]),
    ),
    alone: new Set(rest.flatMap(({ opening, others }) => (others.length === 0 ? [opening] : []))),
  };
}

/** "Ignore it": said before. */
const IT = /^\W*\p{L}+\s+(?:it|this|that|them|es|das|sie|le|la|lo|ça)\b/iu;

/**
 * Whether an act is asked for by more than its verb: "ignore the upsell" asks to set it aside, "ignore the noise" asks
 * for nothing that is done here. What is to be written down may be anything, where it is asked for by its verb; else it
 * has to be called what it is: a call, a task.
 */
export function saysObject(
  { tool, slots, objects, openings, openingWords, topic }: Route,
  { cues, features, text }: Reading,
  opening: string,
): boolean {
  if (tool.access !== 'act') return true;
  const opens = openings.has(opening);
  if (slots.some(({ kind, required }) => kind === 'text' && required))
    return opens || [...topic, ...slots.flatMap(({ parts }) => parts.flat())].some((concept) => cues.has(concept));
  // By another word for its verb only what that verb is done to: "dismiss the alert" mutes no news.
  const said = openingWords.has(openingOf(text)) ? objects.said : (objects.of.get(opening) ?? objects.said);
  return !opens || objects.alone.has(opening) || IT.test(text) || [...cues, ...features].some((concept) => said.has(concept));
}
