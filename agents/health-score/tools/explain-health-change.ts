import { z } from 'zod';
import { ROLES } from '../../../models/user.ts';
import { findingSchema } from '../../facts/finding.ts';
import { loadFacts } from '../../facts/load.ts';
import { DAY } from '../../facts/time.ts';
import type { Card } from '../../kit/card.ts';
import { defineTool, type Summary } from '../../kit/define-agent.ts';
import { UserError } from '../../kit/errors.ts';
import { accountInput } from '../../kit/inputs.ts';
import { shortDate, signed } from '../../metrics/format.ts';
import { round } from '../../metrics/statistics.ts';
import { accountHeadSchema, loadAccount } from '../account.ts';
import { measure } from '../assess.ts';
import { bandOf } from '../assessment.ts';
import { changesBetween } from '../changes.ts';
import { parseWhen } from '../when.ts';
import { bandSchema, callButton, LOW_CONFIDENCE, movedOf, movedSchema, movedTable, moveWords, percent, toneOf } from '../words.ts';

const input = z.object({
  account: accountInput,
  since: z
    .string()
    .nullable()
    .default(null)
    .describe('The earlier date, e.g. 2026-05-31, "May" or "30 days ago"; 30 days before when left out'),
  until: z.string().nullable().default(null).describe('The later date; now when left out'),
});

const momentSchema = z.object({ asOf: z.string(), score: z.number(), band: bandSchema, confidence: z.number() });
const output = z.object({
  account: accountHeadSchema,
  before: momentSchema,
  after: momentSchema,
  change: z.number().describe('Points; the contributions of `moved` add up to it'),
  moved: z.array(movedSchema).describe('Every metric known at either date, the largest move first'),
  figures: z.array(findingSchema).describe('The evidence behind what moved most'),
});
type Output = z.infer<typeof output>;

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
  roles: ROLES,
  async run({ account: name, since, until }, context): Promise<Output> {
    const later = until ? parseWhen(until, context.asOf) : context.asOf;
    const end = new Date(Math.min(later.getTime(), context.asOf.getTime()));
    const start = since ? parseWhen(since, context.asOf) : new Date(end.getTime() - 30 * DAY);
    if (start >= end) throw new UserError('unclear_date', 'The first date must be before the second.');
    const { account, facts, scorecard, head } = await loadAccount({ ...context, asOf: end }, name);
    const earlier = (await loadFacts({ ...context, asOf: start }, [account._id])).get(account._id);
    const before = earlier && measure(earlier, start, scorecard).now;
    const after = measure(facts, end, scorecard).now;
    if (!before || before.score === null || after.score === null) {
      const date = shortDate(after.score === null ? end : start, context.asOf);
      throw new UserError('too_little_data', `There was too little data on ${account.name} for a health score on ${date}.`);
    }
    const changes = changesBetween(before, after);
    return {
      account: head,
      before: {
        asOf: start.toISOString(),
        score: round(before.score, 2),
        band: bandOf(before.score),
        confidence: round(before.confidence, 4),
      },
      after: { asOf: end.toISOString(), score: round(after.score, 2), band: bandOf(after.score), confidence: round(after.confidence, 4) },
      change: round(after.score - before.score, 2),
      moved: changes.map(movedOf),
      figures: changes
        .filter(({ contribution }) => Math.abs(contribution) >= 0.3)
        .slice(0, 12)
        .map(({ metric, before: was, after: is, contribution }) => ({
          label: metric.label,
          value: is ? round(is.value, metric.digits) : null,
          unit: metric.unit,
          contribution: round(contribution, 2),
          text: `${is?.reading?.text() ?? 'No data any more'}${was?.reading ? ` (before: ${was.reading.text()})` : ''}`,
          evidence: [...(is?.reading?.evidence().slice(0, 4) ?? []), ...(was?.reading?.evidence().slice(0, 4) ?? [])],
        })),
    };
  },
  summary,
  card,
});

function summary({ account, before, after, change, moved }: Output): Summary<string> {
  const date = shortDate(new Date(before.asOf), new Date(after.asOf));
  const doubt = Math.min(before.confidence, after.confidence) < LOW_CONFIDENCE ? ' Low confidence.' : '';
  const main = moved.filter(({ contribution }) => Math.abs(contribution) >= 0.3);
  return {
    point: `${account.name}: ${moveWords(change, `since ${date}`)}, from ${Math.round(before.score)} to ${Math.round(after.score)}, ${after.band}.${doubt}${main[0] ? ` ${main[0].text}.` : ''}`,
    why: main.slice(0, 5).map(({ label, contribution, text }) => `${label} ${signed(contribution, 1)} points: ${text}`),
  };
}

function card(result: Output): Card {
  const { account, before, after, moved, figures } = result;
  const { point } = summary(result);
  return {
    point,
    parts: [
      { type: 'header', text: point.split('. ')[0] ?? point, tone: toneOf(after.band) },
      movedTable('What moved it', moved.filter(({ contribution }) => Math.abs(contribution) >= 0.3).slice(0, 6)),
      {
        type: 'buttons',
        buttons: [
          { label: 'Why', effect: { type: 'show', section: 0 } },
          callButton('What would bring it to 75?', 'simulate_health', { account: account.id, target: 75, changes: null }),
          { label: 'Show all', effect: { type: 'show', section: 1 } },
        ],
      },
      { type: 'feedback' },
      {
        type: 'context',
        text: `${shortDate(new Date(before.asOf), new Date(after.asOf))} (confidence ${percent(before.confidence)}) to ${shortDate(new Date(after.asOf))} (confidence ${percent(after.confidence)}) · the points add up to ${signed(result.change, 1)}`,
      },
    ],
    sections: [
      { label: 'Why', parts: [{ type: 'evidence', title: 'Evidence', figures }] },
      { label: 'Show all', parts: [movedTable('Every metric', moved)] },
    ],
  };
}
