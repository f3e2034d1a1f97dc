import { shortMoney } from '../../metrics/format.ts';
import { segmentOf, termsOf } from '../../metrics/terms.ts';
import { VERTICAL_WORDS } from '../classification-data.ts';
import { type ValueOf, valueWords } from '../dimensions.ts';
import type { View } from '../level.ts';
import { confidenceOf, evidenceOf, missingOf, type Source, unknown, type Verdict } from '../verdict.ts';
import { hits, strongest } from './words-in.ts';

/** Size by employees, by yearly value where they are unknown: the same rule the portfolio is segmented by. */
export function primarySegment({ account, contracts, asOf }: View): Verdict<ValueOf<'primarySegment'>> {
  const { arr, currency } = termsOf(account, contracts, asOf);
  const { employees, annualRevenue } = account;
  const known = typeof employees === 'number';
  const sources: Source[] = [
    { name: 'Number of employees', weight: known ? 0.93 : 0.5, quality: known ? 1 : 0 },
    { name: 'Yearly revenue', weight: 0.03, quality: typeof annualRevenue === 'number' ? 1 : 0 },
    { name: 'A contract in force with its value', weight: known ? 0.03 : 0.5, quality: arr === null ? 0 : 1 },
  ];
  const value = segmentOf(account, arr);
  if (!value) return unknown(sources);
  const revenue = typeof annualRevenue === 'number' ? `, ${shortMoney(annualRevenue, account.currency)} revenue` : '';
  return {
    value,
    confidence: confidenceOf(sources),
    reason: known
      ? `${employees} employees${revenue}`
      : `${shortMoney(arr ?? 0, currency)} a year; employees are unknown, so the contract decides`,
    missing: missingOf(sources),
    evidence: known ? evidenceOf('accounts', 'employees', [account]) : evidenceOf('contracts', 'annualValue', contracts),
  };
}

/** The industry as recorded; else what the description speaks of. */
export function verticalSegment({ account }: View): Verdict<ValueOf<'verticalSegment'>> {
  const spoken = strongest(hits(account.description ?? '', VERTICAL_WORDS));
  const recorded = account.vertical ?? null;
  const sources: Source[] = [
    { name: 'Industry of the account', weight: 0.95, quality: recorded ? 1 : 0 },
    { name: 'Description of the account', weight: recorded ? 0.04 : 0.5, quality: spoken ? 1 : 0 },
  ];
  const value = recorded ?? spoken?.value ?? null;
  if (!value) return unknown(sources);
  const described =
    spoken?.value === value
      ? ` (described with ${spoken.words
          .slice(0, 2)
          .map((word) => `"${word}"`)
          .join(', ')})`
      : '';
  return {
    value,
    confidence: confidenceOf(sources),
    reason: recorded
      ? `Recorded as ${valueWords(recorded)}${described}`
      : `Not recorded; its description speaks of ${spoken?.words.join(', ')}`,
    missing: missingOf(sources),
    evidence: evidenceOf('accounts', recorded ? 'vertical' : 'description', [account]),
  };
}
