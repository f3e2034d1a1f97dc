import { z } from 'zod';
import { ROLES } from '../../../models/user.ts';
import { figureSchema, type Text } from '../../facts/figure.ts';
import type { Metric } from '../../facts/metric.ts';
import type { Card } from '../../kit/card.ts';
import { LISTED } from '../../kit/conditions.ts';
import { defineTool, type Summary } from '../../kit/define-agent.ts';
import { UserError } from '../../kit/errors.ts';
import { namesOf } from '../../kit/people.ts';
import { callButton } from '../../kit/present/buttons.ts';
import { cardOf } from '../../kit/present/card.ts';
import { contextLine } from '../../kit/present/context-line.ts';
import { GROUPINGS, type Group, groupFigure, groupStandings, MEASURES, type Measure } from '../../kit/standings-groups.ts';
import { moneyOf } from '../../kit/standings-list.ts';
import { listed, t } from '../../kit/text.ts';
import { metricNamed } from '../../metrics/index.ts';
import { bookFilters, bookOf, filtersInWords, moneyWords } from '../book-filters.ts';
import { cell } from '../labelled.ts';
import type { listAccounts } from './list-accounts.ts';

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
  by: z.string().nullable().describe('What a line is of'),
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
  core: true,
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
      by: by && capital(GROUP_WORDS[by]),
      columns: measures.map((measure) => (measure === 'count' ? 'Accounts' : capital(measure))),
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

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

const nameOf = (key: string | null, names: ReadonlyMap<string, string>): string =>
  key === null ? 'not known' : (names.get(key) ?? key.replaceAll('_', ' '));

function measuresOf(asked: readonly Measure[] | null, metric: Metric | null): readonly Measure[] {
  if (!metric) return ['count'];
  if (asked && asked.length > 0) return [...new Set<Measure>(['count', ...asked])];
  const adds = metric.unit === 'money' || (metric.unit === '' && metric.digits === 0) || metric.unit === 'users' || metric.unit === 'seats';
  return adds ? ['count', 'sum', 'average'] : ['count', 'average', 'median'];
}

const countOf = (figures: Output['lines'][number]['figures']) => figures.find(({ metric }) => metric === 'accounts');

/** "Europe: 14 accounts, sum $2.1M, average $150K". */
function words({ label, figures }: Output['lines'][number]): Text {
  const count = countOf(figures);
  const rest = figures.filter((figure) => figure !== count).map((figure) => t`${figure.metric.split(':')[0] ?? ''} ${cell(figure)}`);
  return t`${label}: ${listed([...(count ? [t`${count} ${count.value === 1 ? 'account' : 'accounts'}`] : []), ...rest])}`;
}

function summary({ totals, lines, whose, filters, title, note, accounts }: Output): Summary {
  const about = filters.length > 0 ? ` (${filters.join(', ')})` : '';
  if (accounts === 0) return { point: `No account matches among ${whose}${about}.`, why: [] };
  return {
    point: t`${title} of ${whose}${about}: ${listed(totals.map(words), '; ')}.`,
    why: [...(note ? [note] : []), ...lines.map(words)].slice(0, 5),
  };
}

function card(result: Output): Card {
  const { title, by, columns, lines, totals, accounts, known, asOf, note, whose, arguments: asked } = result;
  const { metric, measures, groupBy, ...filters } = asked;
  const { point } = summary(result);
  if (accounts === 0) return cardOf({ point, header: 'No account matches' });
  return cardOf({
    point,
    header: title,
    body: [
      {
        type: 'table',
        columns: [{ label: by ?? '' }, ...columns.map((label) => ({ label, align: 'right' as const }))],
        rows: [...lines, ...totals].map(({ label, figures }) => [label, ...figures.map((figure) => cell(figure))]),
      },
    ],
    next: [callButton<typeof listAccounts>('Show the accounts', 'list_accounts', { ...filters, sort: (metric as string | null) ?? null })],
    feedback: true,
    context: contextLine({
      asOf,
      used: [whose],
      notes: [...(metric && known < accounts ? [`known of ${known} of ${accounts} accounts`] : []), ...(note ? [note] : [])],
    }),
  });
}
