import type { Account } from '../../models/account.ts';
import { loadFacts } from '../facts/load.ts';
import type { Context } from '../kit/context.ts';
import { UserError } from '../kit/errors.ts';
import { longDate } from '../metrics/format.ts';
import { type BehaviorFacts, behaviorAt, withRecord } from './sessions.ts';

/** What is known of one account's behaviour at the context's instant. @throws UserError `not_yet_known` */
export async function loadBehavior(context: Context, account: Account): Promise<BehaviorFacts> {
  const { asOf } = context;
  const facts = (await loadFacts(context, [account._id], { sessions: true })).get(account._id);
  if (!facts) throw new UserError('not_yet_known', `${account.name} was not known yet on ${longDate(asOf)}.`);
  return behaviorAt(withRecord(facts), asOf);
}
