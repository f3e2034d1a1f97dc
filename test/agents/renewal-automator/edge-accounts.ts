import type { Models } from '../../../models/index.ts';
import { nameKeys } from '../../../models/kit/name-keys.ts';
import { ago, sarah, TENANT } from './setup.ts';

/** Accounts that lack something: a date, use, a contract that runs; and one of three contracts in two currencies. */
export async function seedEdgeAccounts(models: Models): Promise<void> {
  const base = (at: Date) => ({ tenant: TENANT, at, ingestedAt: at });
  const account = (id: string, name: string, at: Date) =>
    models.accounts.create({
      ...base(at),
      _id: id,
      name,
      ...nameKeys(name),
      ownerId: 'user-priya-patel',
      accountExecutiveId: sarah.id,
      currency: 'EUR',
    });
  const contract = (accountId: string, name: string, annualValue: number, currency: string, start: number, end: number | null) =>
    models.contracts.create({
      ...base(ago(start)),
      accountId,
      name,
      annualValue,
      currency,
      startDate: ago(start),
      ...(end === null ? {} : { endDate: ago(end) }),
      status: end !== null && end > 0 ? 'ended' : 'active',
    });
  await account('edge-blank', 'Blankwater', ago(50));
  await account('edge-new', 'Newbrook', ago(10));
  await contract('edge-new', 'Starter', 120_000, 'EUR', 3, -362);
  await account('edge-undated', 'Undated', ago(300));
  await contract('edge-undated', 'Open end', 40_000, 'EUR', 300, null);
  await account('edge-last', 'Lastlight', ago(900));
  await contract('edge-last', 'Platform', 48_000, 'EUR', 790, 60);
  await account('edge-two', 'Twofold', ago(800));
  await contract('edge-two', 'Core', 100_000, 'EUR', 700, -100);
  await contract('edge-two', 'Module', 50_000, 'EUR', 500, -115);
  await contract('edge-two', 'US entity', 60_000, 'USD', 400, -200);
  await models.valueRecords.create({
    ...base(ago(100)),
    accountId: 'edge-two',
    category: 'efficiency',
    description: 'Saved hours',
    amount: 90_000,
    currency: 'EUR',
    periodStart: ago(300),
    periodEnd: ago(100),
    evidence: 'Their controller',
  });
  await models.contacts.create({
    ...base(ago(700)),
    accountId: 'edge-two',
    name: 'Ada Byron',
    ...nameKeys('Ada Byron'),
    role: 'executive_sponsor',
  });
  const deal = { accountId: 'edge-two', kind: 'expansion' as const, stage: 'qualified' as const, currency: 'EUR' };
  await models.opportunities.create([
    { ...base(ago(20)), ...deal, name: 'More seats', amount: 30_000 },
    { ...base(ago(21)), ...deal, name: 'Something without an amount' },
  ]);
}
