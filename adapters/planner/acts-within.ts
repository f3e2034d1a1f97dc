import { openingOf } from './reading/clauses.ts';
import { read } from './reading/reading.ts';
import { FITS } from './replies/ask-back.ts';
import { isLetter, isToUs, letterOf } from './routing/letter.ts';
import { type Candidate, rank, type Scope } from './routing/rank.ts';
import type { Route } from './routing/route.ts';

/** Where a clause ends and the next may begin. */
const JOINS = /[,;.]\s+(?:(?:and|then|also|und|dann|et|puis|y|luego)\s+)?|\s+(?:and|then|und|dann|et|puis|y|luego)\s+/gi;

/**
 * What is to be written down, and the wishes after it that are no part of it: "log that I met Lisa and add a task to
 * send pricing". What was said stays whole: only a clause that names its own act begins another.
 */
export function actsWithin(question: string, scope: Scope): string[] {
  const ends = [...question.matchAll(JOINS)].map(({ index, 0: joint }) => ({ at: index, next: index + joint.length }));
  const pieces = ends.map(({ at, next }, nth) => ({ at, next, clause: question.slice(next, ends[nth + 1]?.at) }));
  const cuts = pieces.filter(({ clause }) => beginsAct(clause, scope));
  const [first] = cuts;
  if (!first || !takesText(question.slice(0, first.at), scope)) return [question];
  return [question.slice(0, first.at), ...cuts.map(({ next }, nth) => question.slice(next, cuts[nth + 1]?.at))];
}

const opens = ({ route }: Candidate, clause: string, { index }: Scope): boolean =>
  route.openings.has(index.lexicon.conceptOf(openingOf(clause)));

const isNote = ({ tool, slots }: Route): boolean =>
  tool.access === 'act' && slots.some(({ kind, required }) => kind === 'text' && required);

/** Whether it is written down, or to somebody, as it is said. */
function takesText(head: string, scope: Scope): boolean {
  const [best] = rank(head, scope);
  return best !== undefined && best.score >= FITS && opens(best, head, scope) && (isLetter(best.route.slots) || isNote(best.route));
}

/** "Add a task …", "next step …", "remind me …"; a note to somebody named, with what it says. "Send the slides" is neither. */
function beginsAct(clause: string, scope: Scope): boolean {
  const [best] = rank(clause, scope);
  if (!best || !opens(best, clause, scope)) return false;
  const { slots, topic } = best.route;
  if (isLetter(slots)) {
    const reading = read(clause, scope.mentions, scope.now, scope.index.lexicon);
    const { role, message, ask } = letterOf(slots, reading) ?? {};
    return (role !== undefined || reading.contacts.length > 0) && (message ?? ask) !== undefined;
  }
  const opening = scope.index.lexicon.conceptOf(openingOf(clause));
  const called = [...topic, ...slots.flatMap(({ parts }) => parts.flat())].some(
    (concept) => concept !== opening && best.reading.cues.has(concept),
  );
  return isNote(best.route) && (called || isToUs(clause));
}
