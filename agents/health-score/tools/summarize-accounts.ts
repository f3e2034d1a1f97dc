import { z } from 'zod';
import type { Figure, Metric, Text } from '../../facts/index.ts';
import { LISTED } from '../../kit/conditions.ts';
import { callButton, contextLine, type Shown, shown, tablePart } from '../../kit/present/index.ts';
import { listed, ofGroup, small, t } from '../../kit/say.ts';
import { addsUp, GROUPINGS, type Group, groupFigure, groupStandings, MEASURES, type Measure } from '../../kit/standings/groups.ts';
import { standApart } from '../../kit/standings/money.ts';
import { type Context, optional, readTool, UserError } from '../../kit/tool.ts';
import { EVERYBODYS, namesOf } from '../../kit/who.ts';
import { capital, metricNamed, spaced, sum } from '../../metrics/index.ts';
import { bookFilters, bookOf, filtersInWords, keysAskedFor, moneyAskedFor, moneyWords } from '../book-filters.ts';
import { cell } from '../labelled.ts';
import { notHeld, notHeldText } from '../not-held.ts';
import { noRate } from '../told-in.ts';
import type { listAccounts } from './list-accounts.ts';

/** What can be added up or averaged: numbers, and days; not words. */
const COUNTABLE = LISTED.filter(({ unit, values, word, counts }) => counts || (unit !== 'date' && !values && !word));
const KEYS = COUNTABLE.map(({ key }) => key) as [string, ...string[]];

const input = z.object({
  metric: optional(z.enum(KEYS)).describe('The metric to sum up; nothing only counts accounts'),
  measures: optional(z.array(z.enum(MEASURES)).max(6)).describe(
    'count, sum, average, median, min, max; nothing takes what fits the metric',
  ),
  groupBy: optional(z.enum(GROUPINGS)).describe('A line for each owner, segment, region, industry, stage, band or month of renewal'),
  ...bookFilters,
});

/** Whether an amount is compared with another: then the currencies matter, though what is told is in one. */
const moneyIn = (asked: z.output<typeof input>): boolean => keysAskedFor(asked).some((key) => metricNamed(key).unit === 'money');

const groupWords = (by: (typeof GROUPINGS)[number]): string => (by === 'renewal_month' ? 'month of renewal' : by);

export const summarizeAccounts = readTool({
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
  words: [
    'industry: vertical, sector, branche, secteur, industria',
    'region: regions, région, région, región, gebiet',
    'segment: segments, segmento, kundensegment',
    'stage: lifecycle, phase, etapa, étape',
  ],
  core: true,
  todayOnly: true,
  status: 'Adding up the accounts',
  input,
  run,
  ...shown(answer),
});

type Output = Awaited<ReturnType<typeof run>>;

async function run(asked: z.output<typeof input>, context: Context) {
  const metric = asked.metric ? metricNamed(asked.metric) : null;
  const money = await moneyAskedFor(asked, context, metric ? [metric.key] : []);
  const { where, label } = await bookOf(asked, context, money);
  const by = asked.groupBy;
  const found = await groupStandings({ ...context, where, metric, by, money });
  if (metric && found.groups.some(({ values }) => values.some((each) => typeof each !== 'number')))
    throw new UserError('not_a_number', `${metric.label} is not a number, so it cannot be summed up; count accounts by it instead.`);
  const measures = measuresOf(asked.measures, metric);
  const owners = by === 'owner' ? found.groups.map(({ key }) => key) : [];
  const names = await namesOf(context, owners);
  const apart = standApart(money);
  const lineOf = (group: Group, name: string, id: string) => ({
    label: group.currency && apart ? `${name}, ${group.currency}` : name,
    figures: measures.map((measure) => groupFigure(group, measure, metric, { kind: 'group', id, name }, found.asOf ?? context.asOf)),
  });
  return {
    whose: label,
    filters: filtersInWords(asked, money),
    notes: [
      asked.currency && metric?.unit === 'money' && money.rates?.into !== asked.currency
        ? noRate(
            money.currencies.filter((each) => each !== asked.currency),
            asked.currency,
          )
        : found.totals.length > 1 || !apart || moneyIn(asked)
          ? moneyWords(asked, money)
          : null,
      metric && asked.measures?.includes('sum') && !addsUp(metric)
        ? `${metric.label} of several accounts makes no sum: it is averaged`
        : null,
    ].filter((each) => each !== null),
    label: metric?.label ?? null,
    title: [metric?.label ?? 'Accounts', ...(by ? [`by ${groupWords(by)}`] : [])].join(' '),
    by: by && capital(groupWords(by)),
    columns: measures.map((measure) => (measure === 'count' ? 'Accounts' : capital(measure))),
    lines: by ? found.groups.map((group) => lineOf(group, nameOf(group.key, names), `${by}:${group.key ?? 'unknown'}`)) : [],
    /** One a currency where amounts stand apart. */
    totals: found.totals.map((group) => lineOf(group, 'Total', label)),
    accounts: sum(found.totals.map(({ accounts }) => accounts)),
    /** Of how many accounts the metric is known. */
    known: sum(found.totals.map(({ values }) => values.length)),
    asOf: found.asOf?.toISOString() ?? null,
    /** Of what nothing matches because no account is scored for it. */
    notHeld: found.totals.length === 0 ? await notHeld(asked.conditions, context) : [],
    arguments: asked,
  };
}

const UNKNOWN = 'not known';

const nameOf = (key: string | null, names: ReadonlyMap<string, string>): string =>
  key === null ? UNKNOWN : (names.get(key) ?? spaced(key));

function measuresOf(asked: readonly Measure[] | null, metric: Metric | null): readonly Measure[] {
  if (!metric) return ['count'];
  const adds = addsUp(metric);
  if (asked && asked.length > 0)
    return [...new Set<Measure>(['count', ...asked.map((measure) => (measure === 'sum' && !adds ? 'average' : measure))])];
  return adds ? ['count', 'sum', 'average'] : ['count', 'average', 'median'];
}

/** Of a line, the figure of one measure. */
const figureOf = ({ figures }: Output['lines'][number], at: number): Figure[] => figures.slice(at, at + 1);
const FIRST_GROUPS = 3;

/** "21 accounts (red); most: Omar Haddad 6, Lucy Grant 5", "$180K ARR at 1 account (churn risk at least 70 points)", "Average health of all accounts: 71; from 67 (Diego Alvarez) to 78 (Lucy Grant)". */
function pointOf({ totals, lines, whose, filters, title, label, by, columns, accounts, asOf }: Output): Text {
  const about = filters.length > 0 ? ` (${filters.join(', ')})` : '';
  const [, ...measures] = columns;
  const [total] = totals;
  const apart = totals.length > 1;
  const ranked = (at: number) =>
    lines
      .filter((line) => line.label !== UNKNOWN && typeof line.figures[at]?.value === 'number')
      .toSorted((a, b) => Number(b.figures[at]?.value) - Number(a.figures[at]?.value));
  if (measures.length === 0 && total) {
    const most = ranked(0).slice(0, FIRST_GROUPS);
    const count = figureOf(total, 0);
    const said =
      whose === EVERYBODYS ? t`${count} ${accounts === 1 ? 'account' : 'accounts'}${about}` : t`${capital(whose)}${about}: ${count}`;
    return t`${said}${most.length > 1 ? t`; most: ${listed(most.map((line) => t`${line.label} ${figureOf(line, 0)}`))}` : ''}.`;
  }
  const measured = measures.map(
    (measure, at) =>
      t`${small(measure)} ${listed(
        totals.flatMap((line) => figureOf(line, at + 1)),
        measure === 'Sum' ? ' + ' : ', ',
      )}`,
  );
  const groups = apart ? [] : ranked(1);
  const [high, low] = [groups[0], groups.at(-1)];
  const span = high && low && high !== low ? t`; from ${figureOf(low, 1)} (${low.label}) to ${figureOf(high, 1)} (${high.label})` : '';
  if (label && measures[0] === 'Sum') {
    // How much, then of how many.
    const all = ofGroup(whose, asOf ?? '').of(`accounts:${about}`, 'accounts that match', accounts, '');
    const sums = listed(
      totals.flatMap((line) => figureOf(line, 1)),
      ' + ',
    );
    const many = whose === EVERYBODYS ? (accounts === 1 ? 'account' : 'accounts') : `of ${whose}`;
    const rest = listed(['', ...measured.slice(1)]);
    return t`${sums} ${small(label)}${by ? ` by ${small(by)}` : ''} at ${all} ${many}${about}${rest}${span}.`;
  }
  return t`${title} of ${whose}${about}: ${listed(measured)}${span}.`;
}

/** Groups that have an order of their own. */
const ORDERED: ReadonlySet<string | null> = new Set(['segment', 'stage', 'band', 'renewal_month']);

/** Whoever has most comes first, of each currency where amounts stand apart; what is not known comes last. */
function inOrder({ lines, arguments: { groupBy } }: Output): Output['lines'] {
  if (ORDERED.has(groupBy)) return lines;
  const measured = (line: Output['lines'][number]) => line.figures[1] ?? line.figures[0];
  const size = (line: Output['lines'][number]) =>
    line.label.startsWith(UNKNOWN) ? Number.NEGATIVE_INFINITY : Number(measured(line)?.value);
  const kinds = Map.groupBy(lines, (line) => measured(line)?.unit ?? '');
  return [...kinds.values()].flatMap((of) => of.toSorted((a, b) => size(b) - size(a)));
}

/** As a row is called: our own words of a group begin like a name. */
const groupLabel = (label: string): string => (label === 'smb' ? 'SMB' : capital(label));

function answer(result: Output): Shown {
  const { title, by, columns, totals, accounts, known, asOf, notes, whose, filters, arguments: asked } = result;
  const { metric, measures, groupBy, ...book } = asked;
  const about = filters.length > 0 ? ` (${filters.join(', ')})` : '';
  if (result.notHeld.length > 0) return { point: notHeldText(result.notHeld, whose), header: 'Not scored yet' };
  if (accounts === 0) return { point: `No account matches among ${whose}${about}.`, header: 'No account matches' };
  return {
    point: pointOf(result),
    why: notes,
    header: title,
    body: tablePart(
      null,
      [by ?? 'What', ...columns],
      [...inOrder(result), ...totals].map(({ label, figures }) => [groupLabel(label), ...figures.map((figure) => cell(figure))]),
    ),
    next: [callButton<typeof listAccounts>('Show the accounts', 'list_accounts', { ...book, sort: (metric as string | null) ?? null })],
    feedback: true,
    context: contextLine({
      asOf,
      used: [whose],
      notes: [...(metric && known < accounts ? [`known of ${known} of ${accounts} accounts`] : []), ...notes],
    }),
  };
}
