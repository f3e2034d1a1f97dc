import { directionsIn, type SaidDirection } from './directions.ts';
import { type FoundFigure, figuresIn, readable } from './figures.ts';
import type { Day } from './said-days.ts';
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
  clauses: readonly Clause[];
  tokens: readonly Token[];
  /** All its words, as `lineWords` writes them. */
  words: string;
  /** All terms that are said. */
  terms: ReadonlySet<string>;
}

export interface Reader {
  mentionsIn(text: string): Mention[];
  /** The day that "on Tuesday" is told from. */
  today?(): Day | undefined;
}

/** Ends a part of a sentence. */
const BREAK =
  /[,;:()[\]{}—•|·\n"“”„«»!?]+|(?<!¤ ?)–|–(?! ?¤)|(?<=[\p{L}¤])\.(?= )|(?<![\p{L}\p{M}]|(?:between|zwischen|entre) ¤{1,20} )(?:and|but|because|after|while|whereas|against|versus|vs|und|aber|weil|nachdem|während|gegenüber|et|mais|parce|tandis|contre|y|pero|porque|mientras|frente|e|mas|enquanto|contra)(?![\p{L}\p{M}])/giu;

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
  const figures = [...unread, ...figuresIn(masked, reader.today?.())].sort((a, b) => a.start - b.start);
  const words = blank(masked, figures);
  const tokens = tokensOf(words);
  const clauses = clausesOf(words, tokens);
  return { text, figures, mentions, clauses, tokens, words: lineWords(text), terms: termsOf(tokens) };
}

const termsOf = (tokens: readonly Token[]): ReadonlySet<string> => new Set(tokens.flatMap(({ terms }) => terms));

function clausesOf(words: string, tokens: readonly Token[]): Clause[] {
  const clauses: Clause[] = [];
  let from = 0;
  let next = 0;
  const close = (to: number) => {
    const inside: Token[] = [];
    for (; next < tokens.length && (tokens[next] as Token).start < to; next++) inside.push(tokens[next] as Token);
    const text = words.slice(from, to);
    if (text.trim() === '') return;
    const directions = directionsIn(text).map((each) => ({ ...each, start: each.start + from }));
    clauses.push({ text, start: from, end: to, terms: termsOf(inside), directions });
  };
  for (const { 0: mark, index } of words.matchAll(BREAK)) {
    close(index);
    from = index + mark.length;
    while (next < tokens.length && (tokens[next] as Token).start < from) next++;
  }
  close(words.length);
  return clauses;
}

export const clauseAt = ({ clauses }: Sentence, place: number): Clause | undefined =>
  clauses.find(({ start, end }) => place >= start && place < end);

/** Whom a figure is said of: whom its part of the sentence names, else the one named before it, or after; else whom it is all about. */
export function accountsAt(
  figure: { start: number },
  sentence: Sentence,
  { accounts }: { accounts: readonly string[] | null },
): readonly string[] | null {
  const { mentions, figures } = sentence;
  const nearest = (of: readonly Mention[]) => of.findLast(({ start }) => start < figure.start) ?? of[0];
  const clause = clauseAt(sentence, figure.start);
  const inClause = mentions.filter(({ start }) => clause && start >= clause.start && start < clause.end);
  // "A is ahead of B, 71 to 61": one after the other.
  const last = mentions.at(-1);
  const after = last ? figures.filter(({ start, ofBefore }) => start >= last.end && !ofBefore) : [];
  const inTurn =
    mentions.length > 1 &&
    after.length === mentions.length &&
    !figures.some(({ start }) => start > (mentions[0]?.start ?? 0) && start < (last?.start ?? 0))
      ? mentions[after.findIndex(({ start }) => start === figure.start)]
      : undefined;
  const named = nearest(inClause) ?? inTurn ?? nearest(mentions);
  if (!named) return accounts;
  // A name that several begin with means the one it is all about.
  const meant = accounts?.filter((id) => named.ids.includes(id)) ?? [];
  return meant.length > 0 && named.ids.length > 1 ? meant : named.ids;
}
