import { directionsIn, type SaidDirection } from './directions.ts';
import { type FoundFigure, figuresIn, readable } from './figures.ts';
import { matchesOf } from './matches.ts';
import { type Name, namesIn } from './names.ts';
import type { Today } from './said-days.ts';
import { lineWords, type Token, tokensOf } from './tokens.ts';

/** An account as the text calls it; several ids where the name is that of several. */
export interface Mention {
  ids: readonly string[];
  start: number;
  end: number;
}

export interface Clause {
  text: string;
  start: number;
  end: number;
  /** All terms that are said in it. */
  terms: ReadonlySet<string>;
  directions: readonly SaidDirection[];
}

/** A sentence or line, taken apart once. */
export interface Sentence {
  /** As it is read: places are places in it. */
  text: string;
  figures: readonly FoundFigure[];
  mentions: readonly Mention[];
  readonly clauses: readonly Clause[];
  tokens: readonly Token[];
  /** How people are called in it, and where. */
  readonly names: readonly Name[];
  /** All its words, as `lineWords` writes them. */
  words: string;
  /** All terms that are said. */
  terms: ReadonlySet<string>;
}

export interface Reader {
  mentionsIn(text: string): Mention[];
  /** The day that "on Tuesday" is told from. */
  today?: Today;
}

/** What ends a part of a sentence: marks, and words. */
const MARK = /[,;:()[\]{}—•|·\n"“”„«»!?]+|(?<!¤ ?)–|–(?! ?¤)|(?<=[\p{L}¤])\.(?= )/gu;
const WORDS = new Set(
  `and but because after while whereas against versus vs compared verglichen und aber weil nachdem wahrend gegenuber et mais parce tandis contre y pero porque
   mientras frente e mas enquanto contra`.split(/\s+/),
);
/** "Between 86 and 92" is one. */
const BETWEEN = /(?:between|zwischen|entre) ¤{1,20} $/iu;

const blank = (text: string, spans: readonly { start: number; end: number }[]): string => {
  let result = '';
  let from = 0;
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    if (start < from) continue;
    result += text.slice(from, start) + '¤'.repeat(end - start);
    from = end;
  }
  return result + text.slice(from);
};

/** Takes a sentence apart: whom it names, which figures it holds, and what stands beside each. */
export function readSentence(given: string, reader: Reader): Sentence {
  const { text, figures: unread } = readable(given);
  const mentions = reader.mentionsIn(text);
  const masked = blank(text, mentions);
  const figures = [...unread, ...figuresIn(masked, reader.today)].sort((a, b) => a.start - b.start);
  const words = blank(masked, figures);
  const tokens = tokensOf(words);
  let clauses: readonly Clause[] | undefined;
  let names: readonly Name[] | undefined;
  return {
    text,
    figures,
    mentions,
    /** Most lines that are shown hold no figure, and nobody asks. */
    get clauses() {
      clauses ??= clausesOf(words, tokens, mentions);
      return clauses;
    },
    tokens,
    words: lineWords(text),
    terms: termsOf(tokens),
    get names() {
      names ??= namesIn(text, mentions);
      return names;
    },
  };
}

const termsOf = (tokens: readonly Token[]): ReadonlySet<string> => new Set(tokens.flatMap(({ terms }) => terms));

function clausesOf(words: string, tokens: readonly Token[], mentions: readonly Mention[]): Clause[] {
  const marks = matchesOf(MARK, words).map(({ 0: mark, index }) => ({ start: index, end: index + mark.length }));
  // "Más" and "a mais" are no "but".
  const isMore = (text: string, start: number) => /^más$/i.test(text) || (/^mais$/i.test(text) && /\ba $/.test(words.slice(0, start)));
  const links = tokens.filter(
    ({ plain, text, start }) => WORDS.has(plain) && !isMore(text, start) && !BETWEEN.test(words.slice(Math.max(0, start - 30), start)),
  );
  const breaks = [...marks, ...links].sort((a, b) => a.start - b.start);
  const clauses: Clause[] = [];
  let from = 0;
  let next = 0;
  for (const { start: to, end } of [...breaks, { start: words.length, end: words.length }]) {
    const inside: Token[] = [];
    for (; next < tokens.length && (tokens[next] as Token).start < to; next++) inside.push(tokens[next] as Token);
    while (next < tokens.length && (tokens[next] as Token).start < end) next++;
    const [start, text] = [from, words.slice(from, to)];
    from = Math.max(from, end);
    if (text.trim() === '') continue;
    const terms = termsOf(inside);
    const own = directionsIn(text).map((each) => ({ ...each, start: each.start + start }));
    // "Acme gained 27 points, and Beta 11", "logins have halved (48 %)": who only gets a name or a figure goes the way the one before went.
    const isNamed = mentions.some((each) => each.start >= start && each.end < to && words.slice(start, each.start).trim() === '');
    const goesOn = own.length === 0 && terms.size === 0 && (isNamed || words[start - 1] === '(');
    clauses.push({ text, start, end: to, terms, directions: goesOn ? (clauses.at(-1)?.directions ?? []) : own });
  }
  return clauses;
}

export const clauseAt = ({ clauses }: Sentence, place: number): Clause | undefined =>
  clauses.find(({ start, end }) => place >= start && place < end);

/** What may stand between figures that are told one after the other. */
const AND = /^[\s,;/&]*(?:(?:and|to|against|versus|vs\.?|und|zu|gegen|et|contre|y|e|a|frente a)?\s+)*$/iu;

/** "A is ahead of B, 71 to 61", "A and B are at 93 % and 91 %": one after the other. */
function inTurn({ start }: { start: number }, { mentions, figures, text }: Sentence): Mention | undefined {
  const [first, last] = [mentions[0], mentions.at(-1)];
  if (!first || !last || first === last || figures.some((each) => each.start > first.start && each.start < last.start)) return undefined;
  const after = figures.filter((each) => each.start >= last.end && !each.ofBefore);
  const unitOf = ({ readings: [claims] }: FoundFigure) => (claims?.[0]?.kind === 'number' ? claims[0].unit : claims?.[0]?.kind);
  const listed = after.every((each, at) => {
    const before = after[at - 1];
    return !before || (unitOf(before) === unitOf(each) && AND.test(text.slice(before.end, each.start)));
  });
  return after.length === mentions.length && listed ? mentions[after.findIndex((each) => each.start === start)] : undefined;
}

/** Whom a figure is said of: whom its part of the sentence names, else the one named before it, or after; else whom it is all about. */
export function accountsAt(
  figure: { start: number },
  sentence: Sentence,
  { accounts }: { accounts: readonly string[] | null },
): readonly string[] | null {
  const { mentions } = sentence;
  const nearest = (of: readonly Mention[]) => of.findLast(({ start }) => start < figure.start) ?? of[0];
  const clause = clauseAt(sentence, figure.start);
  const inClause = mentions.filter(({ start }) => clause && start >= clause.start && start < clause.end);
  const named = inTurn(figure, sentence) ?? nearest(inClause) ?? nearest(mentions);
  if (!named) return accounts;
  // A name that several begin with means the one it is all about.
  const meant = accounts?.filter((id) => named.ids.includes(id)) ?? [];
  return meant.length > 0 && named.ids.length > 1 ? meant : named.ids;
}
