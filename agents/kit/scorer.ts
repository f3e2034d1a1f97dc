import type { AccountStanding } from '../../models/account-standing.ts';
import type { Models } from '../../models/index.ts';
import type { AccountFacts } from '../facts/account-facts.ts';
import type { Opinions } from '../facts/metric.ts';
import type { Foreground } from './breathe.ts';

export interface RescoreScope {
  tenant: string;
  models: Models;
  /** The instant to assess. */
  asOf: Date;
  /** When this runs; what is issued carries it. */
  now: Date;
  signal?: AbortSignal;
  /** What long work gives way to. */
  foreground?: Foreground;
  /** Told once of everything that failed. */
  log?: { warn(fields: object, message: string): void };
}

export type StandingFields = Partial<Omit<AccountStanding, '_id' | 'tenant' | 'accountId' | 'source' | 'externalId'>>;

/** What an agent found about one account. */
interface Scored<Issued> {
  standing?: StandingFields;
  /** By metric key: what the agents after it, lists and cards read. */
  opinions?: Opinions;
  /** What is kept of it in the agent's own collection. */
  issued?: Issued;
}

/** One agent's part in rescoring. */
// biome-ignore lint/suspicious/noExplicitAny: the list holds scorers of every kind of record; each one's own parts agree by construction.
export interface AccountScorer<Issued = any> {
  agent: string;
  /** The standing's fields it writes; those it gives no value for are removed. */
  fields: readonly (keyof StandingFields)[];
  /** Of one account, pure: it sees what the agents before it have just issued. */
  assess(facts: AccountFacts, asOf: Date, opinions: Opinions): Scored<Issued>;
  /** Keeps what was issued about many accounts. Kept again, it changes nothing. */
  record(issued: readonly Issued[], asOf: Date): Promise<unknown>;
}

/** Reads once what all accounts need: scorecards, learnt weights. */
export type Scorer = (scope: RescoreScope) => Promise<AccountScorer>;

/** Gives a scorer's types to its parts. */
export const defineScorer = <Issued>(scorer: AccountScorer<Issued>): AccountScorer => scorer;
