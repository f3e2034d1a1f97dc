import type { AccountFacts } from '../facts/index.ts';
import { headOf } from '../kit/say.ts';
import type { Context } from '../kit/tool.ts';
import { readAccount } from '../kit/who.ts';
import { loadScorecards, type Scorecard, segmentOfFacts } from './scorecard.ts';

/** The facts and the scorecard of the account a person named. @throws UserError as `readAccount` */
export async function loadAccount(
  context: Context,
  name: string,
): Promise<{ account: { id: string; name: string }; facts: AccountFacts; scorecard: Scorecard }> {
  const [{ account, facts }, scorecardOf] = await Promise.all([readAccount(context, name), loadScorecards(context)]);
  return { account: headOf(account), facts, scorecard: scorecardOf(segmentOfFacts(facts)) };
}
