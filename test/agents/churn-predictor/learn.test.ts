import { expect, test } from '@jest/globals';
import { daysUntilTooLate, probabilityWithin, riskScoreOf, TOO_LATE } from '../../../agents/churn-predictor/horizon.ts';
import { type LearningCase, learnWeights } from '../../../agents/churn-predictor/learn.ts';
import { nearestCases } from '../../../agents/churn-predictor/similar.ts';
import { STARTING_WEIGHTS, weightOf } from '../../../agents/churn-predictor/weights.ts';
import { breather } from '../../../agents/kit/breathe.ts';
import { logit } from '../../../agents/metrics/statistics.ts';

/** Deterministic values between 0 and 1. */
function* draws() {
  for (let state = 7; ; ) {
    state = (state * 48_271) % 2_147_483_647;
    yield state / 2_147_483_647;
  }
}

/** Accounts that leave for one reason only: late payment; everything else is noise. */
function paymentDecides(count: number): LearningCase[] {
  const next = draws();
  const draw = () => next.next().value ?? 0;
  return Array.from({ length: count }, () => {
    const payment = draw();
    return {
      strengths: { payment, login_decline: draw(), attendance: draw() * 2 - 1, tone: draw() },
      churned: draw() < (payment > 0.5 ? 0.92 : 0.08),
    };
  });
}

test('without outcomes, or with too few of one kind, the starting weights stay', async () => {
  expect((await learnWeights([], breather())).weights).toBe(STARTING_WEIGHTS);
  const kept = paymentDecides(300).filter(({ churned }) => !churned);
  expect(await learnWeights(kept, breather())).toMatchObject({ weights: STARTING_WEIGHTS, basis: 'start', churned: 0 });
});

test('from outcomes it learns what decides here, and says how well on cases it has not seen', async () => {
  const cases = paymentDecides(400);
  const { weights, basis, heldOut } = await learnWeights(cases, breather());
  expect(basis).toBe('learnt');
  expect(weightOf(weights, 'payment')).toBeGreaterThan(weightOf(STARTING_WEIGHTS, 'payment') + 0.8);
  expect(weightOf(weights, 'attendance')).toBeLessThan(weightOf(STARTING_WEIGHTS, 'attendance'));
  expect(heldOut?.learnt.auc).toBeGreaterThan(0.85);
  expect(heldOut?.learnt.auc).toBeGreaterThan(heldOut?.start.auc ?? 1);
  expect(heldOut?.learnt.brier).toBeLessThan(heldOut?.start.brier ?? 0);
  expect(Object.values(weights.weights).every((weight) => weight >= 0)).toBe(true);
  expect(weights.base).toBe(STARTING_WEIGHTS.base);
  expect(weights.version).not.toBe(STARTING_WEIGHTS.version);
  expect((await learnWeights(cases, breather())).weights).toEqual(weights);
});

test('a factor no case shows keeps its starting weight', async () => {
  const { weights } = await learnWeights(paymentDecides(400), breather());
  expect(weightOf(weights, 'advocacy')).toBeCloseTo(weightOf(STARTING_WEIGHTS, 'advocacy'), 4);
});

test('bands: medium from one in four within 90 days, high from three in four', () => {
  expect(riskScoreOf(logit(0.25))).toBeCloseTo(40, 6);
  expect(riskScoreOf(logit(0.75))).toBeCloseTo(70, 6);
  expect(probabilityWithin(90, logit(0.3))).toBeCloseTo(0.3, 9);
});

test('the critical date: passed, coming at the present pace, or not in sight', () => {
  expect(daysUntilTooLate([0, 0.5, logit(TOO_LATE) + 0.1], 7)).toBe(0);
  expect(daysUntilTooLate([1, 0.9, 0.8], 7)).toBeNull();
  expect(daysUntilTooLate([null, null, 0.8], 7)).toBeNull();
  const days = daysUntilTooLate([0.9, 1.15, 1.4], 7) ?? 0;
  const straight = (logit(TOO_LATE) - 1.4) / (0.25 / 7);
  expect(days).toBeGreaterThan(straight);
  expect(days).toBeLessThan(2 * straight);
});

test('past accounts are found by their factors, the same one first', () => {
  const past = (accountId: string, strengths: Record<string, number>) => ({
    accountId,
    name: accountId,
    outcome: 'churned' as const,
    at: new Date('2026-01-01'),
    strengths,
  });
  const cases = [past('far', { renewal: 1 }), past('near', { attendance: 0.8, tone: 0.4 }), past('same', { attendance: 1, tone: 0.5 })];
  const found = nearestCases({ attendance: 1, tone: 0.5 }, cases, STARTING_WEIGHTS.weights);
  expect(found.map(({ accountId }) => accountId)).toEqual(['same', 'near']);
  expect(found[0]?.similarity).toBe(1);
});
