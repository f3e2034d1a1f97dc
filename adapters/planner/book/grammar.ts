import type { Metric } from '../../../agents/facts/metric.ts';
import { metricOf } from '../../../agents/metrics/index.ts';
import { words } from '../../../models/kit/name-keys.ts';
import type { Slot } from '../routing/schema.ts';
import { formsOf, type Lexicon } from '../words/lexicon.ts';
import { isCounted } from './condition.ts';

/** The vocabulary of questions about many accounts, from the tools that list and sum up. */
export interface BookGrammar {
  /** `own`: the forms of the one word a number of things is called by; what a tool calls the same is not said by it: "people" are no contacts. */
  metrics: { metric: Metric; parts: string[]; own?: ReadonlySet<string> }[];
  /** Filters and their values. */
  filters: { slot: Slot; values: { value: string; words: string[]; parts: string[] }[] }[];
  /** What a line is made of. */
  groups: { value: string; parts: string[] }[];
  /** Dates, by the meanings of what happened on them. */
  events: { metric: Metric; concepts: ReadonlySet<string> }[];
  /** What values can be left out of by name, beside by a condition. */
  leaves: ReadonlySet<string>;
  /** Concepts that only say that accounts are asked for. */
  plain: Set<string>;
}

export function bookGrammar({ list, sums, lexicon }: { list: Slot[]; sums: Slot[]; lexicon: Lexicon }): BookGrammar {
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
        if (!tells(name, parts)) return [];
        return [{ metric, parts, ...(parts.length === 1 && isCounted(metric) ? { own: new Set(words(name).flatMap(formsOf)) } : {}) }];
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
    const ownName = [
      value.replaceAll('_', ' '),
      ...aliases,
      ...(value.endsWith('_month') ? ['month', 'renewal month'] : []),
      ...(value === 'owner' ? ['team', 'rep'] : []),
    ];
    // "Team" alone greets; here it tells accounts apart.
    return ownName.map((name) => ({ value, parts: name === 'team' ? [lexicon.conceptOf(name)] : partsOf(name) }));
  });
  return {
    metrics,
    events: known.flatMap((metric) => (metric.happened ? [{ metric, concepts: new Set(metric.happened.map(lexicon.conceptOf)) }] : [])),
    leaves: new Set(list.flatMap(({ items }) => items?.find(({ name }) => name === 'by')?.values ?? [])),
    filters,
    groups: groups.toSorted((a, b) => b.parts.length - a.parts.length),
    plain: new Set(partsOf('account list book everything')),
  };
}
