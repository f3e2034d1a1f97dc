import { z } from 'zod';
import type { Account } from '../../models/account.ts';
import type { AccountFacts } from '../facts/account-facts.ts';
import { loadFacts } from '../facts/load.ts';
import type { Context } from '../kit/context.ts';
import { UserError } from '../kit/errors.ts';
import { resolveAccount } from '../kit/resolve.ts';
import { longDate } from '../metrics/format.ts';
import { segmentOf, termsOf } from '../metrics/terms.ts';
import { loadScorecards, type Scorecard } from './scorecard.ts';

export const accountHeadSchema = z.object({
  id: z.string(),
  name: z.string(),
  segment: z.string().nullable(),
  vertical: z.string().nullable(),
  arr: z.number().nullable().describe('Yearly value in the currency'),
  currency: z.string(),
  renewalAt: z.string().nullable(),
});
export type AccountHead = z.infer<typeof accountHeadSchema>;

export interface LoadedAccount {
  account: Account;
  facts: AccountFacts;
  scorecard: Scorecard;
  head: AccountHead;
}

/** The facts and the scorecard of the account a person named. @throws UserError when it is unknown, unclear, or was not known yet at `asOf` */
export async function loadAccount(context: Context, name: string): Promise<LoadedAccount> {
  const account = await resolveAccount(context, name);
  const [loaded, scorecardOf] = await Promise.all([loadFacts(context, [account._id]), loadScorecards(context)]);
  const facts = loaded.get(account._id);
  if (!facts) throw new UserError('not_yet_known', `${account.name} was not known yet on ${longDate(context.asOf)}.`);
  const terms = termsOf(facts.account, facts.contracts, context.asOf);
  const segment = segmentOf(facts.account, terms.arr);
  return {
    account,
    facts,
    scorecard: scorecardOf(segment),
    head: {
      id: account._id,
      name: account.name,
      segment,
      vertical: account.vertical ?? null,
      arr: terms.arr,
      currency: terms.currency,
      renewalAt: terms.renewalAt?.toISOString() ?? null,
    },
  };
}
