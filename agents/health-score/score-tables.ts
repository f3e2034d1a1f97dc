import type { Part } from '../kit/card.ts';
import { ofAccount } from '../kit/present/figures.ts';
import { tablePart } from '../kit/present/table.ts';
import type { HealthAssessment } from './assess.ts';

type Named = { id: string; name: string };

/** The five dimensions, with what each adds to the score. */
export function dimensionTable(account: Named, { asOf, dimensions }: HealthAssessment): Part[] {
  const { of } = ofAccount(account, asOf);
  const rows = dimensions.map(({ key, label, score, contribution }) => [
    label,
    of(`health_${key}`, `Health of ${key}`, score, 'points'),
    of(`health_part:${key}`, `Points from ${key}`, contribution, 'points', { digits: 1 }),
  ]);
  return tablePart(null, ['Dimension', 'Score', 'Points'], rows);
}

/** Every metric that is known, with the score it earns. */
export function metricTable(account: Named, { asOf, dimensions }: HealthAssessment): Part[] {
  const { of } = ofAccount(account, asOf);
  const rows = dimensions
    .flatMap(({ metrics }) => metrics)
    .map(({ key, figure, score }) => [figure.label, figure, of(`health_score:${key}`, `Score of ${figure.label}`, score, 'points')]);
  return tablePart(null, ['Metric', 'Value', 'Score'], rows);
}
