import { isCommonWord } from '../../../agents/kit/common-words.ts';
import { words } from '../../../models/kit/name-keys.ts';
import { openingOf } from '../reading/clauses.ts';
import type { Reading, Span, Word } from '../reading/reading.ts';
import { isConnecting, isNoise, isOf } from '../words/grammar.ts';
import { type Filled, fill } from './fill.ts';
import { isLetter } from './letter.ts';
import type { Route } from './route.ts';

/** What of a question a tool has no use for. */
export interface Unread {
  /** Words, names, figures and days, as typed. */
  unread: string[];
  /** How much of the question that is: 0 where nothing is. */
  share: number;
  /** How many words tell that the tool is meant. */
  known: number;
}

/** How much less of a question a plain word is than a telling one. */
const PLAIN_SHARE = 0.6;

export const unreadBy = (route: Route, reading: Reading): Unread => {
  const content = reading.words.filter(({ word }) => !isNoise(word) && !isConnecting(word) && !isOf(word, 'mine'));
  const writes = route.tool.access !== 'read' && route.slots.some(({ kind }) => kind === 'text');
  return writes ? besideText(route, reading, content) : besideArguments(route, reading, content);
};

/** Free text takes whatever is said; a colleague is said of whoever it is to be given to. */
function besideText({ slots, asked }: Route, { lexicon, text, colleagues }: Reading, content: readonly Word[]): Unread {
  const given = isLetter(slots) || slots.some(({ kind, required }) => kind === 'owner' || (kind === 'text' && required));
  if (given) return { unread: [], share: 0, known: content.length };
  // A verb alone, beside words that say nothing here, tells too little: "put Acme on my list".
  const verb = lexicon.conceptOf(openingOf(text));
  const strange = content.some(({ concept }) => !asked.has(concept));
  const known = content.filter(({ concept }) => concept !== 'not' && asked.has(concept) && !(strange && concept === verb));
  const unread = colleagues.map(({ said }) => said);
  return { unread, share: unread.length / Math.max(1, content.length + unread.length), known: known.length };
}

function besideArguments(route: Route, reading: Reading, content: readonly Word[]): Unread {
  const filled = fill(route.slots, reading);
  const quoted = new Set(route.slots.flatMap(({ name, kind }) => (kind === 'text' ? words(String(filled.arguments[name] ?? '')) : [])));
  const strange = content.filter(
    ({ concept, word }) => !route.asked.has(concept) && !route.kin.has(concept) && !quoted.has(word) && !quoted.has(word.replace(/s$/, '')),
  );
  const others = [
    ...accountsLeft(route, reading),
    ...daysLeft(route, reading, filled),
    ...ownersLeft(route, reading),
    ...regionsLeft(route, reading),
    ...figuresLeft(route, reading, filled),
  ];
  // A plain word that no tool is asked by tells little of what is meant.
  // Where nothing else is read, nothing says what is meant.
  const isPlain = ({ word }: Word) => strange.length < content.length && isCommonWord(word) && !reading.lexicon.knows(word);
  const slight = PLAIN_SHARE * strange.filter(isPlain).length;
  const all = content.length + others.length;
  const unread = [...strange.map(({ said }) => said), ...others];
  // That accounts are asked about tells nothing where the word that says what of them is not known: "my flibber accounts".
  const subject = strange.length > 0 ? reading.lexicon.conceptOf('account') : undefined;
  return {
    unread,
    known: content.filter((each) => !strange.includes(each) && each.concept !== subject).length,
    share: all === 0 ? 0 : (unread.length - slight) / Math.max(all - slight, 2),
  };
}

const accountsLeft = ({ slots }: Route, { accounts }: Reading): string[] =>
  slots.some(({ kind }) => kind === 'account' || kind === 'accounts' || kind === 'contact') ? [] : accounts;

const ownersLeft = ({ slots }: Route, { owner, colleagues }: Reading): string[] => {
  const takesOwner = slots.some(({ kind }) => kind === 'owner');
  if (takesOwner) return colleagues.slice(1).map(({ said }) => said);
  return owner && owner !== 'mine' ? [owner] : [];
};

const regionsLeft = ({ slots }: Route, { regions }: Reading): string[] =>
  slots.some(({ name }) => name === 'region') ? [] : regions.map(({ said }) => said);

/** Values that were taken from a question. */
const takenBy = ({ arguments: taken }: Filled): unknown[] => Object.values(taken).filter((value) => value !== null);

/** Days that neither an argument holds nor the tool is asked by. */
function daysLeft({ slots, asked }: Route, { period, text, lexicon }: Reading, filled: Filled): string[] {
  const { from, to, spans } = period;
  // A quarter of what is to come may be that of next year.
  const isTaken = (value: unknown) => typeof value === 'string' && [from, to].some((day) => day && value.slice(4) === day.slice(4));
  if (!from || filled.back || takenBy(filled).some(isTaken)) return [];
  const looksAhead = slots.some(({ kind, name }) => kind === 'number' && /days/i.test(name));
  const said = ({ from, to }: Span) => text.slice(from, to);
  const isAsked = (span: Span) => !looksAhead && lexicon.concepts(said(span)).every((concept) => asked.has(concept));
  return spans.filter((span) => !isAsked(span)).map(said);
}

function figuresLeft({ asked }: Route, { constraints, text, lexicon }: Reading, filled: Filled): string[] {
  if (constraints.length === 0) return [];
  const taken = JSON.stringify(takenBy(filled));
  return constraints
    .filter(
      ({ value, before, bound }) =>
        !(bound === 'exact' && asked.has(lexicon.conceptOf(before.at(-1) ?? ''))) && !taken.includes(String(value)),
    )
    .map(({ at, to }) => text.slice(at, to).trim());
}
