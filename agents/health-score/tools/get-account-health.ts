import { z } from 'zod';
import type { assessChurnRisk } from '../../churn-predictor/face.ts';
import type { briefAccount, followAccount } from '../../daily-desk/face.ts';
import {
  callButton,
  contextLine,
  doubt,
  evidencePart,
  fieldsPart,
  linesPart,
  notePart,
  primary,
  type Shown,
  shown,
  tableOf,
  textPart,
} from '../../kit/present/index.ts';
import { ofAccount, t } from '../../kit/say.ts';
import { accountInput, asOfInput, type Context, readTool } from '../../kit/tool.ts';
import { figuresOfFacts } from '../../metrics/index.ts';
import type { draftOutreach } from '../../success-navigator/face.ts';
import { loadAccount } from '../account.ts';
import { assessed, FARTHER, measure, scoreAt, sinceWhen } from '../assess.ts';
import { benchmarkLine, benchmarkOf } from '../benchmark.ts';
import { changesBetween, driversOf } from '../changes.ts';
import { POOR } from '../compose.ts';
import { confidenceOf, forecastText, gaps, moveText, scoreText, toneOf } from '../figures.ts';
import { goalButton } from '../goal-button.ts';
import { historyOf } from '../history.ts';
import { historyChart } from '../history-chart.ts';
import { milestonesOf } from '../milestones.ts';
import { apartOf, movedFindings, movedOf, withPoints } from '../moved.ts';
import type { explainHealthChange } from './explain-health-change.ts';

const input = z.object({ account: accountInput, asOf: asOfInput });

export const getAccountHealth = readTool({
  name: 'get_account_health',
  title: 'Account health',
  description:
    'The health of one account: score 0–100 with band (green, yellow, orange, red), trend, confidence, the five dimensions (usage, relationship, value, support, financial), what moved it, risks, forecast for 30 and 90 days, benchmark and next steps. Use it for "how healthy is X", "how is X doing", "status of X". Not for lists of accounts, and not for the probability of churn.',
  examples: [
    'How healthy is TechCorp?',
    'is Acme red or green',
    'how is DataFlow doing',
    'how is Acme',
    'how was Acme last week',
    'how healthy was Globex last month',
    'health score of Acme',
    'what is the status of Northwind?',
    'open TechCorp',
    'is DataFlow Analytics ok?',
    'give me an overview of this account',
    'what is the health forecast for TechCorp',
    'what weighs most on the health of Acme',
    'what is dragging Globex down',
    'is Initech happy with us',
    'what are the biggest problems at Acme',
    'how are things at Acme',
    'is Globex in good shape',
    'how is the relationship with Initech',
    'are they happy at Acme',
    'give me the score of Globex',
    'what is wrong with Initech',
    'anything wrong at Acme',
    'should I worry about Globex',
    'is Initech fine',
    'Wie steht es um Acme',
    'wie gehts TechCorp',
    'wie läuft es bei Acme',
    'wie gesund ist TechCorp',
    'Comment va Globex',
  ],
  words: [
    'health: healthy, unhealthy, healthier, score, status, state, condition, shape, mood, feel, feeling, feels, gesund, gesundheit, zustand, santé, sano, sana, salud, happy, pulse, vibe, vibes, zufrieden, content, contento',
    'doing: going, fare, faring, geht, läuft, ok, fine, okay, holding, coping, performing',
    'weigh: weighs, weighing, drag, drags, dragging, hurt, hurts, hurting, drives, driver, drivers',
    'shape: shaky',
  ],
  core: true,
  status: 'Reading the account’s signals',
  input,
  run,
  ...shown(answer),
});

type Output = Awaited<ReturnType<typeof run>>;

async function run({ account: name }: z.output<typeof input>, context: Context) {
  const { account, facts, scorecard } = await loadAccount(context, name);
  const measured = measure(facts, context.asOf, scorecard);
  const assessment = assessed(facts, measured, scorecard);
  const [history, benchmark] = await Promise.all([historyOf(context, assessment), benchmarkOf(context, facts, assessment.score)]);
  const since = sinceWhen(measured);
  const changes = since ? changesBetween(scoreAt(facts, new Date(since.asOf), scorecard), measured.now) : [];
  const told = (of: typeof changes) => of.map((each) => movedOf(each, facts, new Date(since?.asOf ?? 0)));
  const { arr, days_to_renewal: renewal } = figuresOfFacts(facts, ['arr', 'days_to_renewal']);
  return {
    account,
    assessment,
    since,
    /** What moved the score since, largest first; of those, what moved it the way it went. */
    moved: told(changes),
    drivers: told(driversOf(changes, since?.change ?? 0)),
    arr,
    renewal: { ...renewal, relative: true },
    benchmark,
    history,
    milestones: milestonesOf(facts, arr.unit).filter(({ at }) => at >= (history[0]?.asOf ?? '')),
  };
}

const REASONS = 5;

/** What is said of an account that has no score. */
function withoutScore({ account, assessment }: Output): Shown {
  const { status, asOf, coverage } = assessment;
  const [header, tone] = [account.name, 'neutral' as const];
  const context = contextLine({ asOf, confidence: confidenceOf(account, asOf, assessment.confidence), missing: gaps(assessment) });
  if (status === 'churned') return { point: `${account.name} is no longer a customer; there is no health score.`, header, tone, context };
  const known = ofAccount(account, asOf).percent('health_coverage', 'of what counts is known', coverage);
  const point = t`${account.name}: too little data for a health score (${known} of what counts is known).`;
  const next = [callButton<typeof briefAccount>('Brief me', 'brief_account', { account: account.id })];
  return { point, why: gaps(assessment).map((gap) => `Missing: ${gap}`), header, tone, next, context };
}

/** How it got here: the score, what it came from, and the strongest reason; then its parts. */
function answer(result: Output): Shown {
  const { account, assessment, since, drivers, moved, benchmark, history, milestones, arr, renewal } = result;
  const { asOf, score, band, trend, confidence, forecast, risks, positive, actions, dimensions } = assessment;
  if (score === null) return withoutScore(result);
  const sure = confidenceOf(account, asOf, confidence);
  const direction = since ? t`, ${moveText(account, { asOf, since: since.asOf, change: since.change })}` : '';
  const { mostly, notes } = apartOf(moved, since?.change ?? 0);
  const standing = [...risks.map(({ text }) => t`Holds it back: ${text}`), ...positive.map(({ text }) => t`Carries it: ${text}`)];
  const told = drivers[0] ? [mostly ? withPoints(drivers[0]) : drivers[0].line, ...drivers.slice(1).map(withPoints)] : standing;
  const [first = '', ...rest] = mostly ? [t`Mostly ${mostly}`, ...told] : told;
  const { of } = ofAccount(account, asOf);
  const change = of('health_change_30', 'change in 30 days', assessment.change30, 'points', { signed: true });
  const falling = score < POOR || (since?.change ?? 0) <= -FARTHER;
  return {
    point: t`${account.name}: ${scoreText(account, asOf, score)}${direction}.${doubt(sure)} ${first}.`,
    why: [...rest.slice(0, REASONS - notes.length), ...notes],
    header: t`${account.name}: ${scoreText(account, asOf, score)}`,
    tone: toneOf(band),
    body: [
      fieldsPart([
        ['Trend', t`${trend ?? 'not known'}, in 30 days ${change}`],
        ['Forecast', t`${forecastText(account, assessment, 30)} in 30 days, ${forecastText(account, assessment, 90)} in 90`],
        ['Contract', t`${arr} a year`],
        ['Renewal', renewal],
      ]),
      ...tableOf(null, dimensions, ({ key, label, score: own, contribution }) => ({
        Dimension: label,
        Score: of(`health_${key}`, `Health of ${key}`, own, 'points'),
        Points: of(`health_part:${key}`, `Points from ${key}`, contribution, 'points', { digits: 1 }),
      })),
    ],
    next: falling
      ? [
          primary(callButton<typeof draftOutreach>('Draft a note', 'draft_outreach', { account: account.id })),
          callButton<typeof assessChurnRisk>('Churn risk', 'assess_churn_risk', { account: account.id }),
          ...goalButton(account, score),
        ]
      : [
          callButton<typeof explainHealthChange>('What changed', 'explain_health_change', { account: account.id }),
          callButton<typeof followAccount>('Follow', 'follow_account', { account: account.id }),
        ],
    sections: {
      Why: [
        ...evidencePart('What moved it', movedFindings(moved)),
        ...evidencePart('What holds it back', risks),
        ...evidencePart('What carries it', positive),
        ...linesPart('Next', actions),
        ...textPart(benchmark && benchmarkLine(benchmark)),
      ],
      'Every metric': tableOf(
        null,
        dimensions.flatMap(({ metrics }) => metrics),
        ({ key, figure, score: earned }) => ({
          Metric: figure.label,
          Value: figure,
          Score: of(`health_score:${key}`, `Score of ${figure.label}`, earned, 'points'),
        }),
      ),
      History: [historyChart(history, milestones), ...notePart(forecast && `Forecast: ${forecast.method}.`)],
    },
    feedback: true,
    context: contextLine({ asOf, confidence: sure, missing: gaps(assessment) }),
  };
}
