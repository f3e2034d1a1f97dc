import { words } from '../../../models/kit/name-keys.ts';
import { isQuestion } from '../reading/clauses.ts';
import { plainOf } from '../reading/dates.ts';
import type { Reading } from '../reading/reading.ts';
import { refusal, type Understood } from '../replies/ask-back.ts';
import { isLetter } from '../routing/letter.ts';
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

const BRINGS =
  /^\W*(?:(?:please|pls|ok|now|and|then|can you|could you|let['’]?s|bitte|kannst du|und|et|y)\s+)*(?:ask|send|get|have|submit|request|forward|pass|put|share|route|hol|lass|schicke?|sende|leite|bitte|gib|frag|demande|envoie|envoyez|fais|soumets|transmets|pide|solicita|envia|manda|consigue|pasa)\b/;
const APPROVAL =
  /\b(?:approv\w*|sign(?:ed)?[ -]?off|green ?light|freigab\w*|freigeb\w*|genehmig\w*|approuv\w*|approbation|valid(?:er|ation)|aprob\w*|aprueb\w*|visto bueno)\b/;
/** What is passed on: the note itself, to a colleague or to whom it is written. */
const PASSED =
  /^\W*(?:(?:please|pls|ok|now|and|then|bitte|und|et|y)\s+)*(?:send|forward|pass|submit|schicke?|sende|leite|envoie|envoyez|transmets|envia|manda)[ -]+(?:it|this|that|the (?:note|draft|mail|email|letter)|es|das|die mail|den entwurf|le|la|lo)\b/;
const MOST_PASSING = 12;

/** "Ask Elena for approval", "send it to her", said of a note that was drafted: its card asks for approval, and nothing else of it is written. */
export function forApproval(question: string, before: PastTurn, reading: Reading, scope: Scope): Understood | undefined {
  const plain = plainOf(question);
  const drafted = before.calls.some(({ name }) =>
    scope.index.routes.some(({ tool, slots }) => tool.name === name && tool.access === 'propose' && isLetter(slots)),
  );
  if (before.calls.length === 0 && before.earlier) return forApproval(question, before.earlier, reading, scope);
  if (!drafted || !before.answered || question.trim().endsWith('?') || words(question).length > MOST_PASSING) return undefined;
  const asks = BRINGS.test(plain) && APPROVAL.test(plain);
  // To another of the customer’s people is another note.
  const passes = PASSED.test(plain) && reading.accounts.length + reading.contacts.length === 0 && reading.constraints.length === 0;
  if (!asks && !passes) return undefined;
  const ask =
    'Press *Ask for approval* on the card above: then a manager, an executive or an admin other than you decides, and nothing is sent before. Nothing is asked, written or sent by what is said here.';
  return { ask, choices: [{ label: 'Show it again', say: before.question }], nearest: [] };
}
