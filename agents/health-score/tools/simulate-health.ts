import { z } from 'zod';
import type { Text } from '../../facts/index.ts';
import { callButton, contextLine, doubt, linesOf, primary, type Shown, shown, tableOf } from '../../kit/present/index.ts';
import { ofAccount, t } from '../../kit/say.ts';
import { accountInput, type Context, optional, readTool, UserError } from '../../kit/tool.ts';
import { metricNamed } from '../../metrics/index.ts';
import type { draftOutreach } from '../../success-navigator/face.ts';
import { loadAccount } from '../account.ts';
import { scoreAt } from '../assess.ts';
import { bandOf } from '../bands.ts';
import { changesBetween } from '../changes.ts';
import { readAll } from '../compose.ts';
import { confidenceOf } from '../figures.ts';
import { remedyOf } from '../remedies.ts';
import { defaultScorecard } from '../scorecard.ts';
import { allAtBest, simulate, smallestChange } from '../simulate.ts';
import type { getAccountHealth } from './get-account-health.ts';

const SCORED = defaultScorecard.dimensions.flatMap(({ metrics }) => metrics.map(({ key }) => metricNamed(key)));

const changed = z.object({
  metric: z.enum(SCORED.map(({ key }) => key)).describe(`Which metric: ${SCORED.map(({ key, unit }) => `${key} (${unit})`).join(', ')}`),
  value: z.number().describe('The value it would have, in the metric’s unit'),
});
const input = z.object({
  account: accountInput,
  target: optional(z.number().min(0).max(100)).describe('The health score to reach; finds the smallest set of changes that reaches it'),
  changes: optional(z.array(changed)).describe('What if these metrics had these values'),
});

const RECOVERY = 75;

export const simulateHealth = readTool({
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
    'how far is Globex from green',
    'what should change at Initech to reach 80',
  ],
  words: ['bring: raise, get, reach, bringen, amener, llevar'],
  status: 'Trying what would change the score',
  input,
  run,
  ...shown(answer),
});

type Output = Awaited<ReturnType<typeof run>>;

async function run({ account: name, target, changes }: z.output<typeof input>, context: Context) {
  const { account, facts, scorecard } = await loadAccount(context, name);
  const { asOf } = facts;
  const readings = readAll(facts, scorecard);
  const now = scoreAt(facts, asOf, scorecard);
  if (now.score === null)
    throw new UserError('too_little_data', `There is too little data on ${account.name} for a health score, so nothing can be simulated.`);
  const given = (changes ?? []).map(({ metric, value }) => ({ key: metric, value: possible(metric, value) }));
  const goal = given.length > 0 ? target : (target ?? RECOVERY);
  const all = goal === null || given.length > 0 ? given : (smallestChange(now, scorecard, goal) ?? allAtBest(now, scorecard));
  const then = simulate(readings, scorecard, asOf, all);
  const gains = new Map(changesBetween(now, then).map((each) => [each.after?.key, each]));
  const { of } = ofAccount(account, asOf.toISOString());
  return {
    account,
    asOf: asOf.toISOString(),
    confidence: now.confidence,
    score: now.score,
    target: goal,
    /** False when even every metric at its best does not reach the target. */
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
}

/** @throws UserError where no account could have such a value */
function possible(key: string, value: number): number {
  const { label, unit } = metricNamed(key);
  const most = /^of (\d+)$/.exec(unit)?.[1];
  if (most && (value < 0 || value > Number(most)))
    throw new UserError('out_of_range', `${label} lies between 0 and ${most}: say what it should be.`);
  return value;
}

function pointOf({ account, asOf, score, target, reachable, simulated, changes }: Output): Text {
  const { of } = ofAccount(account, asOf);
  const now = of('health', 'Health', score, 'points');
  const then = of('what_if:health', 'Health, what if', simulated, 'points');
  const goal = of('what_if_target', 'target', target, 'points');
  const count = of('what_if_changes', 'changes', changes.length, '');
  if (target === null) return t`${account.name} would be at ${then}, ${bandOf(simulated)}, instead of ${now}.`;
  if (changes.length === 0) return t`${account.name} is at ${now} already; ${goal} is reached.`;
  if (reachable) return t`${account.name} reaches ${then} from ${now} with ${count} ${changes.length === 1 ? 'change' : 'changes'}.`;
  return t`${account.name} cannot reach ${goal}: with every metric at its best it would be at ${then}.`;
}

function answer(result: Output): Shown {
  const { account, simulated, changes, asOf } = result;
  const confidence = confidenceOf(account, asOf, result.confidence);
  return {
    point: t`${pointOf(result)}${doubt(confidence)}`,
    why: changes.map(({ label, level, gain }) => t`${label} ${level}: ${gain} points`),
    header: t`${account.name}: what if`,
    tone: bandOf(simulated),
    body: linesOf('What would help', changes.slice(0, 3), ({ label, action }) => `${label}: ${action}`),
    next: [
      primary(callButton<typeof draftOutreach>('Draft a note', 'draft_outreach', { account: account.id })),
      callButton<typeof getAccountHealth>('Account', 'get_account_health', { account: account.id }),
    ],
    sections: {
      'Show all': tableOf('What would have to change', changes, ({ label, level, gain }) => ({
        Metric: label,
        'From → to': level,
        Points: gain,
      })),
    },
    feedback: true,
    context: contextLine({ asOf, confidence, notes: ['a calculation with today’s rules, not a prediction'] }),
  };
}
