import type { Random } from '../random.ts';
import { clamp, type Row } from './kit.ts';
import { DAY, daysBefore, levelAt, type Profile } from './profile.ts';
import { GOALS } from './texts.ts';

const YEAR = 365;
const LINES = ['Platform', 'Automation', 'Analytics', 'Premium support'];
const PAYMENT = {
  annual_prepaid: { every: 365, back: 400 },
  quarterly: { every: 91, back: 370 },
  monthly: { every: 30, back: 190 },
} as const;
type PaymentModel = keyof typeof PAYMENT;

/** The contracts since the beginning, one a year, oldest first; the last one runs, has ended, or was cancelled. */
export function contractsOf(profile: Profile, paymentModel: PaymentModel): Row<'contracts'>[] {
  if (profile.gap === 'nothing_but_a_name') return [];
  const random = profile.random.fork('contracts');
  const base = { accountId: profile.id, currency: profile.currency, paymentModel, termMonths: 12, autoRenew: random.chance(0.3) };
  const end = profile.renewalDate ?? daysBefore(profile.today, -random.whole(60, 300));
  const terms = Math.max(1, Math.ceil((end.getTime() - profile.customerSince.getTime()) / DAY / YEAR - 0.2));
  const chain = Array.from({ length: terms }, (_, term): Row<'contracts'> => {
    const last = term === terms - 1;
    const startDate = term === 0 ? profile.customerSince : daysBefore(end, (terms - term) * YEAR);
    const annualValue = Math.round((profile.annualValue * 0.94 ** (terms - 1 - term)) / 500) * 500;
    return {
      ...base,
      _id: `${profile.id}-contract-${term + 1}`,
      at: startDate,
      name: `${profile.name} ${startDate.getUTCFullYear()}`,
      startDate,
      ...(last && !profile.renewalDate ? {} : { endDate: daysBefore(end, (terms - 1 - term) * YEAR) }),
      annualValue,
      seats: Math.max(2, Math.round(profile.seats * 0.95 ** (terms - 1 - term))),
      status: last ? lastStatus(profile, random) : 'renewed',
      lineItems: lineItemsOf(annualValue, random),
    };
  });
  return profile.gap === 'three_contracts' ? [...chain, ...sideContracts(profile, chain.at(-1), random)] : chain;
}

/** Invoices of the last year or so; paid later the worse the account's condition. */
export function invoicesOf(profile: Profile, contracts: Row<'contracts'>[], paymentModel: PaymentModel): Row<'invoices'>[] {
  if (profile.gap === 'no_invoices') return [];
  const random = profile.random.fork('invoices');
  const punctuality = random.normal(0, 3);
  const { every, back } = PAYMENT[paymentModel];
  return contracts.flatMap((contract) => {
    const from = contract.startDate as Date;
    const to = Math.min(contract.endDate?.getTime() ?? Number.POSITIVE_INFINITY, profile.signalsEnd.getTime());
    const rows: Row<'invoices'>[] = [];
    for (let issued = from.getTime(); issued < to; issued += every * DAY) {
      if (issued < profile.signalsEnd.getTime() - back * DAY) continue;
      const at = new Date(issued);
      const dueAt = daysBefore(at, -30);
      const paidAt = daysBefore(
        dueAt,
        6 - Math.round(clamp(punctuality + 40 * (0.75 - levelAt(profile, at)) ** 3 * 8 + random.normal(0, 3), -20, 75)),
      );
      rows.push({
        _id: `${contract._id}-invoice-${rows.length + 1}`,
        accountId: profile.id,
        contractId: contract._id,
        at,
        amount: Math.round(((contract.annualValue as number) * every) / YEAR),
        currency: profile.currency,
        dueAt,
        ...(paidAt < profile.today ? { paidAt, status: 'paid' as const } : { status: 'open' as const }),
      });
    }
    return rows;
  });
}

/** The deals: the first sale, and what sales is working on. */
export function opportunitiesOf(profile: Profile, ownerId: string): Row<'opportunities'>[] {
  if (profile.gap === 'nothing_but_a_name') return [];
  const random = profile.random.fork('opportunities');
  const competitor = random.chance(0.3) ? { competitor: random.pick(['Spreadsheets', 'In-house tool', 'Vantory', 'Clearmesh']) } : {};
  const base = { accountId: profile.id, currency: profile.currency, ownerId };
  const first: Row<'opportunities'> = {
    ...base,
    ...competitor,
    _id: `${profile.id}-opportunity-1`,
    at: daysBefore(profile.customerSince, 1),
    name: `${profile.name}: first contract`,
    kind: 'new',
    stage: 'closed_won',
    amount: profile.annualValue,
    closeDate: daysBefore(profile.customerSince, 1),
    goals: random.some(GOALS, 2),
  };
  if (profile.stage !== 'renewing' && profile.path !== 'growth') return [first];
  return [
    first,
    {
      ...base,
      _id: `${profile.id}-opportunity-2`,
      at: daysBefore(profile.signalsEnd, Math.min(20, (profile.signalsEnd.getTime() - profile.customerSince.getTime()) / DAY / 2)),
      name: `${profile.name}: ${profile.stage === 'renewing' ? 'renewal' : 'more seats'}`,
      kind: profile.stage === 'renewing' ? 'renewal' : 'expansion',
      stage: random.pick(['identified', 'qualified', 'developing', 'proposing'] as const),
      amount: Math.round(profile.annualValue * (profile.stage === 'renewing' ? 1 : 0.25)),
      closeDate: profile.renewalDate ?? daysBefore(profile.today, -90),
      goals: [],
    },
  ];
}

function lastStatus(profile: Profile, random: Random) {
  if (profile.churnedAt) {
    const waits = random.chance(0.7) && profile.renewalDate?.getTime() === profile.churnedAt.getTime();
    return waits ? ('ended' as const) : ('cancelled' as const);
  }
  return profile.gap === 'contract_ended' ? ('ended' as const) : ('active' as const);
}

function lineItemsOf(annualValue: number, random: Random) {
  const names = LINES.slice(0, random.whole(1, LINES.length));
  const platform = Math.round(annualValue * (1 - 0.15 * (names.length - 1)));
  const rest = names.length > 1 ? Math.round((annualValue - platform) / (names.length - 1)) : 0;
  return names.map((name, number) => ({
    name,
    annualValue: number > 0 ? rest : annualValue - rest * (names.length - 1),
  }));
}

/** Two more contracts that run at the same time, with other dates: for departments that bought on their own. */
function sideContracts(profile: Profile, main: Row<'contracts'> | undefined, random: Random): Row<'contracts'>[] {
  if (!main) return [];
  return ['Logistics department', 'Second site'].map((department, number) => {
    const startDate = daysBefore(profile.today, random.whole(60, 300));
    return {
      ...main,
      _id: `${profile.id}-contract-side-${number + 1}`,
      at: startDate,
      name: `${profile.name}: ${department}`,
      startDate,
      endDate: daysBefore(startDate, -YEAR),
      annualValue: Math.round(profile.annualValue / 4 / 500) * 500,
      seats: Math.max(2, Math.round(profile.seats / 4)),
      lineItems: [],
    };
  });
}
