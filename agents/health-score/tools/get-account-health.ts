import { z } from 'zod';
import { ROLES } from '../../../models/user.ts';
import type { Card, Part } from '../../kit/card.ts';
import { defineTool, type Summary } from '../../kit/define-agent.ts';
import { accountInput } from '../../kit/inputs.ts';
import { shortDate, signed } from '../../metrics/format.ts';
import { round } from '../../metrics/statistics.ts';
import { accountHeadSchema, loadAccount } from '../account.ts';
import { assess, measure } from '../assess.ts';
import { healthAssessmentSchema } from '../assessment.ts';
import { benchmarkOf, benchmarkSchema } from '../benchmark.ts';
import { changesBetween } from '../changes.ts';
import { historyOf } from '../history.ts';
import { historyChart } from '../history-chart.ts';
import { milestoneSchema, milestonesOf } from '../milestones.ts';
import {
  callButton,
  LOW_CONFIDENCE,
  movedOf,
  movedSchema,
  movedTable,
  moveWords,
  percent,
  scoreWords,
  toneOf,
  worthWords,
} from '../words.ts';

const input = z.object({ account: accountInput });

const output = z.object({
  account: accountHeadSchema,
  assessment: healthAssessmentSchema,
  moved: z.array(movedSchema).describe('What moved the score in 30 days, largest first'),
  since: z
    .object({ asOf: z.string(), score: z.number(), change: z.number() })
    .nullable()
    .describe('The point of the last half year the score is compared with'),
  benchmark: benchmarkSchema.nullable(),
  history: z.array(z.object({ asOf: z.string(), score: z.number() })),
  milestones: z.array(milestoneSchema).describe('What happened at the customer meanwhile'),
});
type Output = z.infer<typeof output>;

const LINES = 5;

export const getAccountHealth = defineTool({
  name: 'get_account_health',
  title: 'Account health',
  description:
    'The health of one account: score 0–100 with band (green, yellow, orange, red), trend, confidence, the five dimensions (usage, relationship, value, support, financial), what moved it, risks, forecast for 30 and 90 days, benchmark and next steps. Use it for "how healthy is X", "how is X doing", "status of X". Not for lists of accounts, and not for the probability of churn.',
  examples: [
    'How healthy is TechCorp?',
    'how is DataFlow doing',
    'health score of Acme',
    'what is the status of Northwind?',
    'open TechCorp Financial Services',
    'is DataFlow Analytics ok?',
    'give me an overview of this account',
    'what is the health forecast for TechCorp',
  ],
  status: 'Reading the account’s signals',
  input,
  output,
  access: 'read',
  roles: ROLES,
  async run({ account: name }, context): Promise<Output> {
    const { facts, scorecard, head } = await loadAccount(context, name);
    const assessment = assess(facts, context.asOf, scorecard);
    const { now, before30 } = measure(facts, context.asOf, scorecard);
    const [history, benchmark] = await Promise.all([
      historyOf(context, assessment),
      assessment.score === null ? null : benchmarkOf(context, head, assessment.score),
    ]);
    return {
      account: head,
      assessment,
      moved:
        before30.score === null || now.score === null
          ? []
          : changesBetween(before30, now)
              .filter(({ contribution }) => Math.abs(contribution) >= 0.3)
              .map(movedOf),
      since: sinceWhen(assessment.score, assessment.change30, history),
      benchmark,
      history,
      milestones: milestonesOf(facts, head.currency).filter(({ at }) => at >= (history[0]?.asOf ?? '')),
    };
  },
  summary,
  card,
});

/** The peak or trough the score has come from, where that tells more than the last 30 days. */
function sinceWhen(score: number | null, change30: number | null, history: Output['history']): Output['since'] {
  if (score === null || history.length < 6) return null;
  const farthest = history.reduce((a, b) => (Math.abs(b.score - score) >= Math.abs(a.score - score) ? b : a));
  const change = score - farthest.score;
  return Math.abs(change) >= Math.abs(change30 ?? 0) + 5 ? { ...farthest, change: round(change, 2) } : null;
}

function direction({ assessment: { change30, asOf }, since }: Output): string {
  if (since) return `, ${moveWords(since.change, `since ${shortDate(new Date(since.asOf), new Date(asOf))}`)}`;
  return change30 === null ? '' : `, ${moveWords(change30, 'in 30 days')}`;
}

function summary(result: Output): Summary {
  const { account, assessment, moved } = result;
  if (assessment.score === null) return refusal(result);
  const doubt = assessment.confidence < LOW_CONFIDENCE ? ` Low confidence (${percent(assessment.confidence)}).` : '';
  const main = moved.filter(
    ({ contribution }) => Math.abs(contribution) >= 1 && Math.sign(contribution) === Math.sign(assessment.change30 ?? 0),
  );
  const lines =
    main.length > 0
      ? main.map(({ text, contribution }) => `${text}: ${signed(contribution, 1)} points`)
      : [...assessment.risks, ...assessment.positive].map(({ text }) => text);
  const first = main[0]?.text ?? assessment.risks[0]?.text ?? assessment.positive[0]?.text ?? '';
  return { point: `${account.name}: ${scoreWords(assessment.score)}${direction(result)}.${doubt} ${first}.`, why: lines.slice(0, LINES) };
}

function refusal({ account, assessment }: Output): Summary {
  if (assessment.status === 'churned') return { point: `${account.name} is no longer a customer; there is no health score.`, why: [] };
  return {
    point: `${account.name}: too little data for a health score (${percent(assessment.coverage)} of what counts is known).`,
    why: gaps(assessment).map((gap) => `Missing: ${gap}`),
  };
}

/** What is missing, a dimension a line: as a whole where nothing of it is known. */
function gaps({ dimensions }: Output['assessment']): string[] {
  return dimensions
    .filter(({ missing }) => missing.length > 0)
    .map(({ label, metrics, missing }) =>
      metrics.length === 0 ? `everything on ${label.toLowerCase()}` : missing.join(', ').toLowerCase(),
    );
}

function card(result: Output): Card {
  const { account, assessment, moved, benchmark, history, milestones } = result;
  const { point, why } = summary(result);
  const asOf = new Date(assessment.asOf);
  const context: Part = { type: 'context', text: contextLine(result) };
  if (assessment.score === null)
    return {
      point,
      parts: [{ type: 'header', text: account.name, tone: 'neutral' }, { type: 'text', text: [point, ...why].join('\n') }, context],
      sections: [],
    };
  const { forecast } = assessment;
  const fields = [
    { label: 'Health', value: `${scoreWords(assessment.score)} (${assessment.trend})` },
    {
      label: 'In 30 days',
      value: forecast
        ? `${Math.round(forecast.days30.value)} (${Math.round(forecast.days30.low)}–${Math.round(forecast.days30.high)})`
        : 'unknown',
    },
    {
      label: 'In 90 days',
      value: forecast
        ? `${Math.round(forecast.days90.value)} (${Math.round(forecast.days90.low)}–${Math.round(forecast.days90.high)})`
        : 'unknown',
    },
    { label: 'Contract', value: worthWords(account, asOf) || 'unknown' },
  ];
  const falling = assessment.score < 65 || (assessment.change30 ?? 0) <= -5;
  return {
    point,
    parts: [
      { type: 'header', text: `${account.name}: ${scoreWords(assessment.score)}${direction(result)}`, tone: toneOf(assessment.band) },
      { type: 'fields', fields },
      {
        type: 'table',
        title: 'Dimensions',
        columns: [{ label: 'Dimension' }, { label: 'Score', align: 'right' }, { label: 'Points', align: 'right' }],
        rows: assessment.dimensions.map(({ label, score, contribution }) => [
          label,
          score === null ? 'no data' : `${Math.round(score)}`,
          contribution.toFixed(1),
        ]),
      },
      ...(moved.length > 0 ? [movedTable('What moved it in 30 days', moved.slice(0, LINES))] : []),
      {
        type: 'buttons',
        buttons: [
          { label: 'Why', effect: { type: 'show', section: 0 } },
          ...(falling
            ? [
                callButton('Draft a note', 'draft_outreach', { account: account.id, contact: null, purpose: null }, 'primary'),
                callButton('Churn risk', 'assess_churn_risk', { account: account.id }),
                callButton('What would bring it to 75?', 'simulate_health', { account: account.id, target: 75, changes: null }),
              ]
            : [callButton('What changed', 'explain_health_change', { account: account.id, since: null, until: null })]),
          { label: 'History', effect: { type: 'show', section: 1 } },
        ],
      },
      { type: 'feedback' },
      context,
    ],
    sections: [
      {
        label: 'Why',
        parts: [
          ...(assessment.risks.length > 0 ? [{ type: 'evidence' as const, title: 'What holds it back', figures: assessment.risks }] : []),
          ...(assessment.positive.length > 0 ? [{ type: 'evidence' as const, title: 'What is good', figures: assessment.positive }] : []),
          ...(assessment.actions.length > 0
            ? [{ type: 'text' as const, text: `**Next**\n${assessment.actions.map((action) => `• ${action}`).join('\n')}` }]
            : []),
          ...(benchmark
            ? [
                {
                  type: 'text' as const,
                  text: `Against ${benchmark.accounts} other ${words(benchmark.segment)} ${words(benchmark.vertical)} accounts: higher than ${benchmark.percentile} %, their median is ${benchmark.median}.`,
                },
              ]
            : []),
        ],
      },
      {
        label: 'History',
        parts: [
          historyChart(history, milestones),
          ...(forecast ? [{ type: 'context' as const, text: `Forecast: ${forecast.method}.` }] : []),
        ],
      },
    ],
  };
}

const words = (key: string): string => key.replaceAll('_', ' ');

function contextLine({ assessment }: Output): string {
  const missing = assessment.missing.length > 0 ? ` · No data: ${gaps(assessment).join('; ')}` : '';
  return `As of ${shortDate(new Date(assessment.asOf))} · Confidence ${percent(assessment.confidence)}${missing}`;
}
