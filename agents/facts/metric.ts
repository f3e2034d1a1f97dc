import type { AccountFacts } from './account-facts.ts';
import type { Evidence } from './evidence.ts';

/** What the agents last issued of one account, by metric key; what none has said is absent. */
export type Opinions = Readonly<Record<string, number | string | Date | undefined>>;

export interface MetricScope {
  facts: AccountFacts;
  opinions: Opinions;
}

/** What a metric found. Words and evidence are made only when somebody asks. */
export interface Reading {
  /** In the metric's unit; a date for the unit `date`; a word for the unit ``. */
  value: number | string | Date;
  /** Of money: the currency of `value`. */
  currency?: string;
  /** The latest instant (ms) of any row it rests on; its age lowers confidence. */
  latest: number;
  /** How many rows it rests on; absent where that says nothing about it. */
  rows?: number;
  /** Of a change: how far it is more than noise, 0 to 1. */
  sure?(): number;
  /** The figure with its date, without a final full stop. */
  text(): string;
  evidence(): Evidence[];
  /** A risk worth naming even where the value itself is fine. */
  warning?(): string | null;
}

export type Topic =
  | 'contract'
  | 'usage'
  | 'people'
  | 'value'
  | 'support'
  | 'sentiment'
  | 'money'
  | 'events'
  | 'community'
  | 'plan'
  | 'advocacy'
  | 'attributes'
  | 'opinions';

/** One figure of an account, defined once for every agent, list, card and alert. */
export interface Metric {
  /** snake_case, stable. */
  key: string;
  topic: Topic;
  label: string;
  /** What people call it, per language where they differ. */
  aliases: readonly string[];
  /** One of `UNITS`, or `money`. */
  unit: string;
  digits: number;
  /** One sentence with its window. */
  definition: string;
  /** Days for which data is fresh; beyond, its weight in a confidence halves every `halfLife` days. */
  grace: number;
  halfLife: number;
  /** Kept in the standings, so that lists can filter, sort and show it. */
  listable?: boolean;
  /** Its value is a word or a name, of whatever words there are. */
  word?: true;
  /** The words it can take, where they are few. */
  values?: readonly string[];
  /** A change, not a level: shown with its sign. */
  signed?: boolean;
  /** Which way is good; what is neither, such as a date or a price, has none. */
  better?: 'higher' | 'lower';
  /** From where on it is called high, and what accounts are called then. */
  high?: { from: number; names: readonly string[] };
  /** Below what it is called low, and what accounts are called then. */
  low?: { below: number; names: readonly string[] };
  /** Of a word: what a value means, said where accounts are chosen by it. */
  means?: Readonly<Record<string, string>>;
  /** The metrics its words are made of: told with it. */
  madeOf?: readonly string[];
  /** Which of its words the high level of another metric stands for beside one of some: "renewals at risk". */
  beside?: { level: string; named: readonly string[]; value: string };
  /** A count that is absent where there is none: nobody delivers a nought. */
  orAbsent?: true;
  /** Most accounts have none of it, which is 0: of many, those that have any are asked for. */
  orNone?: true;
  /** What of an account is told beside it where nothing else is asked: of its contracts, what they are worth and when they end. */
  toldWith?: readonly string[];
  /** Of an amount that is used up: the share of it that is, from where on that is nearly all, and how much is in use. */
  usedUp?: { share: string; nearly: number; used: string };
  /** Of a date: what accounts did on it, as people say that beside a time: "signed in 2026". */
  happened?: readonly string[];
  /** It counts the days until, or since, the metric of that key: never stored, so that it is right on the day it is read. */
  counts?: { key: string; from: 'until' | 'since' };
  /** Null where the facts hold nothing about it, never a neutral value. Rows later than `facts.asOf` are never looked at. */
  read(scope: MetricScope): Reading | null;
}
