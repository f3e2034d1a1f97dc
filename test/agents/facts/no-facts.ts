import type { AccountFacts } from '../../../agents/facts/account-facts.ts';

/** Lists of an account of which nothing is known. */
export const noFacts: Omit<AccountFacts, 'asOf' | 'account' | 'whole'> = {
  contacts: [],
  contracts: [],
  opportunities: [],
  expansions: [],
  usage: [],
  interactions: [],
  tickets: [],
  invoices: [],
  surveys: [],
  events: [],
  values: [],
  plans: [],
  executions: [],
  tasks: [],
  calls: [],
  advocacy: [],
  community: [],
  evangelism: [],
  attributes: {},
  partial: [],
  counts: {},
};
