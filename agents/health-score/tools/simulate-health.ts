import { z } from 'zod';
import { ROLES } from '../../../models/user.ts';
import type { Card } from '../../kit/card.ts';
import { defineTool, type Summary } from '../../kit/define-agent.ts';
import { UserError } from '../../kit/errors.ts';
import { accountInput } from '../../kit/inputs.ts';
import { shortDate, signed } from '../../metrics/format.ts';
import { metricNamed } from '../../metrics/index.ts';
import { round } from '../../metrics/statistics.ts';
import { accountHeadSchema, loadAccount } from '../account.ts';
import { bandOf } from '../assessment.ts';
import { changesBetween } from '../changes.ts';
import { compose, readAll } from '../compose.ts';
import { remedyOf } from '../remedies.ts';
import { defaultScorecard } from '../scorecard.ts';
import { simulate, smallestChange } from '../simulate.ts';
import { bandSchema, callButton, percent, toneOf } from '../words.ts';

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
  account: accountHeadSchema,
  asOf: z.string(),
  confidence: z.number(),
  score: z.number().describe('Now'),
  target: z.number().nullable(),
  reachable: z.boolean().describe('False when even every metric at its best does not reach the target'),
  simulated: z.number().describe('The score with the changes'),
  band: bandSchema,
  changes: z.array(
    z.object({
      key: z.string(),
      label: z.string(),
      unit: z.string(),
      from: z.number().nullable(),
      to: z.number(),
      gain: z.number().describe('Points of the overall score'),
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
  status: 'Trying what would change the score',
  input,
  output,
  access: 'read',
  roles: ROLES,
  async run({ account: name, target, changes }, context): Promise<Output> {
    const { facts, scorecard, head } = await loadAccount(context, name);
    const readings = readAll(facts, scorecard);
    const now = compose(readings, scorecard, facts.asOf);
    if (now.score === null || now.coverage < scorecard.minimumCoverage)
      throw new UserError('too_little_data', `There is too little data on ${head.name} for a health score, so nothing can be simulated.`);
    const goal = changes && changes.length > 0 ? target : (target ?? RECOVERY);
    const given = (changes ?? []).map(({ metric, value }) => ({ key: metric, value }));
    const start = given.length > 0 ? simulate(readings, scorecard, facts.asOf, given) : now;
    const found = goal === null || given.length > 0 ? [] : smallestChange(start, scorecard, goal);
    const all = [...given, ...(found ?? allAtBest(start, scorecard))];
    const then = simulate(readings, scorecard, facts.asOf, all);
    const gains = new Map(changesBetween(now, then).map((each) => [each.after?.key, each]));
    return {
      account: head,
      asOf: facts.asOf.toISOString(),
      confidence: round(now.confidence, 4),
      score: round(now.score, 2),
      target: goal,
      reachable: goal === null || (then.score ?? 0) >= goal - 0.01,
      simulated: round(then.score ?? 0, 2),
      band: bandOf(then.score ?? 0),
      changes: all.map(({ key, value }) => {
        const metric = metricNamed(key);
        const change = gains.get(key);
        return {
          key,
          label: metric.label,
          unit: metric.unit,
          from: change?.before ? round(change.before.value, metric.digits) : null,
          to: value,
          gain: round(change?.contribution ?? 0, 2),
          action: remedyOf(metric),
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

const line = ({ label, unit, from, to, gain }: Output['changes'][number]): string =>
  `${label} from ${from ?? 'unknown'} to ${to} ${unit}: ${signed(gain, 1)} points`;

function summary({ account, score, target, reachable, simulated, band, changes }: Output): Summary {
  const count = `${changes.length} ${changes.length === 1 ? 'change' : 'changes'}`;
  const point =
    target === null
      ? `${account.name} would be at ${Math.round(simulated)}, ${band}, instead of ${Math.round(score)}.`
      : changes.length === 0
        ? `${account.name} is at ${Math.round(score)} already; ${target} is reached.`
        : reachable
          ? `${account.name} reaches ${Math.round(simulated)} from ${Math.round(score)} with ${count}; the largest is ${changes[0]?.label.toLowerCase()}.`
          : `${account.name} cannot reach ${target}: with every metric at its best it would be at ${Math.round(simulated)}.`;
  return { point, why: changes.slice(0, 5).map(line) };
}

function card(result: Output): Card {
  const { account, band, changes, asOf, confidence } = result;
  const { point } = summary(result);
  return {
    point,
    parts: [
      { type: 'header', text: point, tone: toneOf(band) },
      ...(changes.length > 0
        ? [
            {
              type: 'table' as const,
              title: 'What would have to change',
              columns: [
                { label: 'Metric' },
                { label: 'From', align: 'right' as const },
                { label: 'To', align: 'right' as const },
                { label: 'Points', align: 'right' as const },
              ],
              rows: changes
                .slice(0, 8)
                .map(({ label, unit, from, to, gain }) => [`${label} (${unit})`, `${from ?? '–'}`, `${to}`, signed(gain, 1)]),
            },
            {
              type: 'text' as const,
              text: changes
                .slice(0, 3)
                .map(({ label, action }) => `**${label}**: ${action}.`)
                .join('\n'),
            },
          ]
        : []),
      {
        type: 'buttons',
        buttons: [
          callButton('Draft a note', 'draft_outreach', { account: account.id, contact: null, purpose: null }, 'primary'),
          callButton('Account', 'get_account_health', { account: account.id }),
        ],
      },
      { type: 'feedback' },
      {
        type: 'context',
        text: `As of ${shortDate(new Date(asOf))} · Confidence ${percent(confidence)} · A calculation with today’s rules, not a prediction`,
      },
    ],
    sections: [],
  };
}
