import { z } from 'zod';
import { HEALTH_BANDS } from '../../../models/account-health-score.ts';
import { ROLES } from '../../../models/user.ts';
import type { Text } from '../../facts/figure.ts';
import { partlyRead } from '../../facts/partly.ts';
import { DAY } from '../../facts/time.ts';
import type { Card } from '../../kit/card.ts';
import { defineTool, type Summary } from '../../kit/define-agent.ts';
import { UserError } from '../../kit/errors.ts';
import { accountInput } from '../../kit/inputs.ts';
import { callButton } from '../../kit/present/buttons.ts';
import { cardOf, whySection } from '../../kit/present/card.ts';
import { contextLine, doubt } from '../../kit/present/context-line.ts';
import { ofAccount } from '../../kit/present/figures.ts';
import { t } from '../../kit/text.ts';
import { longDate } from '../../metrics/format.ts';
import { accountSchema, loadAccount } from '../account.ts';
import { scoreAt } from '../assess.ts';
import { bandOf } from '../assessment.ts';
import { changesBetween, driversOf } from '../changes.ts';
import { confidenceOf, moveText, scoreText, toneOf } from '../figures.ts';
import { apartLine, movedFindings, movedOf, movedSchema, movedTables, withPoints } from '../moved.ts';
import { parseWhen } from '../when.ts';
import type { getAccountHealth } from './get-account-health.ts';
import type { simulateHealth } from './simulate-health.ts';

const input = z.object({
  account: accountInput,
  since: z
    .string()
    .nullable()
    .default(null)
    .describe('The earlier date, e.g. 2026-05-31, "May" or "30 days ago"; 30 days before when left out'),
  until: z.string().nullable().default(null).describe('The later date; now when left out'),
});

const momentSchema = z.object({ asOf: z.string(), score: z.number(), band: z.enum(HEALTH_BANDS), confidence: z.number() });
const output = z.object({
  account: accountSchema,
  before: momentSchema,
  after: momentSchema,
  change: z.number().describe('Points; those of `moved` add up to it'),
  moved: z.array(movedSchema).describe('Every metric known at either date, the largest move first'),
  drivers: z.array(movedSchema).describe('Of those, what moved it the way it went'),
  partly: z.array(z.string()),
});
type Output = z.infer<typeof output>;

const REASONS = 5;

export const explainHealthChange = defineTool({
  name: 'explain_health_change',
  title: 'Why health changed',
  description:
    'Explains why the health score of one account changed between two dates: each metric’s part in points, adding up to the change, with evidence. Use it for "why did X drop", "what changed at X since May". Not for the present score alone, and not for whole portfolios.',
  examples: [
    'Why did DataFlow drop?',
    'what changed at TechCorp since May',
    'explain the health change of Acme over the last 30 days',
    'why is Northwind’s score lower than last month?',
    'what moved the health of DataFlow since the summer',
    'how has TechCorp changed in the last quarter',
  ],
  status: 'Comparing the two dates',
  input,
  output,
  access: 'read',
  core: true,
  roles: ROLES,
  async run({ account: name, since, until }, context): Promise<Output> {
    const later = until ? parseWhen(until, context.asOf) : context.asOf;
    const end = new Date(Math.min(later.getTime(), context.asOf.getTime()));
    const start = since ? parseWhen(since, context.asOf) : new Date(end.getTime() - 30 * DAY);
    if (start >= end) throw new UserError('unclear_date', 'The first date must be before the second.');
    const { account, facts, scorecard } = await loadAccount({ ...context, asOf: end }, name);
    const earlier = await loadAccount({ ...context, asOf: start }, account.id);
    const before = scoreAt(earlier.facts, start, scorecard);
    const after = scoreAt(facts, end, scorecard);
    if (before.score === null || after.score === null) {
      const date = longDate(after.score === null ? end : start);
      throw new UserError('too_little_data', `There was too little data on ${account.name} for a health score on ${date}.`);
    }
    const changes = changesBetween(before, after);
    const change = after.score - before.score;
    const told = (of: typeof changes) => of.map((each) => movedOf(each, facts, start));
    return {
      account,
      before: momentOf(start, before.score, before.confidence),
      after: momentOf(end, after.score, after.confidence),
      change,
      moved: told(changes),
      drivers: told(driversOf(changes, change)),
      partly: partlyRead(facts),
    };
  },
  summary,
  card,
});

const momentOf = (asOf: Date, score: number, confidence: number) => ({ asOf: asOf.toISOString(), score, band: bandOf(score), confidence });

/** "from 75, yellow to 51, orange". */
const fromTo = ({ account, before, after }: Output): Text =>
  t`from ${scoreText(account, before.asOf, before.score)}, to ${scoreText(account, after.asOf, after.score)}`;

function summary(result: Output): Summary {
  const { account, before, after, change, drivers, moved } = result;
  const apart = apartLine(moved);
  const [first, ...rest] = drivers;
  const [least = after] = [before, after].sort((a, b) => a.confidence - b.confidence);
  const low = doubt(confidenceOf(account, least.asOf, least.confidence));
  const move = moveText(account, { asOf: after.asOf, since: before.asOf, change });
  return {
    point: t`${account.name}: ${move}, ${fromTo(result)}.${low}${first === undefined ? '' : t` ${first.line}.`}`,
    why: [...rest.slice(0, REASONS - (apart ? 1 : 0)).map(withPoints), ...(apart ? [apart] : [])],
  };
}

function card(result: Output): Card {
  const { account, before, after, change, moved, partly } = result;
  const { of, date } = ofAccount(account, after.asOf);
  const sum = of(`health_change:${before.asOf}`, 'change of health', change, 'points', { digits: 1, signed: true });
  return cardOf({
    point: summary(result).point,
    header: t`${account.name}: health ${fromTo(result)}`,
    tone: toneOf(after.band),
    next: [
      callButton<typeof simulateHealth>('What would bring it to 75?', 'simulate_health', { account: account.id, target: 75 }),
      callButton<typeof getAccountHealth>('Account', 'get_account_health', { account: account.id }),
    ],
    sections: [
      whySection(movedFindings(moved), 'What moved it', t`All points add up to ${sum}.`),
      { label: 'Show all', parts: movedTables(moved) },
    ],
    feedback: true,
    context: contextLine({
      asOf: after.asOf,
      confidence: confidenceOf(account, after.asOf, after.confidence),
      notes: [
        t`compared with ${date(`health_compared_with:${before.asOf}`, 'compared with', before.asOf)} (confidence ${confidenceOf(account, before.asOf, before.confidence)})`,
        ...partly,
      ],
    }),
  });
}
