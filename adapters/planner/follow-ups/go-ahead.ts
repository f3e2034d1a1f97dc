import { words } from '../../../models/kit/name-keys.ts';
import { isQuestion } from '../reading/clauses.ts';
import type { Reading } from '../reading/reading.ts';
import { refusal, type Understood } from '../replies/ask-back.ts';
import type { Scope } from '../routing/rank.ts';
import { isNoise, isOf } from '../words/grammar.ts';
import type { PastTurn } from './conversation.ts';

const MOST_WORDS = 6;
/** What a verb is done to: "send it". */
export const IT = /^\s+(?:it|this|that|them|es|das|le|la|lo)\b/i;

/** "Yes", "do it", "ok send it", said of what waits for a press: only the press does it. Of an answer that only told something, nothing waits. */
export function goAhead(question: string, before: PastTurn, reading: Reading, scope: Scope): Understood | undefined {
  const { routes } = scope.index;
  // What was only said to an earlier "yes" answers nothing.
  if (before.calls.length === 0 && before.earlier) return goAhead(question, before.earlier, reading, scope);
  const waits = before.calls.some(({ name }) => routes.some(({ tool }) => tool.name === name && tool.access !== 'read'));
  if (!before.answered || isQuestion(question) || words(question).length > MOST_WORDS) return undefined;
  // "Make it two weeks" says what should be different.
  if (reading.constraints.length + reading.period.spans.length > 0) return undefined;
  if (reading.accounts.length + reading.contacts.length + reading.unknownNames.length > 0) return undefined;
  const opens = (concept: string) => routes.some(({ tool, openings }) => tool.access !== 'read' && openings.has(concept));
  const agrees = ({ word, concept, to }: Reading['words'][number]) =>
    isOf(word, 'yes') || (opens(concept) && IT.test(reading.text.slice(to)));
  const rest = reading.words.filter(({ word }) => !isOf(word, 'yes') && !isNoise(word) && !isOf(word, 'now', 'also', 'only'));
  if (!reading.words.some(agrees) || !rest.every(agrees)) return undefined;
  // "Start it", of an answer that only told something, asks for that to be done.
  if (!waits && rest.some(({ concept }) => opens(concept))) return undefined;
  if (!waits) {
    const ask = 'Nothing waits for a yes. Press a button on the card above, or say in a few words what is to be done.';
    return { ...refusal('', [], scope, reading), ask };
  }
  const ask =
    'Press its button on the card above: nothing is written or sent by what is said here. Say what should be different, and you get it anew.';
  return { ask, choices: [{ label: 'Show it again', say: before.question }], nearest: [] };
}
