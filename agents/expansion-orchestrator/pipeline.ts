import { sum } from '../metrics/index.ts';
import type { Standing } from './deals.ts';
import { OPEN_STAGES } from './stages.ts';

/** What sales of one currency are worth; nothing is converted. */
interface Worth {
  currency: string;
  count: number;
  value: number;
  weighted: number;
}

/** A currency each, the largest first. */
export function worthOf(deals: readonly Standing[]): Worth[] {
  return [...Map.groupBy(deals, ({ currency }) => currency)]
    .map(([currency, same]) => ({
      currency,
      count: same.length,
      value: sum(same.map(({ value }) => value ?? 0)),
      weighted: Math.round(sum(same.map(({ weighted }) => weighted ?? 0))),
    }))
    .sort((a, b) => b.value - a.value || (a.currency < b.currency ? -1 : 1));
}

/** A book of open sales by stage, the stuck ones first, then by what they may bring. Pure. */
export function pipelineOf(deals: readonly Standing[]) {
  const ordered = deals.toSorted(
    (a, b) => Math.min(1, b.stuck.length) - Math.min(1, a.stuck.length) || (b.weighted ?? 0) - (a.weighted ?? 0) || (a.id < b.id ? -1 : 1),
  );
  return {
    deals: ordered,
    worth: worthOf(deals),
    stuck: deals.filter(({ stuck }) => stuck.length > 0).length,
    unpriced: deals.filter(({ value }) => value === null).length,
    stages: OPEN_STAGES.flatMap((stage) => {
      const there = deals.filter((each) => each.stage === stage);
      if (there.length === 0) return [];
      const stuck = there.filter((each) => each.stuck.length > 0).length;
      return [{ stage, count: there.length, stuck, longest: Math.max(...there.map(({ days }) => days)), worth: worthOf(there) }];
    }),
  };
}
export type Pipeline = ReturnType<typeof pipelineOf>;
