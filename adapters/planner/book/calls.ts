import type { Metric } from '../../../agents/facts/metric.ts';
import { metrics as allMetrics, metricOf } from '../../../agents/metrics/index.ts';
import type { PlannedCall } from '../replies/ask-back.ts';
import type { Index, Route } from '../routing/route.ts';
import { nulls } from '../routing/route.ts';
import type { Condition } from './condition.ts';
import type { BookQuestion } from './question.ts';

interface Before {
  route: Route;
  arguments: Record<string, unknown>;
  listed: readonly { id: string }[];
}
const MOST_SEVERAL = 4;
/** So many accounts are asked for by name. */
const MOST_NAMED = 10;

/** The calls a question about many accounts is, one for each of several owners, regions or the like; `before` is the one it continues. */
export function bookCall(question: BookQuestion, index: Index, before?: Before): PlannedCall[] | undefined {
  const { several } = question;
  if (!several) return oneBook(question, index, before);
  // "Red and orange" is one list; how many, or how much, is told of each.
  if (several.many && !question.sums && before?.route !== index.sums)
    return oneBook({ ...question, filters: { ...question.filters, [several.name]: several.values } }, index, before);
  const calls = several.values
    .slice(0, MOST_SEVERAL)
    .map((value) => oneBook({ ...question, filters: { ...question.filters, [several.name]: value } }, index, before));
  return calls.every((each) => each !== undefined) ? calls.flat() : undefined;
}

function oneBook(question: BookQuestion, { list, sums }: Index, before?: Before): PlannedCall[] | undefined {
  const summing = question.sums || (before?.route === sums && question.sort === undefined);
  const route = summing ? sums : list;
  if (!route) return undefined;
  // "My worst five", and then what they are worth together: those five.
  const few = summing ? Number(before?.arguments.limit ?? 0) : 0;
  // Of several currencies each has its own first ones: all that were listed.
  const listed = before?.listed.map(({ id }) => id) ?? [];
  if (listed.length < few || (few > 0 && listed.length > MOST_NAMED)) return undefined;
  const past = before
    ? Object.fromEntries(Object.entries(before.arguments).filter(([name]) => route.slots.some((slot) => slot.name === name)))
    : {};
  const said = joined((past.conditions as Condition[] | null) ?? [], question);
  const conditions = leveled(said, { ...question, level: question.level ?? levelOf(said) });
  const without = [...((past.without as BookQuestion['without'] | null) ?? []), ...question.without];
  const common = {
    ...nulls(route),
    ...past,
    ...beside(past, question, route),
    ...(question.currency ? { currency: question.currency } : {}),
    conditions: conditions.length > 0 ? conditions : null,
    ...(without.length > 0 ? { without } : {}),
    ...(few > 0 ? { accounts: listed } : {}),
  };
  if (!summing) {
    const metrics = question.metrics.map(({ key }) => key);
    return [
      {
        name: route.tool.name,
        arguments: {
          ...common,
          ...(question.sort ? { sort: question.sort.metric, direction: question.sort.direction } : {}),
          ...(question.limit !== undefined ? { limit: question.limit } : {}),
          ...(metrics.length > 0 ? { show: metrics } : {}),
          page: question.page ?? null,
        },
      },
    ];
  }
  const countable = sums?.slots.find(({ name }) => name === 'metric')?.values ?? [];
  // "By segment", of a list that shows what they are worth.
  const shown = before?.route === list ? ((before?.arguments.show as string[] | null) ?? []) : [];
  const metric =
    question.metrics.find(({ key }) => countable.includes(key)) ??
    // "How much in total", of a list or a count: what they are worth.
    (question.measure === 'sum' && before && (before.route === list || past.metric == null)
      ? (amountIn(conditions, countable) ?? metricOf('arr'))
      : question.measure
        ? undefined
        : metricOf(shown.find((key) => countable.includes(key)) ?? ''));
  const measure = question.measure === 'count' || (question.measure === 'sum' && !metric) ? undefined : question.measure;
  return [
    {
      name: route.tool.name,
      arguments: {
        ...common,
        ...(metric ? { metric: metric.key } : {}),
        ...(measure ? { measures: [measure] } : {}),
        ...(question.groupBy ? { groupBy: question.groupBy } : {}),
      },
    },
  ];
}

/** What accounts are chosen by now: of what takes several values, beside those of before where they are added to them. */
function beside(past: Record<string, unknown>, { filters, adds }: BookQuestion, { slots }: Route): BookQuestion['filters'] {
  if (!adds) return filters;
  const many = new Set(slots.flatMap((slot) => (slot.many ? [slot.name] : [])));
  return Object.fromEntries(
    Object.entries(filters).map(([name, value]) => {
      const all = [...new Set([past[name] ?? [], value].flat() as string[])];
      return [name, many.has(name) && all.length > 1 ? all : value];
    }),
  );
}

/** "Renewals at risk": of what is asked about, the level has a word of its own. */
export function leveledBy({ level, named }: BookQuestion, conditions: readonly Condition[]): Metric | undefined {
  const keys = new Set([...conditions.map(({ metric }) => metric), ...named.map(({ key }) => key)]);
  return allMetrics.find(({ beside }) => beside && beside.level === level && beside.named.some((key) => keys.has(key)));
}

/** The metric of which a high level was asked for before: "at risk", and then "next quarter". */
const levelOf = (conditions: readonly Condition[]): string | undefined =>
  conditions.find(({ metric, comparator, value }) => comparator === 'at least' && value === metricOf(metric)?.high?.from)?.metric;

function leveled(conditions: readonly Condition[], question: BookQuestion): Condition[] {
  const { level } = question;
  const metric = leveledBy(question, conditions);
  const { beside } = metric ?? {};
  if (!metric || !beside) return [...conditions];
  return conditions.map((each) =>
    each.metric === level
      ? { metric: metric.key, comparator: each.comparator === 'below' ? 'is not' : 'is', value: beside.value, to: null }
      : each,
  );
}

/** "The total", of overdue invoices, is what is overdue: the amount of what accounts were chosen by. */
function amountIn(conditions: readonly Condition[], countable: readonly string[]): Metric | undefined {
  const topics = new Set(conditions.flatMap(({ metric }) => metric.split('_').filter((word) => word !== 'days')));
  const amounts = countable.flatMap((key) => metricOf(key) ?? []).filter(({ key, unit }) => unit === 'money' && /_amount$/.test(key));
  return amounts.find(({ key }) => topics.has(key.split('_')[0] ?? ''));
}

/** What is said of a metric anew replaces what was said of it; a bare figure is about the last metric compared. */
function joined(past: readonly Condition[], { conditions, loose }: BookQuestion): Condition[] {
  const [figure] = loose;
  const last = past.findLast(({ value }) => typeof value === 'number');
  if (figure && last) return [...past.filter((each) => each !== last), { ...last, value: figure.value }];
  // "Not red", and then "not orange": neither.
  const isReplaced = ({ metric, comparator }: Condition) =>
    conditions.some((each) => each.metric === metric && !(comparator === 'is not' && each.comparator === 'is not'));
  return [...past.filter((each) => !isReplaced(each)), ...conditions];
}
