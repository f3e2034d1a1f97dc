import type { Metric } from '../../agents/facts/metric.ts';
import { metrics as allMetrics, metricOf } from '../../agents/metrics/index.ts';
import { words } from '../../models/kit/name-keys.ts';
import type { Constraint } from './figures.ts';
import { askedBy, isNoise, isOf, numberWord } from './grammar.ts';
import type { Lexicon } from './lexicon.ts';
import type { Reading, Word } from './reading.ts';
import type { Slot } from './schema.ts';

export interface Condition {
  metric: string;
  comparator: string;
  value: number | string | null;
  to: number | string | null;
}

/** What a question about many accounts says: [count, sum, average, list, top N] of accounts [metric comparator value]* [whose] [by group] [when] [sorted]. */
export interface BookQuestion {
  /** Values of the arguments that choose accounts, by name. */
  filters: Record<string, string>;
  conditions: Condition[];
  measure?: string;
  /** What is summed up, sorted by or shown. */
  metrics: Metric[];
  groupBy?: string;
  /** Asked for figures over many accounts, not for accounts. */
  sums: boolean;
  sort?: { metric: string; direction: 'ascending' | 'descending' | null };
  limit?: number;
  page?: number;
  /** Figures that no metric was found for. */
  loose: Constraint[];
  /** Every metric named. */
  named: Metric[];
  /** What was not used and is not small talk. */
  unused: Word[];
  /** Whether anything but the word for accounts was said. */
  says: boolean;
}

/** The vocabulary of questions about many accounts, from the tools that list and sum up. */
export interface BookGrammar {
  metrics: { metric: Metric; parts: string[] }[];
  /** Filters and their values. */
  filters: { slot: Slot; values: { value: string; words: string[]; parts: string[] }[] }[];
  /** What a line is made of. */
  groups: { value: string; parts: string[] }[];
  /** From which value on a metric is called high, where a tool says so. */
  levels: Map<string, number>;
  /** Concepts that only say that accounts are asked for. */
  plain: Set<string>;
}

export function bookGrammar({
  list,
  sums,
  others,
  lexicon,
}: {
  list: Slot[];
  sums: Slot[];
  others: Slot[];
  lexicon: Lexicon;
}): BookGrammar {
  const keys =
    list.find(({ items }) => items?.some(({ name }) => name === 'comparator'))?.items?.find(({ name }) => name === 'metric')?.values ?? [];
  const known = keys.flatMap((key) => metricOf(key) ?? []);
  const partsOf = (name: string) => [...new Set(lexicon.concepts(name))];
  /** A name that small words are part of, such as "overdue since", is not told by the one word that is left. */
  const tells = (name: string, parts: readonly string[]) => parts.length > 1 || (parts.length === 1 && words(name).length === 1);
  const metrics = known
    .flatMap((metric) =>
      [metric.key.replaceAll('_', ' '), metric.label, ...metric.aliases].flatMap((name) => {
        const parts = partsOf(name);
        return tells(name, parts) ? [{ metric, parts }] : [];
      }),
    )
    .toSorted((a, b) => b.parts.length - a.parts.length);
  const filters = list
    .filter(({ kind, name }) => kind === 'enum' && !/^(sort|direction)$/.test(name))
    .map((slot) => ({
      slot,
      values: slot.values.map((value) => ({ value, words: value.split('_'), parts: partsOf(value.replaceAll('_', ' ')) })),
    }));
  const groups = (sums.find(({ name }) => name === 'groupBy')?.values ?? []).flatMap((value) => {
    const aliases = metricOf(value)?.aliases ?? [];
    const ownName = [value.replaceAll('_', ' '), ...aliases, ...(value.endsWith('_month') ? ['month', 'renewal month'] : [])];
    return ownName.map((name) => ({ value, parts: partsOf(name) }));
  });
  const levels = new Map(
    others.flatMap(({ nameCues, description }) => {
      const high = /["“]high["”](?:\s+is)?\s+(\d+)/.exec(description)?.[1];
      const metric = high && metrics.find(({ parts }) => parts.length === 1 && nameCues.has(parts[0] ?? ''))?.metric;
      return high && metric ? [[metric.key, Number(high)] as const] : [];
    }),
  );
  return {
    metrics,
    levels,
    filters,
    groups: groups.toSorted((a, b) => b.parts.length - a.parts.length),
    plain: new Set(partsOf('account list book')),
  };
}

interface Found {
  metric: Metric;
  words: Word[];
}

/** Reads a question about accounts; `unused` says how much of it was not understood so. */
export function readBook(reading: Reading, { metrics, filters, groups, plain, levels }: BookGrammar): BookQuestion {
  const used = new Set<Word>();
  const content = reading.words.filter(({ word }) => !isNoise(word) || isOf(word, 'not'));
  const rest = () => reading.words.filter((each) => !used.has(each));
  const free = () => content.filter((each) => !used.has(each));
  const use = (words: readonly Word[]) => {
    for (const each of words) used.add(each);
  };
  const question: BookQuestion = { filters: {}, conditions: [], metrics: [], sums: false, loose: [], named: [], unused: [], says: false };

  // Who: the owner's name or "my", and the region.
  if (reading.owner) question.filters.owner = reading.owner;
  const [region] = reading.regions;
  if (region) question.filters.region = region.name;

  // By what: "by region", "per csm".
  for (const each of reading.words.filter(({ word }) => isOf(word, 'by'))) {
    const rest = content.filter(({ from }) => from > each.from).slice(0, 3);
    const group = groups.find(({ parts }) => parts.every((part, at) => rest[at]?.concept === part));
    if (!group || question.groupBy) continue;
    question.groupBy = group.value;
    use([each, ...rest.slice(0, group.parts.length)]);
  }

  // Metrics, the longest names first.
  const found: Found[] = [];
  const figured = reading.constraints.length > 0 || reading.period.spans.length > 0;
  for (const { metric, parts } of metrics) {
    for (let words = namedIn(content, used, parts); words; words = namedIn(content, used, parts)) {
      const value = filters.find(({ values }) =>
        values.some((each) => each.words.length === 1 && words?.length === 1 && each.words[0] === words[0]?.word),
      );
      // "onboarding accounts" are in a stage; "renewing in 60 days" renew.
      if (value && !((figured || question.groupBy === 'renewal_month') && metric.unit === 'date')) break;
      use(words);
      found.push({ metric, words });
    }
  }
  found.sort((a, b) => (a.words[0]?.from ?? 0) - (b.words[0]?.from ?? 0));

  const executive = found.find(({ metric: { key } }) => key === 'account_executive');
  if (executive && question.filters.owner) {
    question.filters.executive = question.filters.owner;
    delete question.filters.owner;
    found.splice(found.indexOf(executive), 1);
  }
  for (const { slot, values } of filters) {
    const value = values.map((each) => ({ value: each.value, words: namedIn(content, used, each.parts) })).find(({ words }) => words);
    if (!value?.words) continue;
    question.filters[slot.name] = value.value;
    use(value.words);
    use(free().filter(({ concept }) => slot.nameCues.has(concept)));
  }

  // Measures, superlatives, top N.
  for (const measure of ['count', 'average', 'median', 'sum'] as const) {
    const words = rest().filter(({ word }) => isOf(word, measure));
    if (words.length === 0) continue;
    question.measure ??= measure;
    use(words);
  }
  const figures = [...reading.constraints];
  const superlatives = rest().filter(({ word }) => isOf(word, 'most', 'least', 'best', 'worst'));
  const top = figures.find((each) => isTop(each, superlatives));
  if (top) {
    question.limit = top.value;
    figures.splice(figures.indexOf(top), 1);
  }
  const page = figures.find(({ before }) => isOf(before.at(-1) ?? '', 'page'));
  if (page) {
    question.page = page.value;
    figures.splice(figures.indexOf(page), 1);
    use(free().filter(({ word }) => isOf(word, 'page')));
  }

  // Conditions: each figure with the metric it stands by, each period with a date, each "without".
  const conditioned = new Set<Found>();
  for (const figure of figures) {
    const at = nearestTo(figure, found, conditioned);
    const kin = at ? undefined : kinOf(figure, found, metrics);
    if (kin) conditioned.add(kin.of);
    const metric = at?.metric ?? kin?.metric ?? defaultFor(figure, metrics);
    if (!metric) {
      question.loose.push(figure);
      continue;
    }
    if (at) conditioned.add(at);
    question.conditions.push(conditionOf(metric, figure, content));
  }
  const dated = found.find((each) => dateOf(each.metric) && !conditioned.has(each));
  const { from, to, point } = reading.period;
  let periodUsed = reading.period.spans.length === 0;
  // What is still to come, of accounts, is a renewal.
  const ahead = from !== undefined && from > reading.now.toISOString().slice(0, 10) ? metricOf('renewal_date') : undefined;
  const metric = dated ? dateOf(dated.metric) : ahead;
  if (metric && from && !point) {
    question.conditions.push({ metric: metric.key, comparator: to ? 'between' : 'at least', value: from, to: to ?? null });
    if (dated) conditioned.add(dated);
    periodUsed = true;
  }
  for (const each of found.filter((one) => !conditioned.has(one))) {
    const negation = content.find(
      (word) =>
        isOf(word.word, 'not') &&
        !used.has(word) &&
        word.from < (each.words[0]?.from ?? 0) &&
        between(content, word, each.words[0]).every((one) => used.has(one) || plain.has(one.concept) || isOf(one.word, 'have')),
    );
    if (negation) {
      use([negation]);
      question.conditions.push(
        isCounted(each.metric)
          ? { metric: each.metric.key, comparator: 'is', value: 0, to: null }
          : { metric: each.metric.key, comparator: 'unknown', value: null, to: null },
      );
      conditioned.add(each);
    }
  }
  // "NPS is negative".
  for (const word of rest().filter((each) => isOf(each.word, 'negative'))) {
    const of = found.find((each) => !conditioned.has(each) && fits({ unit: 'plain', falling: false }, each.metric));
    if (!of) continue;
    use([word]);
    question.conditions.push({ metric: of.metric.key, comparator: 'below', value: 0, to: null });
    conditioned.add(of);
  }
  // Order.
  const open = found.filter((each) => !conditioned.has(each));
  const ordering = superlatives.filter((each) => !used.has(each));
  const summing = question.measure !== undefined || question.groupBy !== undefined;
  const sortWord = reading.words.find((each) => isOf(each.word, 'by') && !used.has(each));
  const first = superlatives.at(0);
  if (first && !summing) {
    const about = open.find(({ words }) => (words[0]?.from ?? 0) > first.from) ?? open[0];
    const metric = about?.metric ?? (isOf(first.word, 'most') ? metrics.find(({ metric: { key } }) => key === 'arr')?.metric : undefined);
    if (metric) {
      question.sort = { metric: metric.key, direction: directionOf(first.word, metric) };
      use(ordering);
    }
  } else if (sortWord && !question.groupBy && open[0]) {
    const after = open.find(({ words }) => (words[0]?.from ?? 0) > sortWord.from) ?? open[0];
    question.sort = { metric: after.metric.key, direction: null };
    use([sortWord]);
  }
  if (question.sort) use(ordering);
  // "who has overdue invoices" has at least one; "with a champion" has one; of a level, there is only what to show.
  const nouns = content.some(({ word, concept }) => plain.has(concept) || askedBy(word) === 'who' || askedBy(word) === 'what');
  question.sums = summing || (!question.sort && !nouns && open.length > 0 && open.every(({ metric }) => metric.unit === 'money'));
  for (const { metric, words } of open) {
    const had = reading.words.some((word) => isOf(word.word, 'have') && word.from < (words[0]?.from ?? 0));
    const high = question.sums && question.metrics.length > 0 ? levels.get(metric.key) : undefined;
    if (high !== undefined) question.conditions.push({ metric: metric.key, comparator: 'at least', value: high, to: null });
    else if (question.sums) question.metrics.push(metric);
    else if (metric.key === question.sort?.metric && !(isCounted(metric) && had)) continue;
    else if (isCounted(metric)) question.conditions.push({ metric: metric.key, comparator: 'above', value: 0, to: null });
    else if (metric.word && had) question.conditions.push({ metric: metric.key, comparator: 'known', value: null, to: null });
    else question.metrics.push(metric);
  }

  // What only says that accounts are asked for.
  use(
    free().filter(
      ({ word, concept }) =>
        plain.has(concept) || isOf(word, 'question', 'auxiliary', 'show', 'also', 'only', 'have', 'those', 'one', 'now', 'say'),
    ),
  );
  question.named = found.map(({ metric }) => metric);
  question.unused = [
    ...free().filter(({ word }) => !isNoise(word) && !isOf(word, 'mine') && !(isOf(word, 'compare') && question.groupBy)),
    ...(periodUsed
      ? []
      : reading.period.spans.map((span) => ({ said: reading.text.slice(span.from, span.to), word: '', concept: '', ...span }))),
    ...reading.unknownNames.map((name) => ({ said: name, word: '', concept: '', from: 0, to: 0 })),
  ];
  question.says =
    question.conditions.length > 0 ||
    Object.keys(question.filters).some((name) => name !== 'owner') ||
    question.measure !== undefined ||
    question.groupBy !== undefined ||
    question.sort !== undefined ||
    question.limit !== undefined;
  return question;
}

/** A run of free words that are these concepts, in any order. */
function namedIn(content: readonly Word[], used: ReadonlySet<Word>, parts: readonly string[]): Word[] | undefined {
  for (let at = 0; at + parts.length <= content.length; at++) {
    const run = content.slice(at, at + parts.length);
    const held = new Set(run.map(({ concept }) => concept));
    if (run.every((each) => !used.has(each)) && parts.every((part) => held.has(part))) return run;
  }
  return undefined;
}

const between = (content: readonly Word[], from: Word, to: Word | undefined): Word[] =>
  content.filter((each) => each.from > from.from && (!to || each.from < to.from));

/** "top 5", "five largest", "first 3". */
const isTop = ({ bound, unit, at, to, value, after, before }: Constraint, superlatives: readonly Word[]): boolean =>
  bound === 'exact' &&
  unit === 'plain' &&
  Number.isInteger(value) &&
  value <= 50 &&
  (superlatives.some((each) => each.to <= at + 1 && at - each.to <= 2) ||
    superlatives.some((each) => each.from >= to && each.from - to <= 2) ||
    /^(top|first)$/.test(before.at(-1) ?? '') ||
    numberWord(after[0] ?? '') !== undefined);

/** The metric that says by how many percent another changed. */
const changeOf = ({ key, unit, signed }: Metric): Metric | undefined =>
  signed && unit === '%' ? metricOf(key) : metricOf(`${key}_change_4w`);
const dateOf = (metric: Metric): Metric | undefined =>
  metric.unit === 'date' ? metric : metric.counts ? metricOf(metric.counts.key) : undefined;

/** The metric a figure is about: the nearest of a fitting unit. */
function nearestTo(figure: Constraint, found: readonly Found[], taken: ReadonlySet<Found>): Found | undefined {
  const fitting = found.filter((each) => fits(figure, each.metric) && !taken.has(each));
  const distance = ({ words }: Found) => {
    const from = words[0]?.from ?? 0;
    const to = words.at(-1)?.to ?? 0;
    return from >= figure.to ? from - figure.to : figure.from - to;
  };
  return fitting.toSorted((a, b) => distance(a) - distance(b))[0];
}

function fits({ unit, falling }: Pick<Constraint, 'unit' | 'falling'>, metric: Metric): boolean {
  if (falling) return changeOf(metric) !== undefined;
  if (metric.word || metric.values) return false;
  if (unit === 'days') return metric.unit === 'days' || metric.unit === 'date';
  if (unit === 'money') return metric.unit === 'money';
  if (unit === 'percent') return metric.unit === '%' || metric.unit === 'points';
  return metric.unit !== 'date';
}

/** "overdue invoices over 30 days": days of the same thing, told by a word they share. */
function kinOf({ unit }: Constraint, found: readonly Found[], metrics: BookGrammar['metrics']): { of: Found; metric: Metric } | undefined {
  if (unit !== 'days') return undefined;
  for (const of of found) {
    const own = new Set(of.words.map(({ concept }) => concept));
    const kin = metrics.find(
      ({ metric, parts }) => metric.counts?.from === 'since' && metric.topic === of.metric.topic && parts.some((part) => own.has(part)),
    );
    if (kin) return { of, metric: kin.metric };
  }
  return undefined;
}

/** What a figure is about when nothing but an amount, or a plain score, is said. */
function defaultFor({ unit, bound, value }: Constraint, metrics: BookGrammar['metrics']): Metric | undefined {
  const key =
    bound === 'exact' || bound === 'target'
      ? undefined
      : unit === 'money'
        ? 'arr'
        : unit === 'plain'
          ? value > 100
            ? 'arr'
            : 'health'
          : undefined;
  return metrics.find(({ metric }) => metric.key === key)?.metric;
}

function conditionOf(
  named: Metric,
  { value, upper, bound, strict, unit, backwards, falling }: Constraint,
  content: readonly Word[],
): Condition {
  const counted = named.unit === 'date' && unit === 'days' ? (countedBy(named) ?? named) : falling ? (changeOf(named) ?? named) : named;
  const { key, counts } = counted;
  if (bound === 'between') return { metric: key, comparator: 'between', value, to: upper ?? value };
  if (counts?.from === 'until' && bound !== 'least') return { metric: key, comparator: 'between', value: 0, to: value };
  // "not contacted in 30 days" is 30 days or more since.
  if (
    counts?.from === 'since' &&
    (bound !== 'least' || !strict) &&
    (backwards || bound !== 'most' || content.some(({ word }) => isOf(word, 'not')))
  )
    return { metric: key, comparator: 'at least', value, to: null };
  const comparator = bound === 'least' ? (strict ? 'above' : 'at least') : bound === 'most' ? (strict ? 'below' : 'at most') : 'is';
  return { metric: key, comparator, value, to: null };
}

/** The metric that counts the days from or to a date. */
const countedBy = ({ key }: Metric): Metric | undefined => allMetrics.find(({ counts }) => counts?.key === key);

/** A number of things, of which there may be none. */
export const isCounted = ({ unit, word, values, digits }: Metric): boolean => unit === '' && !word && !values && digits === 0;

function directionOf(word: string, metric: Metric): 'ascending' | 'descending' {
  const good = metric.better === 'lower' ? 'ascending' : 'descending';
  if (isOf(word, 'best')) return good;
  if (isOf(word, 'worst')) return good === 'descending' ? 'ascending' : 'descending';
  if (isOf(word, 'least')) return 'ascending';
  return 'descending';
}
