import type { FactLine } from './facts.ts';
import type { Place } from './place.ts';
import type { Sentence } from './sentence.ts';
import type { Known } from './sources.ts';
import { namesThing } from './terms.ts';
import { lineWords } from './tokens.ts';

/** Words for the first and the last of several; `best` and `worst` by what is good for the metric. */
const SAID = {
  most: 'highest|largest|biggest|greatest|most|höchste[nrs]?|höchsten|größte[nrs]?|größten|meisten|le plus|la plus|les plus|mayor|más alt[oa]|maior|mais alt[oa]',
  least:
    'lowest|smallest|least|fewest|niedrigste[nrs]?|kleinste[nrs]?|wenigsten|geringste[nrs]?|le moins|la moins|menor|más baj[oa]|mais baix[oa]',
  best: 'best|strongest|healthiest|safest|beste[nrs]?|stärkste[nrs]?|gesündeste[nrs]?|meilleure?s?|mejor|melhor',
  worst: 'worst|weakest|unhealthiest|schlechteste[nrs]?|schwächste[nrs]?|pires?|peor|pior',
} as const;
const FIRST = Object.entries(SAID).map(
  ([rank, words]) => [rank as keyof typeof SAID, new RegExp(`(?<!\\p{L})(?:${words})(?!\\p{L})`, 'iu')] as const,
);
/** One of several firsts, the second one, or none. */
const AMONG =
  /(?<!\p{L})(?:one of|among|not|second|third|next|after|eine[rs]? der|unter|nicht|zweit\p{L}*|des|parmi|pas|un[ao]? de|entre|no|não|um dos|uma das)(?!\p{L})/iu;
/** Fewer are no list to be the first of. */
const LEAST = 3;

/** Whether a number counts the first of several: "the five weakest accounts", "top three". */
export const isRanked = ({ figure: { start, end }, sentence: { text } }: Pick<Place, 'figure' | 'sentence'>): boolean =>
  /(?<!\p{L})top ?$/iu.test(text.slice(Math.max(0, start - 4), start)) ||
  FIRST.some(([, pattern]) => pattern.exec(text.slice(end, end + 24))?.index === 1);

/** Words that call something the first or last of what was shown, where another one is. */
export function wrongRanks(sentence: Sentence, { facts }: Known): string[] {
  const { text, mentions, words, clauses } = sentence;
  const [first] = FIRST.flatMap(([rank, pattern]) => (pattern.exec(text) ? [{ rank, said: pattern.exec(text)?.[0] ?? '' }] : []));
  if (!first || AMONG.test(text) || clauses.some(({ directions }) => directions.length > 0)) return [];
  const ids = new Set(mentions.flatMap((each) => each.ids));
  const isMeant = ({ figure: { subject } }: FactLine) =>
    subject.kind === 'account' ? ids.has(subject.id) : words.includes(lineWords(subject.name));
  const told = facts.filter(({ figure }) => typeof figure.value === 'number' && !figure.signed);
  const clause = clauses.find(({ text: part }) => part.includes(first.said));
  const said = sentence.tokens.filter(({ start }) => clause && start >= clause.start && start < clause.end).flatMap(({ terms }) => terms);
  const names = [...new Set(said)].filter((term) => namesThing(term) && !term.startsWith('='));
  const shares = told.map(({ called }) => names.filter((term) => called.has(term)).length);
  const most = Math.max(0, ...shares);
  const about = told.filter((_, index) => most > 0 && shares[index] === most);
  const lists = [...Map.groupBy(about, ({ figure }) => `${figure.metric.split(':')[0]} ${figure.unit} ${figure.subject.kind}`).values()];
  const isWrong = lists.map((list) => {
    const meant = list.filter(isMeant);
    const subjects = new Set(list.map(({ figure: { subject } }) => subject.id));
    if (subjects.size < LEAST || new Set(meant.map(({ figure: { subject } }) => subject.id)).size !== 1) return undefined;
    const value = ({ figure }: FactLine) => Number(figure.value) * (isUp(first.rank, list[0]) ? 1 : -1);
    return Math.max(...meant.map(value)) < Math.max(...list.map(value));
  });
  return isWrong.includes(true) && !isWrong.includes(false) ? [first.said] : [];
}

const isUp = (rank: keyof typeof SAID, fact: FactLine | undefined): boolean =>
  rank === 'most' || (rank === 'best' && fact?.better !== 'lower') || (rank === 'worst' && fact?.better === 'lower');
