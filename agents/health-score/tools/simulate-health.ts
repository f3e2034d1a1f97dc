import { z } from 'zod';
import { ROLES } from '../../../models/user.ts';
import { figureSchema } from '../../facts/figure.ts';
import type { Card } from '../../kit/card.ts';
import { defineTool, type Summary } from '../../kit/define-agent.ts';
import { UserError } from '../../kit/errors.ts';
import { accountInput } from '../../kit/inputs.ts';
import { callButton, primary } from '../../kit/present/buttons.ts';
import { cardOf, linesPart } from '../../kit/present/card.ts';
import { contextLine, doubt } from '../../kit/present/context-line.ts';
import { ofAccount } from '../../kit/present/figures.ts';
import { t } from '../../kit/text.ts';
import { metricNamed } from '../../metrics/index.ts';
import type { draftOutreach } from '../../success-navigator/face.ts';
import { accountSchema, loadAccount } from '../account.ts';
import { scoreAt } from '../assess.ts';
import { bandOf } from '../assessment.ts';
import { changesBetween } from '../changes.ts';
import { type compose, readAll } from '../compose.ts';
import { confidenceOf } from '../figures.ts';
import { remedyOf } from '../remedies.ts';
import { defaultScorecard } from '../scorecard.ts';
import { simulate, smallestChange } from '../simulate.ts';
import type { getAccountHealth } from './get-account-health.ts';

const SCORED = defaultScorecard.dimensions.flatMap(({ metrics }) => metrics.map(({ key }) => metricNamed(key)));
const KEYS = SCORED.map(({ key }) => key) as [string, ...string[]];

const input = z.object({
  account: accountInput,
  target: z
    .number()
    .min(0)
    .max(100)
    .nullable()
    .default(null)
    .describe('The health score to reach; finds the smallest set of changes that reaches it'),
  changes: z
    .array(
      z.object({
        metric: z.enum(KEYS).describe(`Which metric: ${SCORED.map(({ key, unit }) => `${key} (${unit})`).join(', ')}`),
        value: z.number().describe('The value it would have, in the metric’s unit'),
      }),
    )
    .nullable()
    .default(null)
    .describe('What if these metrics had these values'),
});

const output = z.object({
  account: accountSchema,
  asOf: z.string(),
  confidence: z.number(),
  score: z.number().describe('Now'),
  target: z.number().nullable(),
  reachable: z.boolean().describe('False when even every metric at its best does not reach the target'),
  simulated: z.number().describe('The score with the changes'),
  changes: z.array(
    z.object({
      key: z.string(),
      label: z.string(),
      to: z.number(),
      level: figureSchema.describe('From what it is to what it would be'),
      gain: figureSchema.describe('Points of the overall score'),
      action: z.string(),
    }),
  ),
});
type Output = z.infer<typeof output>;

const RECOVERY = 75;

export const simulateHealth = defineTool({
  name: 'simulate_health',
  title: 'What if',
  description:
    'What-if for one account’s health: what would have to change to reach a target score (the smallest set of changes), or what the score would be if given metrics had given values. Use it for "what would bring X back to 75", "what if attendance were 80 %". It changes nothing and predicts nothing.',
  examples: [
    'What would bring DataFlow back to 75?',
    'what would it take to get Acme to green',
    'how can we raise TechCorp’s health to 90',
    'what if meeting attendance at DataFlow were 80 %?',
    'simulate core adoption of 90 for Northwind',
    'what needs to change for this account to reach 80',
  ],
  words: ['bring: raise, get, reach, bringen, amener, llevar'],
  status: 'Trying what would change the score',
  input,
  output,
  access: 'read',
  roles: ROLES,
  async run({ account: name, target, changes }, context): Promise<Output> {
    const { account, facts, scorecard } = await loadAccount(context, name);
    const readings = readAll(facts, scorecard);
    const now = scoreAt(facts, facts.asOf, scorecard);
    if (now.score === null)
      throw new UserError(
        'too_little_data',
        `There is too little data on ${account.name} for a health score, so nothing can be simulated.`,
      );
    const goal = changes && changes.length > 0 ? target : (target ?? RECOVERY);
    const given = (changes ?? []).map(({ metric, value }) => ({ key: metric, value }));
    const start = given.length > 0 ? simulate(readings, scorecard, facts.asOf, given) : now;
    const found = goal === null || given.length > 0 ? [] : smallestChange(start, scorecard, goal);
    const all = [...given, ...(found ?? allAtBest(start, scorecard))];
    const then = simulate(readings, scorecard, facts.asOf, all);
    const gains = new Map(changesBetween(now, then).map((each) => [each.after?.key, each]));
    const { of } = ofAccount(account, facts.asOf.toISOString());
    return {
      account,
      asOf: facts.asOf.toISOString(),
      confidence: now.confidence,
      score: now.score,
      target: goal,
      reachable: goal === null || (then.score ?? 0) >= goal - 0.01,
      simulated: then.score ?? 0,
      changes: all.map(({ key, value }) => {
        const change = gains.get(key);
        const { label, unit, digits } = change?.metric ?? metricNamed(key);
        return {
          key,
          label,
          to: value,
          level: of(`what_if:${key}`, `${label}, what if`, value, unit, { digits, from: change?.before?.value ?? null }),
          gain: of(`what_if_points:${key}`, `${label}, points gained`, change?.contribution ?? 0, 'points', { digits: 1, signed: true }),
          action: remedyOf(metricNamed(key)),
        };
      }),
    };
  },
  summary,
  card,
});

function allAtBest(now: ReturnType<typeof compose>, scorecard: Parameters<typeof smallestChange>[1]) {
  const best = now.dimensions.flatMap(({ metrics: own }) => own).reduce((total, { weight }) => total + weight * 100, 0);
  return smallestChange(now, scorecard, Math.floor(best * 100) / 100 - 0.01) ?? [];
}

function summary({ account, asOf, score, target, reachable, simulated, changes, confidence }: Output): Summary {
  const { of } = ofAccount(account, asOf);
  const now = of('health', 'Health', score, 'points');
  const then = of('what_if:health', 'Health, what if', simulated, 'points');
  const goal = of('what_if_target', 'target', target, 'points');
  const count = of('what_if_changes', 'changes', changes.length, '');
  const point =
    target === null
      ? t`${account.name} would be at ${then}, ${bandOf(simulated)}, instead of ${now}.`
      : changes.length === 0
        ? t`${account.name} is at ${now} already; ${goal} is reached.`
        : reachable
          ? t`${account.name} reaches ${then} from ${now} with ${count} ${changes.length === 1 ? 'change' : 'changes'}.`
          : t`${account.name} cannot reach ${goal}: with every metric at its best it would be at ${then}.`;
  return {
    point: t`${point}${doubt(confidenceOf(account, asOf, confidence))}`,
    why: changes.slice(0, 5).map(({ label, level, gain }) => t`${label} ${level}: ${gain} points`),
  };
}

function card(result: Output): Card {
  const { account, simulated, changes, asOf, confidence } = result;
  return cardOf({
    point: summary(result).point,
    header: t`${account.name}: what if`,
    tone: bandOf(simulated),
    body: linesPart(
      'What would help',
      changes.slice(0, 3).map(({ label, action }) => `${label}: ${action}`),
    ),
    next: [
      primary(callButton<typeof draftOutreach>('Draft a note', 'draft_outreach', { account: account.id })),
      callButton<typeof getAccountHealth>('Account', 'get_account_health', { account: account.id }),
    ],
    sections: [
      {
        label: 'Show all',
        parts:
          changes.length === 0
            ? []
            : [
                {
                  type: 'table',
                  title: 'What would have to change',
                  columns: [{ label: 'Metric' }, { label: 'From → to', align: 'right' }, { label: 'Points', align: 'right' }],
                  rows: changes.map(({ label, level, gain }) => [label, [level], [gain]]),
                },
              ],
      },
    ],
    feedback: true,
    context: contextLine({
      asOf,
      confidence: confidenceOf(account, asOf, confidence),
      notes: ['a calculation with today’s rules, not a prediction'],
    }),
  });
}
