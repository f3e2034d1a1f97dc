import type { Text } from '../facts/index.ts';
import type { Shown } from '../kit/present/index.ts';
import { listed, t } from '../kit/say.ts';
import { LEAST_TESTS } from './accuracy.ts';
import type { ProbabilityRecord } from './claims.ts';
import type { ForecastFigures, MissLine } from './figures.ts';

/** What is told of one kind of forecasts. */
export interface Told {
  title: string;
  /** Whether enough were due to say more than how many. */
  enough: boolean;
  point: Text;
  more: readonly Text[];
  misses: readonly MissLine[];
  table: Shown['sections'];
}

/** Due, open, unknown: what stands where there is too little to say more, and beside everything else. */
export function standText(figures: ForecastFigures, of: Pick<ProbabilityRecord, 'counts' | 'nextDue'>): Text {
  const { counts, nextDue } = of;
  const { of: figure, date } = figures;
  const next = nextDue ? t`, the next on ${date('next_due', 'next due', nextDue)}` : '';
  return listed([
    t`${figure('open', 'open forecasts', counts.open, '')} not due yet${next}`,
    ...(counts.unknown > 0 ? [t`of ${figure('unknown', 'unknown outcomes', counts.unknown, '')} it is not known what came`] : []),
  ]);
}

export function fewText(figures: ForecastFigures, due: number, came: Text, what: string): Text {
  if (due === 0) return t`No ${what} is due yet.`;
  return t`${figures.count('due', due, what)} due so far${came}: fewer than ${LEAST_TESTS} separate ones, so no percentages.`;
}
