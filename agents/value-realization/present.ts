import { z } from 'zod';
import type { Card } from '../kit/card.ts';
import type { Summary } from '../kit/define-agent.ts';
import { longDate, plural, shortMoney } from '../metrics/format.ts';
import { round } from '../metrics/statistics.ts';
import { type CurrencyValue, type ValueAssessment, valueAssessmentSchema } from './assessment.ts';
import { CATEGORY_WORDS } from './counted.ts';
import { headSchema } from './load.ts';
import { bullets, capital, categoryTable, fieldsOf, SECTION_BUTTONS, sectionsOf, toneOf } from './parts.ts';
import { call, contextLine, doubtOf } from './words.ts';

export const valueOutputSchema = z.object({ account: headSchema, assessment: valueAssessmentSchema });
export type ValueOutput = z.infer<typeof valueOutputSchema>;

const LINES = 5;

/** "ROI 187 %, $1.6M proven on $875K over 12 months". */
export function pointOf({ status, total, period, contract }: ValueAssessment): string {
  const { currency, proven, unproven, investment, roi, target } = total;
  const paid = investment > 0 ? ` on ${shortMoney(investment, currency)}` : '';
  const ended = contract === 'ended' ? `, until the contract ended on ${longDate(new Date(period.to))}` : '';
  const time = `over ${plural(period.months, 'month')}${ended}`;
  if (status === 'nothing_measured') return `no value is measured yet${paid} ${time}.`;
  if (status === 'claims_only') return `${shortMoney(unproven, currency)} of value is claimed and none of it proven${paid} ${time}.`;
  const against = target ? `, ${Math.round(target.percent)} % of target where one was set` : '';
  if (roi === null)
    return `${shortMoney(proven, currency)} of value is proven ${time}; no investment in ${currency} is on record${against}.`;
  return `ROI ${Math.round(roi)} %, ${shortMoney(proven, currency)} of proven value${paid} ${time}${against}.`;
}

export function valueSummary({ account, assessment }: ValueOutput): Summary {
  const { status, next, others, total, projection, noProjection } = assessment;
  const point = `${account.name}: ${pointOf(assessment)}${doubtOf(assessment)}`;
  const apart = others.map(apartLine);
  if (status === 'nothing_measured') return { point, why: [...apart, ...next.map((each) => `Next: ${each}`)].slice(0, LINES) };
  const { currency, categories, unproven, paybackMonths } = total;
  const byCategory = categories
    .toSorted((a, b) => b.proven - a.proven)
    .map((each) => {
      const promised = each.target === null ? '' : ` against ${shortMoney(each.target, currency)} promised`;
      const claimed = each.unproven > 0 ? `; ${shortMoney(each.unproven, currency)} more unproven` : '';
      return `${capital(CATEGORY_WORDS[each.category])}: ${shortMoney(each.proven, currency)} proven${promised}${claimed}`;
    });
  const years = projection
    ? `${projection.years.map(({ value }) => shortMoney(value, currency)).join(', ')} projected for the next three years`
    : (noProjection ?? '');
  const payback = paybackMonths === null ? years : `Payback in ${round(paybackMonths, 1)} months; ${lower(years)}`;
  const claims = unproven > 0 ? [`Unproven and not counted: ${shortMoney(unproven, currency)}`] : [];
  return { point, why: [...apart, ...byCategory, payback, ...claims].slice(0, LINES) };
}

const lower = (text: string): string => (/^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text);

function apartLine({ currency, proven, unproven, investment, roi }: CurrencyValue): string {
  const claimed = unproven > 0 ? `, ${shortMoney(unproven, currency)} unproven` : '';
  const paid = investment > 0 ? ` on ${shortMoney(investment, currency)}` : '';
  return `In ${currency}, apart: ${shortMoney(proven, currency)} proven${claimed}${paid}${roi === null ? '' : `, ROI ${Math.round(roi)} %`}`;
}

export function valueCard(output: ValueOutput): Card {
  const { account, assessment } = output;
  const { total, others, next, definition, cautions, status } = assessment;
  const { point } = valueSummary(output);
  const header =
    status === 'measured' && total.roi !== null
      ? `ROI ${Math.round(total.roi)} %`
      : status === 'measured'
        ? 'value is proven'
        : 'value not proven yet';
  return {
    point,
    parts: [
      { type: 'header', text: `${account.name}: ${header}`, tone: toneOf(assessment) },
      fieldsOf(assessment),
      { type: 'text', text: definition },
      ...categoryTable(total),
      ...others.flatMap(categoryTable),
      ...bullets('Measure next', next.slice(0, 3)),
      ...bullets('Mind', cautions),
      {
        type: 'buttons',
        buttons: [call('Business case', 'build_business_case', { account: account.id, kind: null }, 'primary'), ...SECTION_BUTTONS],
      },
      { type: 'feedback' },
      { type: 'context', text: contextLine(assessment) },
    ],
    sections: sectionsOf(assessment),
  };
}
