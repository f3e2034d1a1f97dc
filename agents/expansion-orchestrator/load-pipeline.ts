import type { Account } from '../../models/account.ts';
import type { ExpansionOpportunity } from '../../models/expansion-opportunity.ts';
import type { Opportunity } from '../../models/opportunity.ts';
import type { Context } from '../kit/tool.ts';
import type { Whose } from '../kit/who.ts';
import { loadChances } from './chances.ts';
import { dealsOf, isSetAside, standingOf } from './deals.ts';
import { OPEN_STAGES } from './stages.ts';

const MOST = 5_000;
type Owner = Pick<Account, '_id' | 'name' | 'ownerId' | 'accountExecutiveId' | 'region' | 'lifecycleStage'>;

/** The open sales of somebody's: they sell it, look after the account, or are its account executive while nobody sells it. */
export async function loadPipeline(context: Pick<Context, 'tenant' | 'models' | 'asOf'>, whose: Whose) {
  const { tenant, models, asOf } = context;
  const known = { tenant, at: { $lte: asOf }, ingestedAt: { $lte: asOf } };
  const open = { $in: [...OPEN_STAGES] };
  const [chances, crm, found] = await Promise.all([
    loadChances(context),
    models.opportunities
      .find({ ...known, kind: 'expansion', stage: open })
      .sort({ closeDate: 1 })
      .limit(MOST)
      .lean<Opportunity[]>(),
    models.expansionOpportunities
      .find({ ...known, salesStage: open })
      .sort({ estimatedValue: -1 })
      .limit(MOST)
      .lean<ExpansionOpportunity[]>(),
  ]);
  // A deal of the CRM whose opportunity is closed here is not open beside it.
  const accountIds = [...new Set(crm.map(({ accountId }) => accountId))];
  const closed = await models.expansionOpportunities
    .find({ ...known, accountId: { $in: accountIds }, salesStage: { $nin: [...OPEN_STAGES] } })
    .limit(MOST)
    .lean<ExpansionOpportunity[]>();
  const ids = [...new Set([...accountIds, ...found.map(({ accountId }) => accountId)])];
  const accounts = await models.accounts
    .find({ tenant, _id: { $in: ids } }, { name: 1, ownerId: 1, accountExecutiveId: 1, region: 1, lifecycleStage: 1 })
    .lean<Owner[]>();
  const byId = new Map(accounts.filter(({ lifecycleStage }) => lifecycleStage !== 'churned').map((each) => [each._id, each]));
  const deals = dealsOf([...found.filter((row) => !isSetAside(row)), ...closed], crm, byId).filter((deal) =>
    isOf(deal, byId.get(deal.account.id), whose),
  );
  return {
    deals: deals.map((deal) => standingOf(deal, chances, asOf)),
    chances,
    /** More are open than were read. */
    partly: found.length === MOST || crm.length === MOST,
  };
}

function isOf(
  { repId, csmId }: { repId: string | null; csmId: string | null },
  account: Owner | undefined,
  { person, where: { ownerId, region } }: Whose,
): boolean {
  if (region !== undefined) return account?.region === region;
  if (!person && ownerId === undefined) return true;
  const ids = person ? [person.id] : typeof ownerId === 'string' ? [ownerId] : (ownerId?.$in ?? []);
  return [repId ?? account?.accountExecutiveId, csmId, account?.ownerId].some((id) => id != null && ids.includes(id));
}
