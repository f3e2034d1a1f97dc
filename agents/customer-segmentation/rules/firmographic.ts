import type { AccountFacts } from '../../facts/index.ts';
import { t } from '../../kit/say.ts';
import { evidenceOf, figuresOfFacts, segmentOf, shortMoney, termsOf } from '../../metrics/index.ts';
import { type ValueOf, valueWords } from '../dimensions.ts';
import { ofMetric, source, type Verdict, verdict } from '../verdict.ts';
import { INDUSTRY_WORDS, spokenFor } from './words.ts';

/** Size by employees, by yearly value where they are unknown: the same rule the portfolio is segmented by. */
export function primarySegment(facts: AccountFacts): Verdict<ValueOf<'primarySegment'>> {
  const { account, contracts, asOf } = facts;
  const { employees, annualRevenue, currency } = account;
  const known = typeof employees === 'number';
  const sources = [
    source('Number of employees', known ? 0.93 : 0.5, known, { evidence: () => evidenceOf('accounts', 'employees', [account]) }),
    source('Yearly revenue', 0.03, typeof annualRevenue === 'number'),
    { ...ofMetric(facts, 'arr', known ? 0.03 : 0.5), name: 'A contract in force with its value' },
  ];
  return verdict(segmentOf(account, termsOf(account, contracts, asOf).arr), sources, () =>
    known
      ? `${employees} employees${typeof annualRevenue === 'number' ? `, ${shortMoney(annualRevenue, currency)} revenue` : ''}`
      : t`${figuresOfFacts(facts, ['arr']).arr} a year; employees are unknown, so the contract decides`,
  );
}

/** The industry as recorded; else what the description speaks of. */
export function verticalSegment({ account }: AccountFacts): Verdict<ValueOf<'verticalSegment'>> {
  const [first, ...rest] = spokenFor(account.description ?? '', INDUSTRY_WORDS);
  const spoken = rest.reduce((best, each) => (best && each.said.length <= best.said.length ? best : each), first);
  const { vertical: recorded } = account;
  const evidenceIn = (field: string) => () => evidenceOf('accounts', field, [account]);
  const quoted = spoken?.said.map((word) => `"${word}"`).join(', ');
  return verdict(
    recorded ?? spoken?.value ?? null,
    [
      source('Industry of the account', 0.95, Boolean(recorded), { evidence: evidenceIn('vertical') }),
      source('Description of the account', recorded ? 0.04 : 0.5, Boolean(spoken), { evidence: evidenceIn('description') }),
    ],
    () =>
      recorded
        ? `Recorded as ${valueWords(recorded)}${spoken?.value === recorded ? ` (described with ${quoted})` : ''}`
        : `Not recorded; its description speaks of ${quoted}`,
  );
}
