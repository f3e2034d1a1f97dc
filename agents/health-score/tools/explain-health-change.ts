import { z } from 'zod';
import { DAY, type Text } from '../../facts/index.ts';
import { callButton, contextLine, doubt, findingsPart, type Shown, shown } from '../../kit/present/index.ts';
import { ofAccount, t } from '../../kit/say.ts';
import { accountInput, type Context, optional, readTool, UserError } from '../../kit/tool.ts';
import { longDate, pointsBetween, shortDate } from '../../metrics/index.ts';
import { loadAccount } from '../account.ts';
import { assessed, FARTHER, measure, scoreAt } from '../assess.ts';
import { bandOf } from '../bands.ts';
import { changesBetween, driversOf } from '../changes.ts';
import type { Composition } from '../compose.ts';
import { confidenceOf, moveText, scoreText, toneOf } from '../figures.ts';
import { goalButton } from '../goal-button.ts';
import { apartOf, movedFindings, movedOf, movedTables, withPoints } from '../moved.ts';
import { parseWhen } from '../when.ts';
import type { getAccountHealth } from './get-account-health.ts';

const input = z.object({
  account: accountInput,
  since: optional(z.string()).describe('The earlier date, e.g. 2026-05-31, "May" or "30 days ago"; 30 days before when left out'),
  until: optional(z.string()).describe('The later date; now when left out'),
  level: optional(z.enum(['low'])).describe(
    '"low" (red, orange, bad, poor, weak) where somebody asks why it is so now; null where a change is asked about',
  ),
});

export const explainHealthChange = readTool({
  name: 'explain_health_change',
  title: 'Why health changed',
  description:
    'Explains why the health score of one account changed between two dates: each metric’s part in points, adding up to the change, with evidence. Use it for "why did X drop", "what changed at X since May". Not for the present score alone, and not for whole portfolios.',
  examples: [
    'how did Acme do since March',
    'Why did DataFlow drop?',
    'what changed at TechCorp since May',
    'explain the health change of Acme over the last 30 days',
    'why is Northwind’s score lower than last month?',
    'what moved the health of DataFlow since the summer',
    'how has TechCorp changed in the last quarter',
    'since when',
    'why did the score of Acme go up',
    'reasons for the fall of Globex',
    'what pulled DataFlow down this month',
    'what went wrong at Acme',
    'what happened to the score of Globex',
    'why is Initech so low',
    'why is Acme orange',
    'how come Globex is red',
    'what made Initech improve',
    'what is behind the decline of Acme',
    'explain the trend of Globex',
    'since when is Initech going down',
    'warum ist Acme gefallen',
    'pourquoi Globex a baissé',
    'por qué bajó Initech',
    'was hat sich bei Acme verändert',
    'qu’est-ce qui a changé chez Globex',
    'qué cambió en Initech',
  ],
  words: [
    'drop: worse, worsen, worsened, decline, declined, declining, fall, fell, fallen, deteriorate, slip, slipped, schlechter, verschlechtert, baisse, baissé, empeorado, empeoraron, empeoró, tank, tanked, tanking, plummet, plummeted, plunge, plunged, sink, sank, sunk, crash, crashed, dive, dip, dipped, slide, slid, sliding, tumble, tumbled, slump, slumped, nosedive, dropping, falling, sinking, abgestürzt, gefallen, chuté, caído',
    'change: changed, moved, move, shift, geändert, verändert, changé, cambiado, cambió',
    'improve: improved, better, rise, rose, gain, recover, besser, verbessert, amélioré, mejorado, mejoraron, climb, climbed, jump, jumped, recovered, recovering, rebound, bounce, risen, rising, subido, gestiegen',
    'reason: reasons, cause, causes, caused, grund, gründe, raison, raisons, razón, razones',
  ],
  core: true,
  status: 'Comparing the two dates',
  input,
  run,
  ...shown(answer),
});

type Output = Awaited<ReturnType<typeof run>>;

async function run({ account: name, since, until, level }: z.output<typeof input>, context: Context) {
  const later = until ? parseWhen(until, context.asOf) : context.asOf;
  const end = new Date(Math.min(later.getTime(), context.asOf.getTime()));
  const start = since ? parseWhen(since, context.asOf) : new Date(end.getTime() - 30 * DAY);
  if (start >= end) throw new UserError('unclear_date', 'The first date must be before the second.');
  const { account, facts, scorecard } = await loadAccount({ ...context, asOf: end }, name);
  const earlier = await loadAccount({ ...context, asOf: start }, account.id);
  const now = scoreAt(facts, end, scorecard);
  const then = scoreAt(earlier.facts, start, scorecard);
  // Of what it is now something can be told where nobody knows what it was.
  const ofLevel = level !== null && !since && !until;
  const before = momentOf(start, ofLevel && then.score === null ? now : then, account.name);
  const after = momentOf(end, now, account.name);
  const changes = changesBetween(before.composition, after.composition);
  const change = after.told.score - before.told.score;
  const told = (of: typeof changes) => of.map((each) => movedOf(each, facts, start));
  return {
    account,
    /** What holds it down now, where that was asked. */
    holding: ofLevel ? assessed(facts, measure(facts, end, scorecard), scorecard).risks : [],
    before: before.told,
    after: after.told,
    change,
    /** Every metric known at either date, the largest move first; of those, what moved it the way it went. */
    moved: told(changes),
    drivers: told(driversOf(changes, change)),
  };
}

function momentOf(at: Date, composition: Composition, name: string) {
  const { score, confidence } = composition;
  if (score === null) throw new UserError('too_little_data', `There was too little data on ${name} for a health score on ${longDate(at)}.`);
  return { composition, told: { asOf: at.toISOString(), score, band: bandOf(score), confidence } };
}

/** "from 75, yellow, to 51, orange", "from 55 to 56, orange". */
function fromTo({ account, before, after }: Output): Text {
  const to = scoreText(account, after.asOf, after.score);
  const was = ofAccount(account, before.asOf).score('health', 'Health', before.score);
  return before.band === after.band ? t`from ${was} to ${to}` : t`from ${scoreText(account, before.asOf, before.score)}, to ${to}`;
}

const REASONS = 5;

function answer(result: Output): Shown {
  const { account, before, after, change, drivers, moved, holding } = result;
  const { of, date } = ofAccount(account, after.asOf);
  const { mostly, notes } = apartOf(moved, change);
  const [first, ...others] = drivers;
  const held = holding.map(({ text }) => t`Holds it back: ${text}`);
  const [strongest, ...weaker] = change > -FARTHER ? held : [];
  const reason = strongest ? t` ${strongest}.` : mostly ? t` Mostly ${mostly}.` : first === undefined ? '' : t` ${withPoints(first)}.`;
  const further = mostly ? drivers : others;
  const reasons = strongest ? weaker : [...further.slice(0, REASONS - notes.length).map(withPoints), ...notes, ...held.slice(0, 1)];
  // Of the two dates the less certain one is what a change rests on.
  const then = doubt(
    confidenceOf(account, before.asOf, before.confidence),
    ` on ${shortDate(new Date(before.asOf), new Date(after.asOf))}`,
  );
  const low = doubt(confidenceOf(account, after.asOf, after.confidence)) || then;
  const move = moveText(account, { asOf: after.asOf, since: before.asOf, change: pointsBetween(before.score, after.score) });
  const sum = of(`health_change:${before.asOf}`, 'change of health', change, 'points', { digits: 1, signed: true });
  const earlier = date(`health_compared_with:${before.asOf}`, 'compared with', before.asOf);
  return {
    point: t`${account.name}: ${move}, ${fromTo(result)}.${low}${reason}`,
    why: reasons,
    header: t`${account.name}: health ${fromTo(result)}`,
    tone: toneOf(after.band),
    next: [
      ...goalButton(account, after.score),
      callButton<typeof getAccountHealth>('Account', 'get_account_health', { account: account.id }),
    ],
    sections: { Why: findingsPart(movedFindings(moved), 'What moved it', t`All points add up to ${sum}.`), 'Show all': movedTables(moved) },
    feedback: true,
    context: contextLine({
      asOf: after.asOf,
      confidence: confidenceOf(account, after.asOf, after.confidence),
      notes: [t`compared with ${earlier} (confidence ${confidenceOf(account, before.asOf, before.confidence)})`],
    }),
  };
}
