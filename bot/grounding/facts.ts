import type { Figure } from '../../agents/facts/figure.ts';
import { isCommonWord } from '../../agents/kit/common-words.ts';
import { daysBetween } from '../../agents/metrics/format.ts';
import { metricOf } from '../../agents/metrics/index.ts';
import type { CalendarDay } from './reading/dates.ts';
import { matchesOf } from './reading/matches.ts';
import { tellsApart } from './reading/terms.ts';
import { tokensOf } from './reading/tokens.ts';
import { factorTo } from './reading/units.ts';

/** What a tool showed of one thing: a reply's figures are held against these, never against prose. */
export interface FactLine {
  figure: Figure;
  /** Whose: of one account, or of nobody (a group, the whole answer). */
  accountId: string | null;
  /** What it is called, each as the telling terms it takes; the metric's label and aliases in every language, and its key. */
  names: readonly (readonly string[])[];
  /** All terms of its names. */
  called: ReadonlySet<string>;
  /** These and those of its subject. */
  terms: ReadonlySet<string>;
  /** Periods its names hold, see `spanOf`: "change in 30 days". */
  spans: ReadonlySet<string>;
  /** Of a date: as a day in the reader's time zone and in UTC. */
  days: readonly CalendarDay[];
  better: 'higher' | 'lower' | undefined;
}

const keyWords = (key: string): string => key.split(':')[0]?.replaceAll('_', ' ') ?? '';

/** What is known of a figure by its metric and label alone. */
interface Names extends Pick<FactLine, 'names' | 'called' | 'better'> {
  /** Periods in them. */
  spans: readonly string[];
}
const namesOf = new Map<string, Names>();
const MOST_NAMES = 5_000;

/** The terms of a name; words everybody uses ("moved", "within") name nothing. */
const termsIn = (name: string): string[] =>
  tokensOf(name).flatMap(({ terms, plain }) => terms.filter((term) => !(term.startsWith('=') && isCommonWord(plain))));

/** Read once a metric and label. */
function namesBy(metric: string, label: string): Names {
  const key = `${metric}\n${label}`;
  const before = namesOf.get(key);
  if (before) return before;
  const known = metricOf(metric);
  // What stands before a colon is a family of figures; each is called by its label.
  const said = [label, ...(metric.includes(':') ? [] : [keyWords(metric)]), ...(known ? [known.label, ...known.aliases] : [])];
  const lists = said.map((each) => [...new Set(termsIn(each))]);
  const telling = lists.map((terms) => terms.filter((term) => tellsApart(term) || term === 'change')).filter(({ length }) => length > 0);
  const bands = metric === 'health' ? ['green', 'yellow', 'orange', 'red'] : [];
  const names: Names = {
    names: [...new Map(telling.map((terms) => [terms.toSorted().join(' '), terms])).values()],
    called: new Set([...lists.flat(), ...termsIn(keyWords(metric)), ...bands]),
    spans: [...spansIn(label), ...spansIn(keyWords(metric))],
    better: (known ?? metricOf(metric.split(':')[0]?.replace(/_(?:moved|change|trend)\w*$/, '') ?? ''))?.better,
  };
  if (namesOf.size >= MOST_NAMES) namesOf.clear();
  namesOf.set(key, names);
  return names;
}

/** A period as it is compared: 90 days and three months are one. */
export const spanOf = (length: number, unit: string): string => {
  const days = length * (factorTo('days', unit, Number.POSITIVE_INFINITY) ?? 1 / (factorTo(unit, 'days', Number.POSITIVE_INFINITY) ?? 1));
  return days < 27 ? `${Math.round(days)} days` : `${Math.round((days / 365) * 24) / 2} months`;
};

const PERIODS: Readonly<Record<string, string>> = {
  d: 'days',
  day: 'days',
  days: 'days',
  w: 'weeks',
  week: 'weeks',
  weeks: 'weeks',
  month: 'months',
  months: 'months',
};

const PERIOD = /(?<![A-Za-z\d])(\d+) ?([a-z]*)/g;

/** Periods in a label or key; a key that says none means days. */
const spansIn = (text: string): string[] =>
  matchesOf(PERIOD, text).map(([, length, unit = '']) => spanOf(Number(length), PERIODS[unit] ?? 'days'));

/** Of what is told since a day, as its key says: the days since then. */
function daysSince({ metric, asOf }: Figure): string[] {
  const since = /:(\d{4}-\d{2}-\d{2}T.*)$/.exec(metric)?.[1];
  return since === undefined ? [] : [spanOf(daysBetween(new Date(since), new Date(asOf)), 'days')];
}

/** `accountId` is whose result it stands in; a figure of an account of its own is that account's. */
export function factLine(figure: Figure, accountId: string | null, daysOf: (instant: Date) => CalendarDay[]): FactLine {
  const { subject, metric, label, value, unit } = figure;
  const { names, called, spans, better } = namesBy(metric, label);
  // Whose it is, is told by the account's name; of what else it is, by its own.
  const subjectTerms = subject.kind === 'account' || subject.kind === 'group' ? [] : termsIn(subject.name);
  const isDate = unit === 'date' && typeof value === 'string';
  return {
    figure,
    accountId: subject.kind === 'account' ? subject.id : subject.kind === 'group' ? null : accountId,
    names,
    called,
    terms: subjectTerms.length > 0 ? new Set([...called, ...subjectTerms]) : called,
    spans: new Set([...spans, ...daysSince(figure)]),
    days: isDate ? daysOf(new Date(value)) : [],
    better,
  };
}

/** A change: told with its sign. */
export const isChange = ({ figure }: FactLine): boolean => figure.signed || figure.from !== null;

/** By how much it changed; null for a level. */
export function changeOf({ figure: { value, from, signed } }: FactLine): number | null {
  if (typeof value !== 'number') return null;
  if (signed) return value;
  return from === null ? null : value - from;
}

/** How many of its telling terms a text leaves out, of the name that fits best. */
export function missing({ names }: FactLine, said: ReadonlySet<string>): number {
  const left = names.map((terms) => terms.filter((term) => !said.has(term)).length);
  return left.length > 0 ? Math.min(...left) : 0;
}
