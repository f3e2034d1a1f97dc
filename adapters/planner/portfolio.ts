import type { Metric } from '../../agents/facts/metric.ts';
import { metricOf } from '../../agents/metrics/index.ts';
import type { BookGrammar } from './book-grammar.ts';
import { groupIn, usualMetric } from './book-groups.ts';
import {
  between,
  comparing,
  directionOf,
  fareIn,
  isGroupOf,
  isOwnWord,
  isTop,
  MOST_BETWEEN,
  namedIn,
  negationOf,
  SIZE,
  saysState,
  withOtherNames,
} from './book-words.ts';
import { type Condition, conditionOf, dateOf, defaultFor, type Found, fits, isCounted, kinOf, nearestTo } from './conditions.ts';
import type { Constraint } from './figures.ts';
import { askedBy, isConnecting, isNoise, isOf } from './grammar.ts';
import type { Reading, Word } from './reading.ts';

/** What a question about many accounts says: [count, sum, average, list, top N] of accounts [metric comparator value]* [whose] [by group] [when] [sorted]. */
export interface BookQuestion {
  /** Values of the arguments that choose accounts, by name. */
  filters: Record<string, string>;
  conditions: Condition[];
  measure?: string;
  /** Several values of one argument that chooses accounts: each is asked for by itself. */
  several?: { name: string; values: string[] };
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
  // "The EMEA region".
  if (region) use(content.filter(({ concept }) => concept === reading.lexicon.conceptOf('region')));
  const owners = [...new Set(reading.colleagues.map(({ name }) => name))];
  if (owners.length > 1) question.several = { name: 'owner', values: owners };
  else if (reading.regions.length > 1) question.several = { name: 'region', values: reading.regions.map(({ name }) => name) };

  // By what, and who or what has most of them.
  const grouped = groupIn(reading, content, groups);
  if (grouped) {
    question.groupBy = grouped.value;
    if (grouped.counts) question.measure = 'count';
    use(grouped.words);
  }

  const compares = [...comparing(reading, question), ...fareIn(reading, question)];
  use(compares);

  // Metrics, the longest names first.
  const found: Found[] = [];
  const figured = reading.constraints.length > 0 || reading.period.spans.length > 0;
  for (const { metric, parts, own } of metrics) {
    const named = () =>
      namedIn(
        content.filter((each) => !own || isOwnWord(each, own)),
        used,
        parts,
      );
    for (let words = named(); words; words = named()) {
      const value = filters.find(({ values }) =>
        values.some((each) => each.words.length === 1 && words?.length === 1 && each.words[0] === words[0]?.word),
      );
      // "onboarding accounts" are in a stage; "renewing in 60 days" renew.
      if (value && !((figured || question.groupBy === 'renewal_month') && metric.unit === 'date')) break;
      // "Support tickets open": one of its names beside another is still its name.
      const run = withOtherNames(words, metric, content, used, metrics);
      use(run);
      found.push({ metric, words: run });
    }
  }
  found.sort((a, b) => (a.words[0]?.from ?? 0) - (b.words[0]?.from ?? 0));

  const executive = found.find(({ metric: { key } }) => key === 'account_executive');
  if (executive && question.filters.owner) {
    question.filters.executive = question.filters.owner;
    delete question.filters.owner;
    found.splice(found.indexOf(executive), 1);
  }
  const share = rest().find(({ word }) => isOf(word, 'share'));
  for (const { slot, values } of filters) {
    const [value, ...others] = values
      .map((each) => ({ value: each.value, words: namedIn(content, used, each.parts) }))
      .filter(({ value, words }) => words && saysState(value, words))
      .toSorted((a, b) => (a.words?.[0]?.from ?? 0) - (b.words?.[0]?.from ?? 0));
    if (!value?.words) continue;
    const negation = negationOf(value.words, content, plain);
    if (negation) {
      const metric = metricOf(slot.name) ?? metricOf(`health_${slot.name}`);
      // Those who churned are left out as it is.
      if (metric?.values) question.conditions.push({ metric: metric.key, comparator: 'is not', value: value.value, to: null });
      else if (value.value !== 'churned') continue;
      use([negation]);
    } else question.filters[slot.name] = value.value;
    use(value.words);
    use(free().filter(({ concept }) => slot.nameCues.has(concept)));
    // "Red and orange": each for itself.
    if (!negation && others.length > 0 && !question.several) {
      question.several = { name: slot.name, values: [value.value, ...others.map((each) => each.value)] };
      for (const { words } of others) use(words ?? []);
    }
    // "What share of them is red": told beside all the others.
    if (share && !question.groupBy && groups.some((each) => each.value === slot.name)) {
      question.groupBy = slot.name;
      question.measure = 'count';
      delete question.filters[slot.name];
      use([share]);
    }
  }

  const contrasted = comparing(reading, question).filter((each) => !compares.includes(each));
  compares.push(...contrasted);
  use(contrasted);

  // Measures, superlatives, top N.
  for (const measure of ['count', 'average', 'median', 'sum'] as const) {
    const words = rest().filter(({ word }) => isOf(word, measure));
    if (words.length === 0) continue;
    // "A number: the total ARR" is the total.
    if (
      question.measure === undefined ||
      (measure === 'sum' && question.measure === 'count' && found.some(({ metric }) => metric.unit === 'money'))
    )
      question.measure = measure;
    use(words);
  }
  // "More than 3 accounts" counts them: it is said of none of their figures.
  const counted = ({ unit, after }: Constraint) => unit === 'plain' && plain.has(reading.lexicon.conceptOf(after[0] ?? ''));
  const figures = [...reading.constraints];
  // "Riskiest" is a metric and an end of it.
  const superlatives = reading.words.filter((each) => isOf(each.word, 'most', 'least', 'best', 'worst') && !grouped?.words.includes(each));
  const negated = content.some(({ word }) => isOf(word, 'not'));
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
    const metric = at?.metric ?? kin?.metric ?? (counted(figure) ? undefined : defaultFor(figure, metrics));
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
  // Who churned did so when the contract ended.
  const ended = question.filters.stage === 'churned' ? metricOf('renewal_date') : undefined;
  const metric = dated ? dateOf(dated.metric) : (ended ?? ahead);
  if (metric && from && !point) {
    // "Not met since October": the last time was before.
    const notSince = negated && !to;
    question.conditions.push({
      metric: metric.key,
      comparator: to ? 'between' : notSince ? 'below' : 'at least',
      value: from,
      to: to ?? null,
    });
    if (notSince) use(content.filter(({ word }) => isOf(word, 'not')));
    if (dated) conditioned.add(dated);
    periodUsed = true;
  }
  for (const each of found.filter((one) => !conditioned.has(one))) {
    const negation = content.find(
      (word) =>
        isOf(word.word, 'not') &&
        !used.has(word) &&
        word.from < (each.words[0]?.from ?? 0) &&
        between(content, word, each.words[0]).every(
          (one) => used.has(one) || plain.has(one.concept) || isConnecting(one.word) || reading.lexicon.isIdle(one.word),
        ),
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
  if (question.groupBy && (grouped?.compares || superlatives.length > 0)) use(superlatives);
  const summing = question.measure !== undefined || question.groupBy !== undefined || compares.length > 0;
  const sortWord = reading.words.find((each) => isOf(each.word, 'by') && !used.has(each));
  const after =
    sortWord && (open.find(({ words }) => (words[0]?.from ?? 0) > sortWord.from) ?? (reading.accounts.length > 0 ? undefined : open[0]));
  const first = superlatives.at(0);
  if (first && !summing) {
    // "The biggest customers and their health": by size, with that shown.
    const noun = content.find(({ from, concept }) => from > first.from && plain.has(concept))?.from;
    const next = open.find(({ words }) => (words[0]?.from ?? 0) > first.from) ?? open[0];
    const sized = SIZE.test(first.word) && next && noun !== undefined && (next.words[0]?.from ?? 0) > noun + MOST_BETWEEN;
    const many =
      noun !== undefined || content.some(({ concept }) => plain.has(concept)) || question.limit !== undefined || question.filters.owner;
    const side = reading.accounts.length > 1;
    // Of the account that is spoken of, "the biggest risk" is one of its own.
    const ofOne = !many && reading.focus.account !== undefined && Object.keys(question.filters).length === 0;
    const about = sized || ofOne ? undefined : next;
    const usual = !many ? undefined : isOf(first.word, 'most') ? 'arr' : isOf(first.word, 'worst', 'best') ? 'health' : undefined;
    const metric = about?.metric ?? metrics.find(({ metric: { key } }) => key === usual)?.metric;
    const beside = side ? (next?.metric ?? usualMetric(first)) : undefined;
    if (beside) {
      if (!next) found.push({ metric: beside, words: [first] });
      use(ordering);
    } else if (metric) {
      question.sort = { metric: metric.key, direction: directionOf(first.word, metric) };
      use(ordering);
    }
  } else if (sortWord && after && !question.groupBy) {
    question.sort = { metric: after.metric.key, direction: null };
    use([sortWord]);
  }
  if (question.sort) use(ordering);
  // "Those at risk": what one tool calls high comes first here.
  const graded = open.find(({ metric }) => levels.has(metric.key));
  const nouns = content.some(({ word, concept }) => plain.has(concept) || askedBy(word) === 'who' || askedBy(word) === 'what');
  // "ARR at risk": what those are worth together.
  const worth = graded && !nouns && open.length > 1 && open.every((each) => each === graded || each.metric.unit === 'money');
  if (worth) {
    question.measure ??= 'sum';
    open.sort((a, b) => Number(a === graded) - Number(b === graded));
  } else if (graded && !question.sort && !summing) question.sort = { metric: graded.metric.key, direction: null };
  // "Who is quiet": those it is most so with first.
  const [alone] = open;
  if (!first && !sortWord && !summing && alone && open.length === 1 && reading.words[0]?.concept === 'who' && alone.metric.unit === 'days')
    question.sort = { metric: alone.metric.key, direction: 'descending' };
  // "who has overdue invoices" has at least one; "with a champion" has one; of a level, there is only what to show.
  question.sums = summing || worth || (!question.sort && !nouns && open.length > 0 && open.every(({ metric }) => metric.unit === 'money'));
  const unsummed: Word[] = [];
  for (const { metric, words } of open) {
    const had = reading.words.some((word) => isOf(word.word, 'have') && word.from < (words[0]?.from ?? 0));
    const high = question.sums && question.metrics.length > 0 ? levels.get(metric.key) : undefined;
    if (high !== undefined) question.conditions.push({ metric: metric.key, comparator: 'at least', value: high, to: null });
    // One figure is summed up at a time: what else is said is no part of it.
    else if (question.sums && question.metrics.length > 0 && isCounted(metric) && had)
      question.conditions.push({ metric: metric.key, comparator: 'above', value: 0, to: null });
    else if (question.sums && question.metrics.length > 0) unsummed.push(...(isGroupOf(metric, question.groupBy) ? [] : words));
    else if (question.sums) question.metrics.push(metric);
    else if (metric.key === question.sort?.metric && !(isCounted(metric) && had)) continue;
    else if (isCounted(metric)) question.conditions.push({ metric: metric.key, comparator: 'above', value: 0, to: null });
    else if (metric.word && had) question.conditions.push({ metric: metric.key, comparator: 'known', value: null, to: null });
    else question.metrics.push(metric);
  }

  // What is compared by nothing that is said is compared by how they are.
  if (question.sums && question.metrics.length === 0 && (compares.length > 0 || (question.groupBy && question.measure === undefined))) {
    const usual = compares.length > 0 || grouped?.compares || superlatives.length > 0 ? usualMetric(superlatives[0]) : undefined;
    if (usual) question.metrics.push(usual);
  }

  // "How many days", of a figure in days.
  use(free().filter(({ word }) => found.some(({ metric }) => metric.unit === word || metric.unit === `${word}s`)));
  // What only says that accounts are asked for.
  use(free().filter(({ word, concept }) => plain.has(concept) || isConnecting(word)));
  question.named = found.map(({ metric }) => metric);
  question.unused = [
    ...unsummed,
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
