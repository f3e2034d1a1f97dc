import type { RenewalForecast } from '../../models/renewal-forecast.ts';
import { DAY } from '../facts/index.ts';
import { plain } from '../kit/say.ts';
import { issue, known, type RescoreScope } from '../kit/tool.ts';
import { round } from '../metrics/index.ts';
import type { RenewalAssessment } from './assess.ts';
import type { RenewalContract } from './contracts.ts';
import { BANDS } from './weights.ts';

const START_DAYS = 90;

/**
 * Appends a forecast for each contract in force. One of the same contract, instant and model version is there as it
 * was issued, and stays. Gives the stored row's id of each contract.
 */
export async function recordForecasts(
  scope: Pick<RescoreScope, 'tenant' | 'models' | 'now'>,
  assessment: RenewalAssessment,
): Promise<Map<string, string>> {
  const { tenant, models } = scope;
  if (assessment.status !== 'open') return new Map();
  await issue(
    models.renewalForecasts,
    scope,
    assessment.contracts.map((contract) => ({ at: scope.now, ...rowOf(assessment, contract) })),
  );
  const { accountId, modelVersion } = assessment;
  const issued = { tenant, accountId, modelVersion, asOf: new Date(assessment.asOf) };
  const stored = await models.renewalForecasts
    .find(issued, { currentContractId: 1 })
    .lean<Pick<RenewalForecast, '_id' | 'currentContractId'>[]>();
  return new Map(stored.flatMap((row) => (row.currentContractId ? [[row.currentContractId, row._id]] : [])));
}

function rowOf(assessment: RenewalAssessment, contract: RenewalContract) {
  const { accountId, asOf, modelVersion, totals, lines, factors, base, confidence, roi, nps, risks, stakeholders, strategy } = assessment;
  const end = contract.endAt ? new Date(contract.endAt) : null;
  // The additions are proposed once: with the first contract that ends in their currency.
  const first = assessment.contracts.find(({ currency }) => currency === contract.currency)?.id === contract.id;
  const additions = first ? lines.filter((line) => line.source !== 'contract' && line.currency === contract.currency) : [];
  const proposed = contract.annualValue + additions.reduce((sum, { annualValue }) => sum + annualValue, 0);
  const total = totals.find(({ currency }) => currency === contract.currency);
  const expected =
    contract.probability === null
      ? null
      : round(contract.annualValue * contract.probability + (first ? (total?.expectedAdditions ?? 0) : 0), 2);
  const competition = factors.find(({ name }) => name === 'competition');
  return known({
    accountId,
    currentContractId: contract.id,
    asOf: new Date(asOf),
    modelVersion,
    currency: contract.currency,
    currentContractStartDate: new Date(contract.startAt),
    currentContractEndDate: end,
    renewalStartProcessDate: end && new Date(end.getTime() - START_DAYS * DAY),
    targetRenewalCloseDate: end,
    currentAnnualValue: contract.annualValue,
    proposedRenewalValue: proposed,
    valueChangePercentage: contract.annualValue > 0 ? round((100 * (proposed - contract.annualValue)) / contract.annualValue, 1) : null,
    contractTermMonths: contract.termMonths,
    proposedLineItems: [...lines.filter(({ key }) => key === `contract:${contract.id}`), ...additions].map(
      ({ name, annualValue, reason }) => ({ name, annualValue, reason }),
    ),
    renewalProbability: contract.probability === null ? null : round(contract.probability * 100, 2),
    base,
    factors: factors.map(({ name, contribution }) => ({ name, contribution })),
    expectedValue: expected,
    confidence,
    renewalConfidence: contract.probability === null ? null : assessment.band,
    competitiveRisk: !competition ? 'none' : competition.contribution < -0.3 ? 'high' : competition.contribution < -0.15 ? 'medium' : 'low',
    roiAchieved: roi === null ? null : { percentage: roi },
    successMetrics: [],
    customerSatisfactionSummary: nps === null ? null : { nps },
    businessCaseStrength: roi === null ? 'unproven' : roi >= 150 ? 'strong' : roi >= 100 ? 'moderate' : 'weak',
    renewalStrategy: strategy[0] === undefined ? undefined : plain(strategy[0]),
    upsellOpportunities: additions.map(({ key, name, annualValue, reason, source }) =>
      known({
        expansionOpportunityId: source === 'expansion_opportunity' ? key.slice('expansion:'.length) : null,
        name,
        annualValue,
        reason,
      }),
    ),
    retentionIncentives: [],
    negotiationPoints: risks.map(({ risk, mitigation }) => ({ text: plain(risk), position: plain(mitigation) })),
    automatedRenewalEligible: contract.autoRenew,
    renewalDocumentationStatus: 'pending',
    customerDecisionMakerConfirmed: stakeholders.some(({ role, stance }) => role === 'decision_maker' && stance === 'supports'),
    renewalTeam: [],
    customerStakeholders: stakeholders.map(({ id, role, stance }) => ({ contactId: id, role, stance })),
    executiveEngagementRequired: (contract.probability ?? 1) < BANDS.medium,
  });
}
