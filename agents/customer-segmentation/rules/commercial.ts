import type { Contract } from '../../../models/contract.ts';
import { DAY } from '../../facts/time.ts';
import { plural, shortMoney } from '../../metrics/format.ts';
import { median, sum } from '../../metrics/statistics.ts';
import { floorOf, PROCUREMENT_FLOORS, RATES_TO_USD, TIER_FLOORS, VALUE_BANDS } from '../classification-data.ts';
import { DIMENSIONS, type ValueOf, valueWords } from '../dimensions.ts';
import type { View } from '../level.ts';
import { confidenceOf, evidenceOf, missingOf, type Source, unknown, type Verdict } from '../verdict.ts';

interface Worth {
  /** Yearly value of the contracts in force, in USD at the stated rates. */
  usd: number;
  /** As the contracts say it: "$180K", "€40K + £10K"; with the rates where any was used. */
  words: string;
  counted: Contract[];
}

/** Null without a contract in force in a currency with a stated rate. */
export function worthOf({ active }: View): Worth | null {
  const counted = active.filter(({ currency }) => RATES_TO_USD[currency] !== undefined);
  if (counted.length === 0) return null;
  const byCurrency = new Map<string, number>();
  for (const { currency, annualValue } of counted) byCurrency.set(currency, (byCurrency.get(currency) ?? 0) + annualValue);
  const rates = [...byCurrency.keys()]
    .filter((currency) => currency !== 'USD')
    .map((currency) => `1 ${currency} = ${RATES_TO_USD[currency]} USD`);
  return {
    usd: sum([...byCurrency].map(([currency, amount]) => amount * (RATES_TO_USD[currency] ?? 0))),
    words: `${[...byCurrency].map(([currency, amount]) => shortMoney(amount, currency)).join(' + ')} a year${rates.length > 0 ? ` (banded at ${rates.join(', ')})` : ''}`,
    counted,
  };
}

const CONTRACT = 'A contract in force with its value';

/** A service such as "premium support" is no tier. */
const TIERS = DIMENSIONS.contractTier.values.map((tier) => ({
  tier,
  pattern: new RegExp(`\\b${tier}\\b(?!\\s+(?:support|service|care))`, 'i'),
}));
const tierIn = (text: string) => TIERS.find(({ pattern }) => pattern.test(text))?.tier;

/** The tier the contract, its lines or the account's tags name; else the one its value falls in. */
export function contractTier(view: View): Verdict<ValueOf<'contractTier'>> {
  const worth = worthOf(view);
  const { name: company, tags } = view.account;
  // Tags hold the company's size too: only the words no size has count there.
  const tagged = tags?.map(tierIn).find((tier) => tier && tier !== 'startup');
  const textOf = ({ name, lineItems }: Contract) =>
    [name.replaceAll(company, ' '), ...(lineItems ?? []).map((item) => item.name)].join(' ');
  const naming = view.active.find((contract) => tierIn(textOf(contract)));
  const stated = naming ? tierIn(textOf(naming)) : tagged;
  const sources: Source[] = [
    { name: 'A contract or tag that names the tier', weight: worth ? 0.27 : 0.75, quality: stated ? 1 : 0 },
    { name: CONTRACT, weight: 0.7, quality: worth ? 1 : 0 },
  ];
  const value = stated ?? (worth ? floorOf(TIER_FLOORS, worth.usd) : null);
  if (!value) return unknown(sources);
  return {
    value,
    confidence: confidenceOf(sources),
    reason: stated
      ? `${naming ? `The contract "${naming.name}"` : 'A tag of the account'} names it${worth ? `; ${worth.words}` : ''}`
      : `${worth?.words}; no contract names a tier`,
    missing: missingOf(sources),
    evidence: naming
      ? evidenceOf('contracts', 'name', [naming])
      : stated
        ? evidenceOf('accounts', 'tags', [view.account])
        : evidenceOf('contracts', 'annualValue', worth?.counted ?? []),
  };
}

export function annualContractValueBand(view: View): Verdict<ValueOf<'annualContractValueBand'>> {
  const worth = worthOf(view);
  const sources: Source[] = [{ name: CONTRACT, weight: 0.97, quality: worth ? 1 : 0 }];
  if (!worth) return unknown(sources);
  return {
    value: floorOf(VALUE_BANDS, worth.usd),
    confidence: confidenceOf(sources),
    reason: `${worth.words} over ${plural(worth.counted.length, 'contract')} in force`,
    missing: [],
    evidence: evidenceOf('contracts', 'annualValue', worth.counted),
  };
}

const INVOICES = 3;

/** As the largest contract says; else as the invoices come. */
export function paymentModel({ active, invoices }: View): Verdict<ValueOf<'paymentModel'>> {
  const [main] = active
    .filter((contract) => contract.paymentModel)
    .sort((a, b) => b.annualValue - a.annualValue || (a._id < b._id ? -1 : 1));
  const stated = main?.paymentModel ?? null;
  const sources: Source[] = [
    { name: 'The contract’s payment model', weight: 0.97, quality: stated ? 1 : 0 },
    { name: `${INVOICES} invoices or more`, weight: stated ? 0 : 0.7, quality: invoices.length >= INVOICES ? 1 : 0 },
  ];
  if (main && stated)
    return {
      value: stated,
      confidence: confidenceOf(sources),
      reason: `The contract says ${valueWords(stated)}`,
      missing: [],
      evidence: evidenceOf('contracts', 'paymentModel', [main]),
    };
  if (invoices.length < INVOICES) return unknown(sources);
  const gaps = invoices.slice(1).map(({ at }, index) => (at.getTime() - (invoices[index]?.at.getTime() ?? 0)) / DAY);
  const days = median(gaps) ?? 0;
  return {
    value: days <= 60 ? 'monthly' : days <= 200 ? 'quarterly' : 'annual_prepaid',
    confidence: confidenceOf(sources),
    reason: `${invoices.length} invoices, ${Math.round(days)} days apart; the contract does not say`,
    missing: missingOf(sources),
    evidence: evidenceOf('invoices', 'at', invoices),
  };
}

/** How much it takes to sign: value, term, lines, contracts at once, size, people who decide. */
export function procurementComplexity(view: View): Verdict<ValueOf<'procurementComplexity'>> {
  const { active, account, contacts } = view;
  const worth = worthOf(view);
  const employees = account.employees ?? null;
  const deciders = contacts.filter(({ role }) => role === 'decision_maker' || role === 'executive_sponsor');
  const sources: Source[] = [
    { name: CONTRACT, weight: 0.55, quality: worth ? 1 : 0 },
    { name: 'Number of employees', weight: 0.22, quality: employees === null ? 0 : 1 },
    { name: 'Contacts with their roles', weight: 0.18, quality: contacts.length > 0 ? 1 : 0 },
  ];
  if (!worth) return unknown(sources);
  const term = Math.max(0, ...active.map(({ termMonths }) => termMonths ?? 0));
  const lines = Math.max(0, ...active.map(({ lineItems }) => lineItems?.length ?? 0));
  const points =
    (worth.usd >= 500_000 ? 2 : worth.usd >= 150_000 ? 1 : 0) +
    (term >= 24 ? 1 : 0) +
    (lines >= 3 ? 1 : lines === 2 ? 0.5 : 0) +
    (active.length >= 2 ? 1 : 0) +
    (employees === null ? 0 : employees >= 1_000 ? 2 : employees >= 200 ? 1 : 0) +
    (deciders.length >= 3 ? 1 : deciders.length === 2 ? 0.5 : 0);
  const told = [
    worth.words,
    term > 0 ? `${term} months` : '',
    lines > 1 ? `${lines} lines` : '',
    active.length > 1 ? `${active.length} contracts at once` : '',
    employees === null ? '' : `${employees} employees`,
    contacts.length > 0 ? `${plural(deciders.length, 'person', 'people')} who decide${deciders.length === 1 ? 's' : ''}` : '',
  ].filter(Boolean);
  return {
    value: floorOf(PROCUREMENT_FLOORS, points),
    confidence: confidenceOf(sources),
    reason: told.join(', '),
    missing: missingOf(sources),
    evidence: [...evidenceOf('contracts', 'annualValue', worth.counted), ...evidenceOf('contacts', 'role', deciders).slice(0, 3)],
  };
}
