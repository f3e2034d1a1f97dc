import type { Text } from '../facts/index.ts';
import {
  callButton,
  contextLine,
  doubt,
  evidencePart,
  linesOf,
  linesPart,
  type Part,
  primary,
  type Sections,
  type Shown,
  shown,
  type Tone,
  tablePart,
  textPart,
} from '../kit/present/index.ts';
import { listed, ofAccount, t } from '../kit/say.ts';
import { capital, plural, spaced } from '../metrics/index.ts';
import { CATEGORY_WORDS } from '../metrics/value.ts';
import type { ValueAssessment } from './realize.ts';
import type { buildBusinessCase } from './tools/build-business-case.ts';
import type { ValueOutput } from './tools/get-value-realization.ts';
import type { CurrencyValue } from './totals.ts';

const PAYS_WELL = 150;
const PAYS = 100;
const HALF = 50;

/** Green from 150 %, yellow from 100 %, orange from 50 %; neutral while nothing is measured. */
function toneOf({ status, total: { roi } }: ValueAssessment): Tone {
  if (status !== 'measured' || roi === null) return 'neutral';
  return roi >= PAYS_WELL ? 'green' : roi >= PAYS ? 'yellow' : roi >= HALF ? 'orange' : 'red';
}

/** Makes further figures of the account. */
export const makers = ({ figures, asOf }: ValueAssessment) => ofAccount(figures.roi.subject, asOf);

/** "ROI 187 %, $1.6M of proven value on $875K over 12 months". */
export function pointOf(assessment: ValueAssessment): Text {
  const { status, figures, period, contract, currency } = assessment;
  const { roi, proven_value, unproven_value, investment, share_of_target } = figures;
  const paid = investment.value === null ? '' : t` on ${investment}`;
  const ended =
    contract === 'ended' ? t`, until the contract ended on ${makers(assessment).date('value_period_end', 'to', period.to)}` : '';
  const time = t`over ${plural(period.months, 'month')}${ended}`;
  if (status === 'nothing_measured') return t`no value is measured yet${paid} ${time}`;
  if (status === 'claims_only') return t`${unproven_value} of value is claimed and none of it proven${paid} ${time}`;
  const against = share_of_target.value === null ? '' : t`, ${share_of_target} of target where one was set`;
  if (roi.value === null) return t`${proven_value} of value is proven ${time}; no investment in ${currency} is on record${against}`;
  return t`ROI ${roi}, ${proven_value} of proven value${paid} ${time}${against}`;
}

/** The categories and what they come to; while nothing is measured, what to measure next. */
function reasonsOf(assessment: ValueAssessment): Text[] {
  const { status, next, others, total, noProjection, figures } = assessment;
  const apart = others.map((each) => apartLine(assessment, each));
  if (status === 'nothing_measured') return [...apart, ...next.map((each) => t`Next: ${each}`)];
  const byCategory = total.categories.toSorted((a, b) => b.proven - a.proven).map((each) => categoryLine(assessment, total, each));
  const years = projectedWords(assessment) ?? noProjection ?? '';
  const payback = figures.payback_months.value === null ? years : t`Payback in ${figures.payback_months}; ${years}`;
  return [...apart, ...byCategory, payback];
}

/** Figures of one currency; those of the main one are the catalogue's. */
function ofCurrency(assessment: ValueAssessment, { currency }: CurrencyValue) {
  const suffix = currency === assessment.currency ? '' : `:${currency}`;
  const { money, percent } = makers(assessment);
  return {
    money: (metric: string, amount: number) => money(`${metric}${suffix}`, spaced(metric), amount, currency),
    roi: (roi: number) => percent(`roi${suffix}`, 'ROI', roi / 100),
  };
}

function apartLine(assessment: ValueAssessment, value: CurrencyValue): Text {
  const { money, roi } = ofCurrency(assessment, value);
  const claimed = value.unproven > 0 ? t`, ${money('unproven_value', value.unproven)} unproven` : '';
  const paid = value.investment > 0 ? t` on ${money('investment', value.investment)}` : '';
  const returned = value.roi === null ? '' : t`, ROI ${roi(value.roi)}`;
  return t`In ${value.currency}, apart: ${money('proven_value', value.proven)} proven${claimed}${paid}${returned}`;
}

function categoryLine(
  assessment: ValueAssessment,
  value: CurrencyValue,
  { category, proven, unproven, target }: CurrencyValue['categories'][number],
): Text {
  const { money } = ofCurrency(assessment, value);
  const said = proven > 0 ? t`${money(`proven_${category}`, proven)} proven` : 'nothing proven';
  const promised = target === null ? '' : t` against ${money(`promised_${category}`, target)} promised`;
  const claimed = unproven > 0 ? t`; ${money(`unproven_${category}`, unproven)} more unproven, not counted` : '';
  return t`${capital(CATEGORY_WORDS[category])}: ${said}${promised}${claimed}`;
}

export const valueShown = shown(({ account, assessment }: ValueOutput): Shown => {
  const { next, definition, status, figures, cautions, confidence } = assessment;
  const measured = figures.roi.value === null ? 'value is proven' : t`ROI ${figures.roi}`;
  return {
    point: t`${account.name}: ${pointOf(assessment)}.${doubt(confidence)}`,
    why: reasonsOf(assessment),
    header: t`${account.name}: ${status === 'measured' ? measured : 'value not proven yet'}`,
    tone: toneOf(assessment),
    body: [
      ...textPart(definition),
      ...linesPart('Mind', cautions),
      ...(status === 'nothing_measured' ? [] : linesPart('Measure next', next.slice(0, 3))),
    ],
    next: [primary(callButton<typeof buildBusinessCase>('Business case', 'build_business_case', { account: account.id, kind: null }))],
    sections: sectionsOf(assessment),
    feedback: true,
    context: basisOf(assessment),
  };
});

export const basisOf = ({ asOf, confidence, missing, partly }: ValueAssessment, notes: readonly Text[] = []): Part =>
  contextLine({ asOf, confidence, missing, notes: [...partly, ...notes] });

/** The sections every card of this agent has. */
export const sectionsOf = (assessment: ValueAssessment): Sections => ({
  Why: whyOf(assessment),
  Projection: projectionOf(assessment),
  Checkpoints: checkpointsOf(assessment),
});

function whyOf(assessment: ValueAssessment): Part[] {
  const { total, others, proven, unproven, investment, baseline, definition } = assessment;
  return [
    ...textPart(definition),
    ...[total, ...others].flatMap((value) =>
      linesOf(`By category (${value.currency})`, value.categories, (each) => categoryLine(assessment, value, each)),
    ),
    ...evidencePart('Proven: with who or what confirms it', proven),
    ...evidencePart('Unproven: claimed, not counted', unproven),
    ...evidencePart('Investment', investment),
    ...evidencePart('How it was before', baseline),
  ];
}

/** "$1.6M, $1.9M, $2.2M projected for the next three years"; null where nothing is. */
function projectedWords(assessment: ValueAssessment): Text | null {
  const { projection } = assessment;
  if (!projection) return null;
  const { money } = makers(assessment);
  const years = projection.years.map(({ year, value }) =>
    money(`projected_value:${year}`, `value of year ${year}`, value, projection.currency),
  );
  return t`${listed(years.map((each) => [each]))} projected for the next three years`;
}

function projectionOf(assessment: ValueAssessment): Part[] {
  const { projection, noProjection } = assessment;
  if (!projection) return textPart(noProjection ?? 'Nothing is projected.');
  const { years, currency, cumulative, basis } = projection;
  const { money } = makers(assessment);
  const title = t`${money('projected_value', 'value of three years', cumulative.value, currency)} of value over three years on ${money('projected_investment', 'investment of three years', cumulative.investment, currency)}`;
  const points = (pick: (year: (typeof years)[number]) => number) =>
    years.map((each) => ({ x: `Year ${each.year}`, y: Math.round(pick(each)) }));
  return [
    {
      type: 'chart',
      title,
      alt: t`${title}: ${projectedWords(assessment) ?? ''}`,
      kind: 'bar',
      unit: currency,
      series: [
        { label: 'Value', points: points(({ value }) => value) },
        { label: 'Investment', points: points(({ investment }) => investment) },
      ],
    },
    ...textPart(`${basis} A projection, not a measurement; unproven value is not in it.`),
  ];
}

function checkpointsOf(assessment: ValueAssessment): Part[] {
  const { checkpoints, currency } = assessment;
  if (!checkpoints) return textPart('No success plan has started, so there are no checkpoints.');
  const { of, money, date } = makers(assessment);
  const rows = checkpoints.list.flatMap(({ week, at, reached, metrics, milestones, proven }): Text[][] => {
    const head = [t`Week ${week}, ${date(`checkpoint:${week}`, 'checkpoint', at)}`];
    if (!reached) return [[...head, 'ahead', '', '']];
    const { done, due } = milestones;
    const count = (what: string, value: number) => of(`milestones_${what}:week_${week}`, `milestones ${what}`, value, '');
    return [
      [...head, 'Milestones', t`${count('done', done)} of ${count('due', due)}`, done >= due ? 'all reached' : 'open'],
      [`Week ${week}`, 'Proven value so far', t`${money(`proven_value:week_${week}`, 'proven value by then', proven, currency)}`, ''],
      ...metrics.map(({ name, unit, actual, target, met }) => [
        `Week ${week}`,
        name,
        t`${of(`measured:${name}:week_${week}`, name, actual, '', { digits: 2 })} ${unit}`,
        t`${met ? 'met' : 'missed'}: ${of(`target:${name}:week_${week}`, name, target, '', { digits: 2 })}`,
      ]),
    ];
  });
  const title = t`${checkpoints.plan}, since ${date('checkpoints_since', 'counted since', checkpoints.since)}`;
  return tablePart(title, ['When', 'What', 'Measured by then', 'Against target'], rows);
}
