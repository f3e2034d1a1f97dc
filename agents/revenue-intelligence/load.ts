import type { AccountFacts } from '../facts/index.ts';
import { loadPrices } from '../facts/prices.ts';
import { issuedOpinions } from '../kit/opinions.ts';
import type { Context } from '../kit/tool.ts';
import { readAccount } from '../kit/who.ts';
import { assessExpansion, type ExpansionAssessment } from './assess.ts';
import { loadBook } from './book.ts';

/** The growth of the account a person named, as known at the instant. @throws UserError as `readAccount` */
export async function loadExpansion(context: Context, name: string): Promise<{ facts: AccountFacts; assessment: ExpansionAssessment }> {
  const [{ account, facts }, prices, book] = await Promise.all([readAccount(context, name), loadPrices(context), loadBook(context)]);
  const issued = await issuedOpinions(context, [account._id], context.asOf);
  return { facts, assessment: assessExpansion(facts, { prices, book }, issued.get(account._id)?.opinions ?? {}) };
}
