import { z } from 'zod';
import { ROLES } from '../../../models/user.ts';
import type { assessChurnRisk } from '../../churn-predictor/face.ts';
import { figureSchema } from '../../facts/figure.ts';
import type { Finding } from '../../facts/finding.ts';
import { partlyRead } from '../../facts/partly.ts';
import { DAY } from '../../facts/time.ts';
import type { Card, Part } from '../../kit/card.ts';
import { defineTool, type Summary } from '../../kit/define-agent.ts';
import { accountInput } from '../../kit/inputs.ts';
import { callButton, primary } from '../../kit/present/buttons.ts';
import { cardOf, linesPart } from '../../kit/present/card.ts';
import { contextLine, doubt } from '../../kit/present/context-line.ts';
import { ofAccount } from '../../kit/present/figures.ts';
import { t } from '../../kit/text.ts';
import type { draftOutreach } from '../../success-navigator/face.ts';
import { accountSchema, figureNamed, loadAccount } from '../account.ts';
import { assessed, type Measure, measure, scoreAt } from '../assess.ts';
import { healthAssessmentSchema } from '../assessment.ts';
import { benchmarkLine, benchmarkOf, benchmarkSchema } from '../benchmark.ts';
import { changesBetween, driversOf } from '../changes.ts';
import { POOR } from '../compose.ts';
import { confidenceOf, forecastText, gaps, moveText, scoreText, toneOf } from '../figures.ts';
import { historyOf } from '../history.ts';
import { historyChart } from '../history-chart.ts';
import { milestoneSchema, milestonesOf } from '../milestones.ts';
import { apartLine, movedFindings, movedOf, movedSchema, withPoints } from '../moved.ts';
import type { explainHealthChange } from './explain-health-change.ts';
import type { simulateHealth } from './simulate-health.ts';

const output = z.object({
  account: accountSchema,
  assessment: healthAssessmentSchema,
  since: z
    .object({ asOf: z.string(), change: z.number() })
    .nullable()
    .describe('The peak or trough of eight weeks it came from, or 30 days before'),
  moved: z.array(movedSchema).describe('What moved the score since, largest first'),
  drivers: z.array(movedSchema).describe('Of those, what moved it the way it went'),
  arr: figureSchema,
  renewal: figureSchema,
  benchmark: benchmarkSchema.nullable(),
  history: z.array(z.object({ asOf: z.string(), score: z.number() })),
  milestones: z.array(milestoneSchema).describe('What happened at the customer meanwhile'),
  partly: z.array(z.string()),
});
type Output = z.infer<typeof output>;

const REASONS = 5;
/** So many points more than in 30 days make an earlier instant the one to compare with. */
const FARTHER = 5;

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
  input: z.object({ account: accountInput }),
  output,
  access: 'read',
  core: true,
  roles: ROLES,
  async run({ account: name }, context): Promise<Output> {
    const { account, facts, scorecard } = await loadAccount(context, name);
    const measured = measure(facts, context.asOf, scorecard);
    const assessment = assessed(facts, measured, scorecard);
    const [history, benchmark] = await Promise.all([historyOf(context, assessment), benchmarkOf(context, facts, assessment.score)]);
    const since = comparedWith(measured);
    const changes = since ? changesBetween(scoreAt(facts, new Date(since.asOf), scorecard), measured.now) : [];
    const told = (of: typeof changes) => of.map((each) => movedOf(each, facts, new Date(since?.asOf ?? 0)));
    const arr = figureNamed('arr', facts);
    return {
      account,
      assessment,
      since,
      moved: told(changes),
      drivers: told(driversOf(changes, since?.change ?? 0)),
      arr,
      renewal: { ...figureNamed('days_to_renewal', facts), relative: true },
      benchmark,
      history,
      milestones: milestonesOf(facts, arr.value === null ? facts.account.currency : arr.unit).filter(
        ({ at }) => at >= (history[0]?.asOf ?? ''),
      ),
      partly: partlyRead(facts),
    };
  },
  summary,
  card,
});

/** The peak or trough of the last eight weeks, where that tells clearly more than 30 days before. */
function comparedWith({ asOf, now, change30, weekly }: Measure): Output['since'] {
  const points = [
    { asOf: new Date(asOf.getTime() - 30 * DAY), change: change30 },
    ...weekly.map((week) => ({
      asOf: week.asOf,
      change: week.score === null || now.score === null ? null : now.score - week.score,
    })),
  ];
  const [month, ...weeks] = points.flatMap((point) =>
    point.change === null ? [] : [{ asOf: point.asOf.toISOString(), change: point.change }],
  );
  if (!month) return null;
  return weeks.reduce(
    (far, each) => (Math.abs(each.change) >= Math.abs(far.change) + (far === month ? FARTHER : 0.01) ? each : far),
    month,
  );
}

/** How it got here: the score, what it came from, and the strongest reason. */
function summary({ account, assessment, since, drivers, moved }: Output): Summary {
  const { score, asOf, confidence, risks, positive } = assessment;
  if (score === null) return refusal(account.name, assessment);
  const direction = since ? t`, ${moveText(account, { asOf, since: since.asOf, change: since.change })}` : '';
  const apart = apartLine(moved);
  const standing = [...risks.map(({ text }) => t`Holds it back: ${text}`), ...positive.map(({ text }) => t`Carries it: ${text}`)];
  const [first = '', ...rest] = drivers[0] ? [drivers[0].line, ...drivers.slice(1).map(withPoints)] : standing;
  return {
    point: t`${account.name}: ${scoreText(account, asOf, score)}${direction}.${doubt(confidenceOf(account, asOf, confidence))} ${first}.`,
    why: [...rest.slice(0, REASONS - (apart ? 1 : 0)), ...(apart ? [apart] : [])],
  };
}

function refusal(name: string, assessment: Output['assessment']): Summary {
  if (assessment.status === 'churned') return { point: `${name} is no longer a customer; there is no health score.`, why: [] };
  const known = ofAccount({ id: assessment.accountId, name }, assessment.asOf).percent(
    'health_coverage',
    'of what counts is known',
    assessment.coverage,
  );
  return {
    point: t`${name}: too little data for a health score (${known} of what counts is known).`,
    why: gaps(assessment).map((gap) => `Missing: ${gap}`),
  };
}

function card(result: Output): Card {
  const { account, assessment, since, moved, benchmark, history, milestones, arr, renewal, partly } = result;
  const { asOf, score, band, trend, confidence, forecast, dimensions, risks, positive, actions } = assessment;
  const { point } = summary(result);
  const context = contextLine({ asOf, confidence: confidenceOf(account, asOf, confidence), missing: gaps(assessment), notes: partly });
  if (score === null) return cardOf({ point, header: account.name, tone: 'neutral', context });
  const { of } = ofAccount(account, asOf);
  const falling = score < POOR || (since?.change ?? 0) <= -FARTHER;
  const metrics = dimensions.flatMap((each) => each.metrics);
  return cardOf({
    point,
    header: t`${account.name}: ${scoreText(account, asOf, score)}`,
    tone: toneOf(band),
    body: [
      {
        type: 'fields',
        fields: [
          {
            label: 'Trend',
            value: t`${trend ?? 'not known'}, in 30 days ${of('health_change_30', 'change in 30 days', assessment.change30, 'points', { signed: true })}`,
          },
          {
            label: 'Forecast',
            value: t`${forecastText(account, assessment, 30)} in 30 days, ${forecastText(account, assessment, 90)} in 90`,
          },
          { label: 'Contract', value: t`${arr} a year` },
          { label: 'Renewal', value: [renewal] },
        ],
      },
      {
        type: 'table',
        columns: [{ label: 'Dimension' }, { label: 'Score', align: 'right' }, { label: 'Points', align: 'right' }],
        rows: dimensions.map(({ key, label, score: level, contribution }) => [
          label,
          [of(`health_${key}`, `Health of ${key}`, level, 'points')],
          [of(`health_part:${key}`, `Points from ${key}`, contribution, 'points', { digits: 1 })],
        ]),
      },
    ],
    next: falling
      ? [
          primary(callButton<typeof draftOutreach>('Draft a note', 'draft_outreach', { account: account.id })),
          callButton<typeof assessChurnRisk>('Churn risk', 'assess_churn_risk', { account: account.id }),
          callButton<typeof simulateHealth>('What would bring it to 75?', 'simulate_health', { account: account.id, target: 75 }),
        ]
      : [callButton<typeof explainHealthChange>('What changed', 'explain_health_change', { account: account.id })],
    sections: [
      {
        label: 'Why',
        parts: [
          ...evidence('What moved it', movedFindings(moved)),
          ...evidence('What holds it back', risks),
          ...evidence('What carries it', positive),
          ...linesPart('Next', actions),
          ...(benchmark ? [{ type: 'text' as const, text: benchmarkLine(benchmark) }] : []),
        ],
      },
      {
        label: 'Every metric',
        parts: [
          {
            type: 'table',
            columns: [{ label: 'Metric' }, { label: 'Value', align: 'right' }, { label: 'Score', align: 'right' }],
            rows: metrics.map((each) => [
              each.figure.label,
              [each.figure],
              [of(`health_score:${each.key}`, `Score of ${each.figure.label}`, each.score, 'points')],
            ]),
          },
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
    feedback: true,
    context,
  });
}

const evidence = (title: string, figures: Finding[]): Part[] => (figures.length > 0 ? [{ type: 'evidence', title, figures }] : []);
