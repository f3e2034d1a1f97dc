import { rows } from '../../models/kit/rows.ts';
import type { RenewalForecast } from '../../models/renewal-forecast.ts';
import { addDays, weekOf } from '../facts/index.ts';
import { issue, type RescoreScope } from '../kit/tool.ts';
import { round } from '../metrics/index.ts';
import type { Expected } from './outlook.ts';
import { MODEL_VERSION } from './weights.ts';

/** Nearer than this to its end a contract's forecast is kept; further away nobody acts on it. */
const FROZEN_DAYS = 97;

/** What was expected of an account's next renewal. */
export interface NextRenewal {
  accountId: string;
  next: Expected | undefined;
}

/**
 * Keeps what is said of the renewals that come near as it is said, once a contract and week, the first of the week:
 * what is forecast because somebody asks is kept too, but by no such id, and is no fair sample.
 */
export async function freezeForecasts(scope: RescoreScope, expected: readonly NextRenewal[], asOf: Date): Promise<void> {
  const { tenant, models } = scope;
  const near = expected.flatMap(({ accountId, next }) => {
    if (!next || next.contract.probability === null || next.contract.endAt > addDays(asOf, FROZEN_DAYS)) return [];
    const { id, endAt, currency, annualValue, probability } = next.contract;
    return [
      {
        externalId: frozenId(id, asOf),
        accountId,
        currentContractId: id,
        asOf,
        modelVersion: MODEL_VERSION,
        currency,
        currentContractEndDate: endAt,
        currentAnnualValue: annualValue,
        renewalProbability: round(100 * probability, 2),
      },
    ];
  });
  if (near.length === 0) return;
  const ids = near.map(({ externalId }) => externalId);
  const kept = await rows<RenewalForecast>(
    models.renewalForecasts,
    tenant,
    { externalId: { $in: ids }, source: 'greendoor' },
    { fields: { externalId: 1 } },
  );
  const there = new Set(kept.map(({ externalId }) => externalId));
  await issue(
    models.renewalForecasts,
    scope,
    near.filter(({ externalId }) => !there.has(externalId)),
  );
}

const frozenId = (contractId: string, asOf: Date): string => `weekly ${contractId} ${weekOf(asOf).toISOString().slice(0, 10)}`;
