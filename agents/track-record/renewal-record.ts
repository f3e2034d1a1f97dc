import { rowsOfAccounts } from '../../models/kit/rows.ts';
import type { CallCategory, RenewalCall } from '../../models/renewal-call.ts';
import type { RenewalForecast } from '../../models/renewal-forecast.ts';
import { addDays } from '../facts/index.ts';
import type { Context } from '../kit/tool.ts';
import { brier, round } from '../metrics/index.ts';
import { BANDS } from '../renewal-automator/face.ts';
import { LEAST_TESTS, skill } from './accuracy.ts';
import { type Claim, recordOf } from './claims.ts';
import type { Fates } from './fates.ts';
import { renewal } from './outcomes.ts';

const RENEWAL_EDGES = [0.5, 0.7, 0.8, 0.9] as const;
/** Told under 40 % and renewed, told over 70 % and lost. */
const RENEWAL_SURPRISE = { low: BANDS.low, high: BANDS.medium } as const;

/** A forecast on the eve of the end helps nobody, and is easily right. */
const LEAST_DAYS = 30;

/** What a call without a probability says: the middle of the probabilities that are called so. */
const CALLED: Record<CallCategory, number> = {
  commit: (1 + BANDS.high) / 2,
  best_case: (BANDS.high + BANDS.medium) / 2,
  pipeline: (BANDS.medium + BANDS.low) / 2,
  at_risk: BANDS.low / 2,
};

/** What was told of contracts when they came near, the first time, and which of them were renewed; beside it what people called. */
export async function renewalRecord({ tenant, models, asOf: now }: Context, accountIds: readonly string[], fates: Fates, since: Date) {
  const known = { ingestedAt: { $lte: now } };
  const frozen = await rowsOfAccounts<RenewalForecast>(
    models.renewalForecasts,
    tenant,
    accountIds,
    { ...known, externalId: { $gt: '' }, currentContractEndDate: { $gte: since }, asOf: { $lte: now } },
    { fields: { accountId: 1, currentContractId: 1, currentContractEndDate: 1, asOf: 1, renewalProbability: 1 } },
  );
  const firsts = new Map(
    frozen.toSorted((a, b) => b.asOf.getTime() - a.asOf.getTime()).map((row) => [`${row.currentContractId} ${endOf(row).getTime()}`, row]),
  );
  const claims = [...firsts.values()].flatMap((row): (Claim & { contractId: string })[] => {
    const { accountId, currentContractId: contractId, asOf, renewalProbability } = row;
    const due = endOf(row);
    if (!contractId || renewalProbability == null || addDays(asOf, LEAST_DAYS) > due) return [];
    const fate = fates.of.get(accountId);
    const account = { id: accountId, name: fate?.name ?? accountId };
    const outcome = renewal(contractId, due, fates.terms.get(accountId) ?? [], fate, now);
    return [{ account, contractId, told: renewalProbability / 100, asOf, due, outcome, test: `${contractId} ${due.getTime()}` }];
  });
  const calls = await rowsOfAccounts<RenewalCall>(models.renewalCalls, tenant, accountIds, { ...known, at: { $lte: now } });
  return {
    kind: 'renewals' as const,
    filledIn: 0,
    ...recordOf(claims, RENEWAL_EDGES, RENEWAL_SURPRISE, now),
    calls: beside(claims, calls),
  };
}

const endOf = ({ currentContractEndDate, asOf }: RenewalForecast): Date => currentContractEndDate ?? asOf;

/** On the contracts somebody called before they ended, the first call beside what the model said at that moment. */
function beside(claims: readonly (Claim & { contractId: string })[], calls: readonly RenewalCall[]) {
  const both = claims.flatMap(({ outcome, contractId, told, due }) => {
    if (outcome.state !== 'due') return [];
    const [first] = calls
      .filter((call) => call.contractId === contractId && call.at < due)
      .toSorted((a, b) => a.at.getTime() - b.at.getTime());
    if (!first) return [];
    const ours = first.modelProbability == null ? told : first.modelProbability / 100;
    const theirs = first.probability == null ? CALLED[first.category] : first.probability / 100;
    return [{ ours: { told: ours, came: outcome.came }, theirs: { told: theirs, came: outcome.came } }];
  });
  const right = (side: 'ours' | 'theirs') => both.filter((each) => each[side].told >= 0.5 === each[side].came).length;
  const [ours, theirs] = [both.map((each) => each.ours), both.map((each) => each.theirs)];
  const over = both.length < LEAST_TESTS ? null : skill(brier(ours), brier(theirs));
  return { n: both.length, ours: right('ours'), theirs: right('theirs'), overCalls: over === null ? null : round(over, 4) };
}
