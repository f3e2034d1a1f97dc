import type { Contract } from '../../../models/contract.ts';
import { SEGMENT_VALUES } from '../../../models/customer-segmentation-profile.ts';
import { type AccountFacts, age, present, ratesOfFacts } from '../../facts/index.ts';
import { activeContracts, evidenceOf, median, plural, round, shortDate, shortMoney, sum } from '../../metrics/index.ts';
import { type ValueOf, valueWords } from '../dimensions.ts';
import { type Floors, floorOf, type Source, source, type Verdict, verdict } from '../verdict.ts';

/** The currency of the bands. */
const BANDED_IN = 'USD';

const BANDS: Floors<ValueOf<'annualContractValueBand'>> = {
  'enterprise_1m+': 1_000_000,
  'large_500k-1m': 500_000,
  'mid_200k-500k': 200_000,
  'small_50k-200k': 50_000,
  'startup_0-50k': 0,
};
/** The tier by yearly value, where no contract or tag names it. */
const TIERS: Floors<ValueOf<'contractTier'>> = { premium: 500_000, professional: 100_000, standard: 20_000, startup: 0 };
const PROCUREMENT: Floors<ValueOf<'procurementComplexity'>> = { enterprise: 6, complex: 4, moderate: 2, simple: 0 };

const inForce = ({ contracts, asOf }: AccountFacts) => activeContracts(contracts, asOf);

/** The yearly value of the contracts in force in USD, at the tenant's rates, and in words as the contracts say it; null where no contract has a rate. One without is left out, and that is said. */
function worthOf(facts: AccountFacts): { usd: number; words: string; counted: Contract[] } | null {
  const all = [...Map.groupBy(inForce(facts), ({ currency }) => currency)].map(([currency, contracts]) => ({
    currency,
    contracts,
    amount: sum(contracts.map(({ annualValue }) => annualValue)),
    rates: ratesOfFacts(facts, [currency], BANDED_IN),
  }));
  const amounts = all.flatMap(({ rates, ...each }) =>
    rates ? [{ ...each, rate: rates.worth[each.currency] ?? Number.NaN, at: rates.at }] : [],
  );
  if (amounts.length === 0) return null;
  const notes = [
    ...amounts.flatMap(({ currency, rate, at }) =>
      at ? [`banded at 1 ${currency} = ${round(rate, 4)} ${BANDED_IN} of ${shortDate(at, facts.asOf)}`] : [],
    ),
    ...all.flatMap(({ currency, rates }) => (rates ? [] : [`${currency} left out for want of a rate`])),
  ];
  return {
    usd: sum(amounts.map(({ amount, rate }) => amount * rate)),
    words: `${amounts.map(({ amount, currency }) => shortMoney(amount, currency)).join(' + ')} a year${notes.length > 0 ? ` (${notes.join(', ')})` : ''}`,
    counted: amounts.flatMap(({ contracts }) => contracts),
  };
}

/** What is wanting for the value: the contract, or of one in another currency its rate. */
function wanted(facts: AccountFacts): string {
  const others = [...new Set(inForce(facts).map(({ currency }) => currency))].filter((currency) => currency !== BANDED_IN);
  return others.length > 0 ? `An exchange rate from ${others.join(', ')} into ${BANDED_IN}` : 'A contract in force with its value';
}

const valued = (facts: AccountFacts, worth: ReturnType<typeof worthOf>, weight: number): Source =>
  source(worth ? 'A contract in force with its value' : wanted(facts), weight, worth !== null, {
    said: () => `${worth?.words}`,
    evidence: () => evidenceOf('contracts', 'annualValue', worth?.counted ?? []),
  });

/** A service such as "premium support" is no tier. */
const tierIn = (text: string) =>
  SEGMENT_VALUES.contractTier.find((tier) => new RegExp(`\\b${tier}\\b(?!\\s+(?:support|service|care))`, 'i').test(text));

/** The tier the contract, its lines or the account's tags name; else the one its value falls in. */
export function contractTier(facts: AccountFacts): Verdict<ValueOf<'contractTier'>> {
  const worth = worthOf(facts);
  const { account } = facts;
  const namedBy = ({ name, lineItems }: Contract) =>
    tierIn([name.replaceAll(account.name, ' '), ...(lineItems ?? []).map((item) => item.name)].join(' '));
  const naming = inForce(facts).find(namedBy);
  // Tags hold the company's size too: only the words no size has count there.
  const stated = naming ? namedBy(naming) : account.tags?.map(tierIn).find((tier) => tier && tier !== 'startup');
  return verdict(stated ?? (worth ? floorOf(TIERS, worth.usd) : null), [
    source('A contract or tag that names the tier', worth ? 0.27 : 0.75, Boolean(stated), {
      said: () => `${naming ? `The contract "${naming.name}"` : 'A tag of the account'} names it`,
      evidence: () => (naming ? evidenceOf('contracts', 'name', [naming]) : evidenceOf('accounts', 'tags', [account])),
    }),
    valued(facts, worth, 0.7),
  ]);
}

export function annualContractValueBand(facts: AccountFacts): Verdict<ValueOf<'annualContractValueBand'>> {
  const worth = worthOf(facts);
  return verdict(worth && floorOf(BANDS, worth.usd), [valued(facts, worth, 0.97)]);
}

const INVOICES = 3;

/** As the largest contract says; else as the invoices come. */
export function paymentModel(facts: AccountFacts): Verdict<ValueOf<'paymentModel'>> {
  const { invoices } = facts;
  const [main] = inForce(facts)
    .filter((contract) => contract.paymentModel)
    .sort((a, b) => b.annualValue - a.annualValue || (a._id < b._id ? -1 : 1));
  const stated = main?.paymentModel ?? null;
  const enough = invoices.length >= INVOICES;
  const days = median(invoices.slice(1).map(({ at }, index) => age(invoices[index]?.at ?? at, at))) ?? 0;
  const seen = days <= 60 ? 'monthly' : days <= 200 ? 'quarterly' : 'annual_prepaid';
  return verdict(stated ?? (enough ? seen : null), [
    source('The contract’s payment model', 0.97, Boolean(stated), {
      said: () => `The contract says ${valueWords(stated ?? '')}`,
      evidence: () => evidenceOf('contracts', 'paymentModel', main ? [main] : []),
    }),
    source(`${INVOICES} invoices or more`, stated ? 0 : 0.7, enough, {
      said: () => `${invoices.length} invoices, ${Math.round(days)} days apart`,
      evidence: () => evidenceOf('invoices', 'at', invoices),
    }),
  ]);
}

/** How much it takes to sign: value, term, lines, contracts at once, size, people who decide. */
export function procurementComplexity(facts: AccountFacts): Verdict<ValueOf<'procurementComplexity'>> {
  const { employees = null } = facts.account;
  const active = inForce(facts);
  const worth = worthOf(facts);
  const contacts = present(facts);
  const deciders = contacts.filter(({ role }) => role === 'decision_maker' || role === 'executive_sponsor');
  const term = Math.max(0, ...active.map(({ termMonths }) => termMonths ?? 0));
  const lines = Math.max(0, ...active.map(({ lineItems }) => lineItems?.length ?? 0));
  const step = (value: number, ...floors: [least: number, points: number][]) => floors.find(([least]) => value >= least)?.[1] ?? 0;
  const points =
    step(worth?.usd ?? 0, [500_000, 2], [150_000, 1]) +
    step(term, [24, 1]) +
    step(lines, [3, 1], [2, 0.5]) +
    step(active.length, [2, 1]) +
    step(employees ?? 0, [1_000, 2], [200, 1]) +
    step(deciders.length, [3, 1], [2, 0.5]);
  const extent = [
    term > 0 ? `${term} months` : '',
    lines > 1 ? `${lines} lines` : '',
    active.length > 1 ? `${active.length} contracts at once` : '',
  ].filter(Boolean);
  return verdict(worth && floorOf(PROCUREMENT, points), [
    { ...valued(facts, worth, 0.55), said: () => [worth?.words, ...extent].join(', ') },
    source('Number of employees', 0.22, employees !== null, { said: () => `${employees} employees` }),
    source('Contacts with their roles', 0.18, contacts.length > 0, {
      said: () => `${plural(deciders.length, 'person', 'people')} who decide${deciders.length === 1 ? 's' : ''}`,
      evidence: () => evidenceOf('contacts', 'role', deciders),
    }),
  ]);
}
