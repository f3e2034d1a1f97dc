import { changeOf, type FactLine, missing } from './facts.ts';
import { isName, shared } from './items.ts';
import { accountsAt, type Clause, type Sentence } from './reading/sentence.ts';
import { tellsApart } from './reading/terms.ts';
import { tokensOf } from './reading/tokens.ts';
import type { Quote } from './shown.ts';
import type { Known } from './sources.ts';
import { whose } from './verbatim.ts';

/** What words tell of a share (0 to 1), of how often there is something (a count; `many` says that it is large), or by what a value was multiplied, and the values they may mean. */
interface Vague {
  kind: 'share' | 'count' | 'many' | 'factor';
  least: number;
  most: number;
  said: RegExp;
}
const of = (kind: Vague['kind'], least: number, most: number, words: string): Vague => ({
  kind,
  least,
  most,
  said: new RegExp(`(?<!\\p{L})(?:${words})(?!\\p{L})`, 'iu'),
});
const HALF = '(?:half|der hälfte|die hälfte|la moitié|la mitad|metade|a metade)';
const LITTLE = 'hardly any|barely any|kaum|presque aucune?|casi ningun[oa]?|quase nenhuma?';
/** The first that is found is meant: "more than half" before "half". */
const VAGUE: readonly Vague[] = [
  of('share', 0.5, 1, `(?:more than|over|well over|mehr als|über|plus de|más de|mais d[ae]) ${HALF}`),
  of('share', 0, 0.5, `(?:less than|fewer than|under|not even|weniger als|nicht einmal|moins de|menos d[ae]) ${HALF}`),
  of(
    'share',
    0.37,
    0.63,
    `(?:almost|nearly|about|around|roughly|just under|just over|fast|knapp|rund|etwa|presque|environ|casi|quase|cerca d[ae]) ${HALF}`,
  ),
  of('share', 0.44, 0.56, `${HALF}(?= (?:of|der|des|de|d[ao]s)(?!\\p{L}))`),
  of('share', 0.6, 0.73, 'two[ -]thirds|zwei drittel|les deux tiers|dos tercios|dois terços'),
  of('share', 0.28, 0.39, 'a third of|one[ -]third|only a third|ein drittel|un tiers|un tercio|um terço'),
  of('share', 0.7, 0.8, 'three[ -]quarters|drei viertel|trois quarts|tres cuartos|três quartos'),
  of('share', 0.2, 0.3, 'a quarter of|ein viertel|un quart|un cuarto|um quarto'),
  of('share', 0, 0.15, LITTLE),
  of(
    'count',
    0,
    0,
    'no(?= [^.]*(?:\\b(?:is|are|was|were|been|has|have|yet)\\b|ed\\b))|none|nobody|nothing|kein|keine[mnrs]?|niemand|nichts|aucune?|personne|ningun[oa]?|ningún|nadie|nenhuma?|ninguém',
  ),
  of(
    'share',
    0.995,
    1,
    'all|every|each|everybody|everyone|(?<!(?:in|at|for|bei|em) )(?:both|beide|amb[oa]s)(?! (?:accounts|customers|kunden|konten|cuentas|contas))|alle|jede[rs]?|tous|toutes|chaque|tod[oa]s|cada',
  ),
  of('factor', 0, 0.5, '(?:more than|over) halved|mehr als halbiert'),
  of('factor', 0.4, 0.65, 'halved|halbiert\\p{L}*|divisée?s? par deux|redujo a la mitad|caiu (?:pela|para a) metade'),
  of('factor', 2, Number.POSITIVE_INFINITY, '(?:more than|over) (?:doubled|tripled)|mehr als (?:verdoppelt|verdreifacht)'),
  of('factor', 1.6, 2.4, 'doubled|verdoppelt\\p{L}*|doublée?s?|duplic(?:ó|ado|ada)|dobrou|dobrado'),
  of('factor', 2.6, 3.5, 'tripled|verdreifacht\\p{L}*|triplée?s?|triplic(?:ó|ado|ada)|triplicou'),
  of('factor', 3.5, 4.6, 'quadrupled|fourfold|vervierfacht\\p{L}*|quadruplée?s?|cuadruplic(?:ó|ado|ada)|quadruplicou'),
  of('factor', 4.5, 5.6, 'quintupled|fivefold|verfünffacht\\p{L}*|quintuplée?s?|quintuplic(?:ó|ado|ada|ou)'),
  // Up or down: to ten times as much, or a tenth.
  of('factor', 8, 12, '(?<!fell |dropped )tenfold|verzehnfacht\\p{L}*|décuplée?s?|decuplic(?:ó|ado|ada|ou)'),
  of('factor', 0.08, 0.13, '(?:fell|dropped) tenfold'),
  of('many', 24, 200, "(?:des )?(?:dozens|dutzende|dizaines|decenas|docenas|dezenas)(?= (?:of|von|d[e’'])| \\p{L})"),
  of('many', 100, 2_000, '(?:hundreds|hunderte|des centaines|cientos|centenares|centenas)'),
  of('many', 1_000, 20_000, '(?:thousands|tausende|des milliers|miles de|milhares)'),
];

/** Most sentences hold none of them. */
const ANY = new RegExp(VAGUE.map(({ said }) => said.source).join('|'), 'iu');

interface Shown {
  value: number;
  terms: ReadonlySet<string>;
  /** How many of its telling words are not said. */
  left(said: ReadonlySet<string>): number;
}

/** Shares, counts and factors told in words where what was shown of the same thing is another one, as written. */
export function wrongShares(sentence: Sentence, known: Known, accounts: readonly string[] | null): string[] {
  if (!ANY.test(sentence.text)) return [];
  return sentence.clauses.flatMap((clause) => {
    for (const vague of VAGUE) {
      const said = vague.said.exec(clause.text);
      if (!said) continue;
      // Who tells the number as well is held to that.
      if ((vague.kind !== 'factor' && holdsNumber(clause, sentence)) || isTold(vague, sentence)) return [];
      const shown = shownOf(vague.kind, known, accountsAt(clause, sentence, { accounts }), clause);
      return isWrong(vague, shown, sentence.terms, { ...clause, terms: without(clause.terms, said[0]) }) ? [said[0]] : [];
    }
    return [];
  });
}

function without(terms: ReadonlySet<string>, said: string): ReadonlySet<string> {
  const own = tokensOf(said).flatMap((each) => each.terms);
  return new Set([...terms].filter((term) => !own.includes(term)));
}

/** Two figures always make more than half of one another: only what means nearly one share is told by them. */
const NEARLY_ONE = 0.3;

/** "Half of them are gone: 9 % instead of 18 %": what two figures of the sentence make, which are checked themselves. */
function isTold({ least, most }: Vague, { figures }: Sentence): boolean {
  if (most - least > NEARLY_ONE) return false;
  const told = figures.flatMap(({ readings: [claims] }) => (claims?.[0]?.kind === 'number' && claims.length === 1 ? claims : []));
  const numbers = told.flatMap((claim) => (claim.kind === 'number' ? claim : []));
  return numbers.some((a) =>
    numbers.some((b) => {
      const part = a.value / b.value;
      return a !== b && a.unit === b.unit && part < 1 && [part, 1 - part, 1 / part].some((each) => each >= least && each <= most);
    }),
  );
}

const holdsNumber = ({ start, end }: Clause, { figures }: Sentence): boolean =>
  figures.some(
    (each) =>
      each.start >= start &&
      each.start < end &&
      each.readings.some(([claim]) => claim?.kind === 'number' && ['', '%'].includes(claim.unit)),
  );

/** Whether everything that is called by what is said has another value, and something is. */
function isWrong({ kind, least, most }: Vague, shown: readonly Shown[], sentence: ReadonlySet<string>, { terms }: Clause): boolean {
  const said = kind === 'factor' && [...terms].length === 0 ? sentence : terms;
  const fits = shown.map((each) => ({ ...each, shared: shared(each.terms, said).length, left: each.left(said) }));
  const named = fits.filter((each) => each.shared > 0 && each.left === 0);
  // "No milestone is overdue", of five milestones: who says more of them counts fewer.
  const narrowing = kind === 'count' ? [...said].filter((term) => tellsApart(term) && (isName(term) || !term.startsWith('='))) : [];
  const whole = named.filter((each) => narrowing.every((term) => each.terms.has(term)));
  const best = Math.max(...whole.map((each) => each.shared));
  const meant = whole.filter((each) => each.shared === best);
  // That there is much, or many times more, is never said where nothing of the kind was shown.
  if (meant.length === 0) return kind === 'factor' || kind === 'many';
  return meant.every(({ value }) => value < least || value > most);
}

function shownOf(kind: Vague['kind'], { facts, quotes }: Known, accounts: readonly string[] | null, clause: Clause): Shown[] {
  const own = facts.filter(({ accountId }) => accountId === null || accounts?.includes(accountId));
  const lines = quotes.filter((quote) => whose(quote, accounts));
  if (kind === 'factor')
    return [...own.flatMap((fact) => ofFact(fact, factorOf(fact))), ...lines.flatMap((quote) => ofQuote(quote, movedBy(quote, lines)))];
  const isShare = ({ figure: { unit } }: FactLine) => unit === '%';
  const value = (fact: FactLine) => Number(fact.figure.value);
  const shares = [
    ...own.filter(isShare).flatMap((fact) => ofFact(fact, value(fact) / 100)),
    ...lines.flatMap((quote) => ofQuote(quote, partOf(quote))),
  ];
  if (kind === 'share') return shares;
  const counts = own.filter(({ figure: { unit, value } }) => unit === '' && Number.isInteger(value));
  return [
    ...shares.filter(() => /\p{L}/u.test(clause.text)),
    ...counts.flatMap((fact) => ofFact(fact, value(fact))),
    ...lines.flatMap((quote) => ofQuote(quote, countOf(quote))),
  ];
}

const ofFact = (fact: FactLine, value: number | undefined): Shown[] =>
  value === undefined ? [] : [{ value, terms: fact.called, left: (said) => missing(fact, said) }];
const ofQuote = ({ beside }: Quote, value: number | undefined): Shown[] =>
  value === undefined ? [] : [{ value, terms: beside, left: (said) => [...beside].filter((term) => !said.has(term)).length }];

const numberIn = ({ claims: [only, more] }: Quote): number | undefined => (only?.kind === 'number' && !more ? only.value : undefined);
const countOf = (quote: Quote): number | undefined =>
  quote.claims[0]?.kind === 'number' && quote.claims[0].unit === '' && quote.claims[0].whole ? numberIn(quote) : undefined;
const partOf = (quote: Quote): number | undefined => {
  const part = countOf(quote);
  return part === undefined || !quote.of ? undefined : part / quote.of;
};
function factorOf(fact: FactLine): number | undefined {
  const { from, signed, value } = fact.figure;
  const change = changeOf(fact);
  return from && change !== null && typeof value === 'number' ? (signed ? from + value : value) / from : undefined;
}
function movedBy(quote: Quote, lines: readonly Quote[]): number | undefined {
  if (quote.pair !== 'from') return undefined;
  const to = lines.find(({ line, at, pair }) => line === quote.line && pair === 'to' && at > quote.at);
  const [a, b] = [numberIn(quote), to && numberIn(to)];
  return a && b !== undefined ? b / a : undefined;
}
