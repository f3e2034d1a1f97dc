import type { AccountFacts } from '../facts/account-facts.ts';
import type { Finding } from '../facts/finding.ts';
import { longDate, shortMoney } from '../metrics/format.ts';
import { sum } from '../metrics/statistics.ts';
import { activeContracts } from '../metrics/terms.ts';

import { costsIn, type Period } from '../metrics/value.ts';

/** What each contract cost within the period: its yearly value for every whole month of it. */
export function investmentsIn(facts: AccountFacts, period: Period): { currency: string; amount: number; figure: Finding }[] {
  return costsIn(facts, period).map(({ contract, months, amount }) => {
    const { _id, name, annualValue, currency, startDate, at } = contract;
    const figure = {
      label: name,
      value: amount,
      unit: currency,
      contribution: 0,
      text: `${name}: ${shortMoney(annualValue, currency)} a year since ${longDate(startDate)}, ${months} of 12 months in the period: ${shortMoney(amount, currency)}`,
      evidence: [{ collection: 'contracts', id: _id, field: 'annualValue', at: at.toISOString() }],
    };
    return { currency, amount, figure };
  });
}

/** What the account pays a year now, in one currency. */
export const yearlyPrice = ({ contracts, asOf }: AccountFacts, currency: string): number =>
  sum(activeContracts(contracts, asOf).flatMap((each) => (each.currency === currency ? [each.annualValue] : [])));
