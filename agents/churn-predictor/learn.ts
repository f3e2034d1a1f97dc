import { createHash } from 'node:crypto';
import type { Breathe } from '../kit/breathe.ts';
import { auc, brier, logistic, round, sum } from '../metrics/index.ts';
import { discounted } from './assess.ts';
import { factors } from './factors/index.ts';
import { type ChurnWeights, STARTING_WEIGHTS, weightOf } from './weights.ts';

export interface LearningCase {
  strengths: Readonly<Record<string, number>>;
  churned: boolean;
}

interface Quality {
  /** Chance that a churned case is ranked above a kept one. */
  auc: number;
  /** Mean squared error of the probability; smaller is better. */
  brier: number;
}

export interface Learnt {
  weights: ChurnWeights;
  /** Why these weights: `start` until there are enough outcomes, or while learnt ones predict held-out cases no better. */
  basis: 'start' | 'learnt';
  churned: number;
  kept: number;
  /** On cases held out of the fit; null when nothing was fitted. */
  heldOut: { cases: number; start: Quality; learnt: Quality } | null;
}

/** Fewer outcomes of either kind teach nothing reliable about two dozen weights. */
export const ENOUGH_OUTCOMES = 30;
/** Every so many cases of a kind, one is held out. */
const HOLD_OUT = 4;
/** How strongly a weight is held to its start: as if this many undecided cases said so. */
const RIDGE = 12;
const STEPS = 1_500;

/**
 * Weights learnt from the tenant's own outcomes: ridge logistic regression towards `start`, weights never negative.
 * The base is kept: how many churned cases there are says how they were collected, not how often accounts leave.
 * Deterministic in the order of the cases; `breathe` is called between steps.
 */
export async function learnWeights(
  cases: readonly LearningCase[],
  breathe: Breathe,
  start: ChurnWeights = STARTING_WEIGHTS,
): Promise<Learnt> {
  const churned = cases.filter((each) => each.churned);
  const kept = cases.filter((each) => !each.churned);
  const counts = { churned: churned.length, kept: kept.length };
  if (churned.length < ENOUGH_OUTCOMES || kept.length < ENOUGH_OUTCOMES)
    return { weights: start, basis: 'start', ...counts, heldOut: null };
  const held = (_: LearningCase, index: number) => index % HOLD_OUT === HOLD_OUT - 1;
  const trained = (each: LearningCase, index: number) => !held(each, index);
  const test = [...churned.filter(held), ...kept.filter(held)];
  const train = [...churned.filter(trained), ...kept.filter(trained)];
  const heldOut = {
    cases: test.length,
    start: quality(test, train, start),
    learnt: quality(test, train, await fitted(train, start, breathe)),
  };
  if (heldOut.learnt.brier >= heldOut.start.brier) return { weights: start, basis: 'start', ...counts, heldOut };
  return { weights: await fitted([...churned, ...kept], start, breathe), basis: 'learnt', ...counts, heldOut };
}

/** Strengths as they count beside each other within their group. */
function features({ strengths }: LearningCase, weights: ChurnWeights): Map<string, number> {
  const parts = factors.map(({ name, group }) => {
    const strength = strengths[name] ?? 0;
    const alone = weightOf(weights, name) * strength;
    return { name, group, strength, alone, contribution: alone };
  });
  return new Map(
    [...Map.groupBy(parts, ({ group, alone }) => `${group} ${alone > 0}`).values()]
      .flatMap(discounted)
      .map(({ name, strength, alone, contribution }) => [name, alone === 0 ? strength : (strength * contribution) / alone]),
  );
}

interface Example {
  x: Float64Array;
  y: 0 | 1;
}

const NAMES = factors.map(({ name }) => name);

function examples(cases: readonly LearningCase[], weights: ChurnWeights): Example[] {
  return cases.map((each) => {
    const values = features(each, weights);
    return { x: Float64Array.from(NAMES, (name) => values.get(name) ?? 0), y: each.churned ? 1 : 0 };
  });
}

function dot(a: Float64Array, b: Float64Array): number {
  let total = 0;
  for (let index = 0; index < a.length; index++) total += (a[index] ?? 0) * (b[index] ?? 0);
  return total;
}

/** Projected gradient descent on the penalised log-likelihood; the intercept absorbs how the cases were collected. */
async function fitted(cases: readonly LearningCase[], start: ChurnWeights, breathe: Breathe): Promise<ChurnWeights> {
  const rows = examples(cases, start);
  const origin = Float64Array.from(NAMES, (name) => weightOf(start, name));
  const weights = origin.slice();
  let intercept = interceptOf(rows, origin);
  const steepest = 0.25 * sum(rows.map(({ x }) => 1 + dot(x, x))) + RIDGE;
  const slope = new Float64Array(NAMES.length);
  for (let step = 0; step < STEPS; step++) {
    await breathe();
    slope.forEach((_, index) => {
      slope[index] = RIDGE * ((weights[index] ?? 0) - (origin[index] ?? 0));
    });
    let drift = 0;
    for (const { x, y } of rows) {
      const error = logistic(intercept + dot(x, weights)) - y;
      drift += error;
      for (let index = 0; index < x.length; index++) slope[index] = (slope[index] ?? 0) + error * (x[index] ?? 0);
    }
    weights.forEach((weight, index) => {
      weights[index] = Math.max(0, weight - (slope[index] ?? 0) / steepest);
    });
    intercept -= drift / steepest;
  }
  const rounded = Object.fromEntries(NAMES.map((name, index) => [name, round(weights[index] ?? 0, 4)]));
  const mark = createHash('sha256').update(JSON.stringify(rounded)).digest('hex').slice(0, 8);
  return { version: `learnt-2-${mark}`, base: start.base, weights: rounded };
}

/** The intercept at which the predicted number of churned cases is the actual one. */
function interceptOf(rows: readonly Example[], weights: Float64Array): number {
  const wanted = sum(rows.map(({ y }) => y));
  let [low, high] = [-20, 20];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (sum(rows.map(({ x }) => logistic(middle + dot(x, weights)))) < wanted) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

function quality(test: readonly LearningCase[], train: readonly LearningCase[], weights: ChurnWeights): Quality {
  const vector = Float64Array.from(NAMES, (name) => weightOf(weights, name));
  const intercept = interceptOf(examples(train, weights), vector);
  const told = examples(test, weights).map(({ x, y }) => ({ told: logistic(intercept + dot(x, vector)), came: y === 1 }));
  return { auc: auc(told) ?? 0.5, brier: brier(told) ?? 0 };
}
