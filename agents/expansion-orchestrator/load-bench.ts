import type { Account } from '../../models/account.ts';
import type { Contact } from '../../models/contact.ts';
import type { ExpansionOpportunity } from '../../models/expansion-opportunity.ts';
import type { Opportunity } from '../../models/opportunity.ts';
import { type AccountFacts, present } from '../facts/index.ts';
import type { Context } from '../kit/tool.ts';
import { colleagues } from '../kit/who.ts';
import { OPEN_STAGES } from './stages.ts';
import type { Bench, Wanted, Win } from './team.ts';

const MOST_WINS = 3_000;
const KEY: readonly Contact['role'][] = ['executive_sponsor', 'decision_maker', 'champion', 'technical_lead'];

export function wantedOf(facts: AccountFacts, row: ExpansionOpportunity): Wanted {
  const { account } = facts;
  const people = present(facts).filter(({ role }) => KEY.includes(role));
  return {
    vertical: account.vertical ?? null,
    executiveId: account.accountExecutiveId ?? null,
    ownerId: account.ownerId ?? null,
    languages: people.flatMap(({ language }) => language ?? []),
    timezones: [...new Set(people.flatMap(({ timezone }) => timezone ?? []))],
    about: [row.opportunityDescription, row.businessDriver ?? '', ...row.technicalRequirements].join(' '),
  };
}

/** Who there is, what they won at accounts like this one, and how much they carry. */
export async function loadBench(
  { tenant, models, asOf }: Pick<Context, 'tenant' | 'models' | 'asOf'>,
  facts: AccountFacts,
): Promise<Bench> {
  const people = await colleagues({ tenant, models });
  const ids = people.map(({ _id }) => _id);
  const mine = { tenant, ownerId: { $in: ids } };
  const [won, deals, found] = await Promise.all([
    models.opportunities
      .find({ ...mine, stage: 'closed_won', closeDate: { $lte: asOf } }, { ownerId: 1, accountId: 1 })
      .sort({ closeDate: -1 })
      .limit(MOST_WINS)
      .lean<Pick<Opportunity, 'ownerId' | 'accountId'>[]>(),
    models.opportunities.aggregate<{ _id: string; count: number }>([
      { $match: { ...mine, stage: { $in: [...OPEN_STAGES] } } },
      { $group: { _id: '$ownerId', count: { $sum: 1 } } },
    ]),
    models.expansionOpportunities.aggregate<{ _id: string; count: number }>([
      // One that is a deal of the CRM is counted there.
      { $match: { tenant, salesStage: { $in: [...OPEN_STAGES] }, assignedSalesRepId: { $in: ids }, parentOpportunityId: null } },
      { $group: { _id: '$assignedSalesRepId', count: { $sum: 1 } } },
    ]),
  ]);
  const { vertical, region } = facts.account;
  const accounts = await models.accounts
    .find({ tenant, _id: { $in: [...new Set(won.map(({ accountId }) => accountId))] } }, { vertical: 1, region: 1 })
    .lean<Pick<Account, '_id' | 'vertical' | 'region'>[]>();
  const byId = new Map(accounts.map((each) => [each._id, each]));
  const load = new Map<string, number>();
  for (const { _id, count } of [...deals, ...found]) load.set(_id, (load.get(_id) ?? 0) + count);
  const talks = new Map<string, number>();
  for (const { userId } of facts.interactions) if (userId) talks.set(userId, (talks.get(userId) ?? 0) + 1);
  return {
    people,
    load,
    talks,
    wins: won.flatMap(({ ownerId, accountId }): Win[] => {
      const account = byId.get(accountId);
      if (!ownerId || !account) return [];
      return [
        {
          repId: ownerId,
          vertical: vertical != null && account.vertical === vertical,
          region: region != null && account.region === region,
        },
      ];
    }),
  };
}
