import { z } from 'zod';
import { ROLES } from '../../../models/user.ts';
import { figureSchema } from '../../facts/figure.ts';
import type { Metric } from '../../facts/metric.ts';
import type { Card } from '../../kit/card.ts';
import { LISTED } from '../../kit/conditions.ts';
import { defineTool, type Summary } from '../../kit/define-agent.ts';
import { UserError } from '../../kit/errors.ts';
import { namesOf } from '../../kit/people.ts';
import { GROUPINGS, type Group, groupFigure, groupStandings, MEASURES, type Measure } from '../../kit/standings-groups.ts';
import { moneyOf } from '../../kit/standings-list.ts';
import { plural, shortDate } from '../../metrics/format.ts';
import { metricNamed } from '../../metrics/index.ts';
import { bookFilters, bookOf, filtersInWords, moneyWords } from '../book-filters.ts';
import { figureCell } from '../figure-cell.ts';
import { callButton } from '../words.ts';

/** What can be added up or averaged: numbers, and days; not words. */
const COUNTABLE = LISTED.filter(({ unit, values, counts }) => counts || (unit !== 'date' && !values));
const KEYS = COUNTABLE.map(({ key }) => key) as [string, ...string[]];

const optional = <T extends z.ZodType>(type: T) => type.nullable().default(null);
const input = z.object({
  metric: optional(z.enum(KEYS)).describe('The metric to sum up; nothing only counts accounts'),
  measures: optional(z.array(z.enum(MEASURES)).max(6)).describe(
    'count, sum, average, median, min, max; nothing takes what fits the metric',
  ),
  groupBy: optional(z.enum(GROUPINGS)).describe('A line for each owner, segment, region, industry, stage, band or month of renewal'),
  ...bookFilters,
});

const line = z.object({ label: z.string(), figures: z.array(figureSchema) });
const output = z.object({
  whose: z.string(),
  filters: z.array(z.string()),
  note: z.string().nullable().describe('How amounts in several currencies were treated'),
  title: z.string(),
  columns: z.array(z.string()),
  lines: z.array(line).describe('One a group'),
  totals: z.array(line).describe('Over all; one a currency where amounts stand apart'),
  accounts: z.number(),
  known: z.number().describe('Of how many accounts the metric is known'),
  asOf: z.string().nullable(),
  arguments: z.record(z.string(), z.unknown()),
});
type Output = z.infer<typeof output>;

const GROUP_WORDS: Record<(typeof GROUPINGS)[number], string> = {
  owner: 'owner',
  segment: 'segment',
  region: 'region',
  industry: 'industry',
  stage: 'stage',
  band: 'band',
  renewal_month: 'month of renewal',
};

export const summarizeAccounts = defineTool({
  name: 'summarize_accounts',
  title: 'Sum up accounts',
  description:
    'Counts, sums, averages, medians of any metric over the accounts that fit, in groups by owner, segment, region, industry, stage, band or month of renewal, with a total. Use it for "how many accounts", "total ARR by region", "average NPS by owner", "ARR renewing by month", "median adoption of fintech accounts". Not for the names of accounts (list_accounts) and not for one account.',
  examples: [
    'How many accounts does each owner have?',
    'total ARR by region',
    'average NPS by industry',
    'sum of ARR by month of renewal',
    'median core adoption by industry',
    'how many open tickets are there by owner?',
    'count of accounts by stage',
  ],
  status: 'Adding up the accounts',
  input,
  output,
  access: 'read',
  outsideText: false,
  roles: ROLES,
  async run(asked, context): Promise<Output> {
    const money = await moneyOf(context);
    const metric = asked.metric ? metricNamed(asked.metric) : null;
    const { where, label } = await bookOf(asked, context, money.rates);
    const found = await groupStandings({ ...context, where, metric, by: asked.groupBy, money });
    if (metric && found.groups.some(({ values }) => values.some((each) => typeof each !== 'number')))
      throw new UserError('not_a_number', `${metric.label} is not a number, so it cannot be summed up; count accounts by it instead.`);
    const measures = measuresOf(asked.measures, metric);
    const names =
      asked.groupBy === 'owner'
        ? await namesOf(
            context,
            found.groups.map(({ key }) => key),
          )
        : new Map<string, string>();
    const by = asked.groupBy;
    const lineOf = (group: Group, name: string, id: string) => ({
      label: group.currency && money.currencies.length > 1 && !money.rates ? `${name}, ${group.currency}` : name,
      figures: measures.map((measure) => groupFigure(group, measure, metric, { kind: 'group', id, name }, found.asOf ?? context.asOf)),
    });
    const asking = [...(asked.conditions ?? []).map((each) => each.metric), ...(metric ? [metric.key] : [])];
    return {
      whose: label,
      filters: filtersInWords(asked, money.rates?.into),
      note: moneyWords(asking, money.currencies, money.rates),
      title: [metric?.label ?? 'Accounts', ...(by ? [`by ${GROUP_WORDS[by]}`] : [])].join(' '),
      columns: measures.map((measure) => (measure === 'count' ? 'Accounts' : measure[0]?.toUpperCase() + measure.slice(1))),
      lines: by ? found.groups.map((group) => lineOf(group, nameOf(group.key, names), `${by}:${group.key ?? 'unknown'}`)) : [],
      totals: found.totals.map((group) => lineOf(group, 'Total', label)),
      accounts: found.totals.reduce((all, { accounts }) => all + accounts, 0),
      known: found.totals.reduce((all, { values }) => all + values.length, 0),
      asOf: found.asOf?.toISOString() ?? null,
      arguments: asked,
    };
  },
  summary,
  card,
});

const nameOf = (key: string | null, names: ReadonlyMap<string, string>): string =>
  key === null ? 'not known' : (names.get(key) ?? key.replaceAll('_', ' '));

function measuresOf(asked: readonly Measure[] | null, metric: Metric | null): readonly Measure[] {
  if (!metric) return ['count'];
  if (asked && asked.length > 0) return [...new Set<Measure>(['count', ...asked])];
  const adds = metric.unit === 'money' || (metric.unit === '' && metric.digits === 0) || metric.unit === 'users' || metric.unit === 'seats';
  return adds ? ['count', 'sum', 'average'] : ['count', 'average', 'median'];
}

const words = ({ label, figures }: Output['lines'][number]): string =>
  `${label}: ${figures.map((figure) => (figure.metric === 'accounts' ? plural(Number(figure.value), 'account') : `${figure.metric.split(':')[0]} ${figureCell(figure)}`)).join(', ')}`;

function summary(result: Output): Summary {
  const { totals, lines, whose, filters, title, note } = result;
  const about = filters.length > 0 ? ` (${filters.join(', ')})` : '';
  if (result.accounts === 0) return { point: `No account matches among ${whose}${about}.`, why: [] };
  return {
    point: `${title} of ${whose}${about}: ${totals.map(words).join('; ')}.`,
    why: [...(note ? [note] : []), ...lines.map(words)].slice(0, 5),
  };
}

function card(result: Output): Card {
  const { point } = summary(result);
  const { title, columns, lines, totals, accounts, known, asOf, note, whose, arguments: asked } = result;
  if (accounts === 0) return { point, parts: [{ type: 'text', text: point }], sections: [] };
  const { metric, measures, groupBy, ...filters } = asked;
  const context = [
    asOf ? `Scores as of ${shortDate(new Date(asOf))}` : 'No scores yet',
    whose,
    ...(metric && known < accounts ? [`known of ${known} of ${plural(accounts, 'account')}`] : []),
    ...(note ? [note] : []),
  ];
  return {
    point,
    parts: [
      { type: 'header', text: title },
      {
        type: 'table',
        columns: [
          {
            label: groupBy
              ? (title
                  .split(' by ')
                  .at(-1)
                  ?.replace(/^./, (first) => first.toUpperCase()) ?? '')
              : '',
          },
          ...columns.map((label) => ({ label, align: 'right' as const })),
        ],
        rows: [...lines, ...totals].map(({ label, figures }) => [label, ...figures.map((figure) => figureCell(figure))]),
      },
      {
        type: 'buttons',
        buttons: [
          callButton('Show the accounts', 'list_accounts', {
            ...filters,
            sort: metric,
            direction: null,
            limit: null,
            show: null,
            page: null,
          }),
        ],
      },
      { type: 'feedback' },
      { type: 'context', text: context.join(' · ') },
    ],
    sections: [],
  };
}
