import type { Card, Part, Section, Tone } from '../kit/card.ts';
import { longDate, shortDate, shortMoney } from '../metrics/format.ts';
import type { CurrencyValue, ValueAssessment } from './assessment.ts';
import { CATEGORY_WORDS } from './counted.ts';
import { money, paybackWords, roiWords } from './words.ts';

const PAYS_WELL = 150;
const PAYS = 100;
const HALF = 50;

/** Green from 150 %, yellow from 100 %, orange from 50 %; neutral while nothing is measured. */
export function toneOf({ status, total: { roi } }: ValueAssessment): Tone {
  if (status !== 'measured' || roi === null) return 'neutral';
  return roi >= PAYS_WELL ? 'green' : roi >= PAYS ? 'yellow' : roi >= HALF ? 'orange' : 'red';
}

export function fieldsOf({ total, period }: ValueAssessment): Part {
  const { currency, proven, unproven, investment, target } = total;
  return {
    type: 'fields',
    fields: [
      { label: 'ROI', value: roiWords(total) },
      { label: 'Proven value', value: money(proven, currency) },
      { label: 'Unproven, not counted', value: money(unproven, currency) },
      { label: `Investment, ${period.months} months`, value: investment > 0 ? money(investment, currency) : 'unknown' },
      { label: 'Payback', value: paybackWords(total) },
      {
        label: 'Against target',
        value: target
          ? `${Math.round(target.percent)} % (${shortMoney(target.proven, currency)} of ${shortMoney(target.promised, currency)})`
          : 'no target',
      },
    ],
  };
}

/** One table a currency: categories and their total. */
export function categoryTable({ currency, categories, proven, unproven }: CurrencyValue): Part[] {
  if (categories.length === 0) return [];
  const columns = [{ label: 'Category' }, ...['Proven', 'Unproven', 'Promised'].map((label) => ({ label, align: 'right' as const }))];
  const rows = categories.map((each) => [
    capital(CATEGORY_WORDS[each.category]),
    money(each.proven, currency),
    money(each.unproven, currency),
    each.target === null ? '–' : money(each.target, currency),
  ]);
  return [
    {
      type: 'table',
      title: `Value by category (${currency})`,
      columns,
      rows: [...rows, ['Total', money(proven, currency), money(unproven, currency), '']],
    },
  ];
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export const bullets = (title: string, lines: readonly string[]): Part[] =>
  lines.length === 0 ? [] : [{ type: 'text', text: `**${title}**\n${lines.map((line) => `• ${line}`).join('\n')}` }];

export function whySection({ proven, unproven, investment, baseline, cautions, definition }: ValueAssessment): Section {
  const evidence = (title: string, figures: ValueAssessment['proven']): Part[] =>
    figures.length === 0 ? [] : [{ type: 'evidence', title, figures }];
  return {
    label: 'Why',
    parts: [
      { type: 'text', text: definition },
      ...evidence('Proven: with who or what confirms it', proven),
      ...evidence('Unproven: claimed, not counted', unproven),
      ...evidence('Investment', investment),
      ...evidence('How it was before', baseline),
      ...bullets('Mind', cautions),
    ],
  };
}

export function projectionSection({ projection, noProjection }: ValueAssessment): Section {
  if (!projection) return { label: 'Projection', parts: [{ type: 'text', text: noProjection ?? 'Nothing is projected.' }] };
  const { years, currency, cumulative, basis } = projection;
  const title = `${shortMoney(cumulative.value, currency)} of value over three years on ${shortMoney(cumulative.investment, currency)}`;
  const points = (pick: (year: (typeof years)[number]) => number) =>
    years.map((each) => ({ x: `Year ${each.year}`, y: Math.round(pick(each)) }));
  return {
    label: 'Projection',
    parts: [
      {
        type: 'chart',
        title,
        alt: `${title}: ${years.map(({ year, value }) => `year ${year} ${shortMoney(value, currency)}`).join(', ')}`,
        kind: 'bar',
        unit: currency,
        series: [
          { label: 'Value', points: points(({ value }) => value) },
          { label: 'Investment', points: points(({ investment }) => investment) },
        ],
      },
      { type: 'text', text: `${basis} A projection, not a measurement; unproven value is not in it.` },
    ],
  };
}

export function checkpointSection({ checkpoints, currency, asOf }: ValueAssessment): Section {
  const none = 'No success plan has started, so there are no checkpoints.';
  if (!checkpoints) return { label: 'Checkpoints', parts: [{ type: 'text', text: none }] };
  const rows = checkpoints.list.flatMap(({ week, at, reached, metrics, milestones, proven }) => {
    const date = shortDate(new Date(at), new Date(asOf));
    const head = [`Week ${week}, ${date}`];
    if (!reached) return [[...head, 'ahead', '', '']];
    return [
      [...head, 'Milestones', `${milestones.done} of ${milestones.due}`, milestones.done >= milestones.due ? 'all reached' : 'open'],
      [`Week ${week}`, 'Proven value so far', money(proven, currency), ''],
      ...metrics.map((each) => [
        `Week ${week}`,
        each.name,
        `${each.actual} ${each.unit}`,
        `${each.met ? 'met' : 'missed'}: ${each.target}`,
      ]),
    ];
  });
  return {
    label: 'Checkpoints',
    parts: [
      {
        type: 'table',
        title: `${checkpoints.plan}, since ${longDate(new Date(checkpoints.since))}`,
        columns: [{ label: 'When' }, { label: 'What' }, { label: 'Measured by then', align: 'right' }, { label: 'Against target' }],
        rows,
      },
    ],
  };
}

/** Buttons for the three sections every card of this agent has, in their order. */
export const SECTION_BUTTONS: Extract<Part, { type: 'buttons' }>['buttons'] = ['Why', 'Projection', 'Checkpoints'].map(
  (label, section) => ({
    label,
    effect: { type: 'show', section },
  }),
);

export const sectionsOf = (assessment: ValueAssessment): Card['sections'] => [
  whySection(assessment),
  projectionSection(assessment),
  checkpointSection(assessment),
];
