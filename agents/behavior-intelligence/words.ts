import type { assessChurnRisk } from '../churn-predictor/face.ts';
import type { Text } from '../facts/index.ts';
import { type Button, callButton, primary, type Tone } from '../kit/present/index.ts';
import { listed, type ofAccount, t } from '../kit/say.ts';
import { capital } from '../metrics/index.ts';
import type { draftOutreach } from '../success-navigator/face.ts';
import type { Forecast } from './forecast.ts';
import type { Friction } from './friction.ts';
import type { PersonBehavior } from './people.ts';
import { readable } from './sessions.ts';
import type { analyzeBehavior } from './tools/analyze-behavior.ts';
import type { Trigger } from './triggers.ts';

/** Makes the figures of one account at one instant. */
export type Say = ReturnType<typeof ofAccount>;

const people = (say: Say, metric: string, count: number): Text => say.count(metric, count, 'person', 'people');

/** The name of a person, or their product identity where no contact is known. */
export const nameOf = ({ name, userId }: Pick<PersonBehavior, 'name' | 'userId'>): string => name ?? userId;

const mostlyAt = (step: string | null): string => (step ? `, mostly at ${readable(step)}` : '');

/** "Workflow builder: 34 % of 50 runs abandoned, mostly at condition rules". */
export function frictionText(say: Say, days: number, { kind, subject, rate, failed, of, people: who, step, evidence }: Friction): Text {
  const key = (what: string) => `${what}:${kind}:${subject}:${days}d`;
  const name = capital(readable(subject));
  const share = say.percent(key('unfinished'), `${name}, not finished`, rate, { evidence });
  const all = say.of(key('begun'), `${name}, begun`, of, '');
  if (kind === 'workflow')
    return t`${name}: ${rate === null ? 'no runs' : t`${share} of ${all} runs abandoned`}${mostlyAt(step)} (${people(say, key('people'), who)})`;
  const some = say.of(key('failed'), `${name}, open`, failed, '');
  if (kind === 'setup')
    return t`${name}: ${share} incomplete, ${some} of ${people(say, key('begun'), of)} who began have not finished${mostlyAt(step)}`;
  if (kind === 'help')
    return rate === null
      ? t`Help page "${subject}": read ${say.count(key('begun'), of, 'time')}`
      : t`Help page "${subject}": ${share} of ${say.count(key('begun'), of, 'visit')} bounced`;
  return rate === null ? t`Error ${name}: met ${say.count(key('begun'), of, 'time')}` : t`Error ${name}: ${some} of ${all} unresolved`;
}

/** What would help, and who does it. */
export function remedyOf(say: Say, days: number, { kind, subject, step, failed }: Friction): Text {
  const name = readable(subject);
  if (kind === 'workflow') return `CSM: a guided run of ${name}${step ? `, from ${readable(step)} on` : ''}; product: a simpler start`;
  if (kind === 'setup')
    return t`CSM: a working session with the ${people(say, `failed:${kind}:${subject}:${days}d`, failed)} who have not finished ${name}`;
  if (kind === 'help') return `Documentation: rework "${subject}"; CSM: offer a technical session`;
  return `Support: open a case for ${name}`;
}

/** The days a trigger looks at. */
const WINDOW = 30;

/** "Session time −45 %: 9 minutes a session over two weeks, from 16 (20 sessions, 8 people)". */
export function triggerText(say: Say, trigger: Trigger & { person?: string | null }): Text {
  const { kind, measure, before, now, count, people: who, subject, person, evidence } = trigger;
  const key = (what: string) => `${what}:${kind}:${subject ?? measure}`;
  switch (kind) {
    case 'session_decline': {
      const minutes = (what: string, value: number) =>
        say.of(key(what), `minutes ${measure === 'minutes' ? 'a session' : 'a week'}`, value, '');
      const was = minutes('before', before ?? 0);
      if (count === 0) return t`Nobody was seen in two weeks, after ${was} minutes a week`;
      const fall = before ? say.percent(key('change'), 'session time', now / before - 1, { signed: true, evidence }) : '';
      const each = measure === 'minutes' ? 'minutes a session' : 'minutes a week in all';
      const basis = listed([say.count(key('sessions'), count, 'session'), people(say, key('people'), who)]);
      return t`Session time ${fall}: ${minutes('now', now)} ${each} over two weeks, from ${was} (${basis})`;
    }
    case 'adoption_stall': {
      const found = say.percent(key('new'), 'of what was used, new', now, { digits: 1, evidence });
      const open = say.percent(key('undiscovered'), 'of the features, undiscovered', 1 - (before ?? 0));
      return t`${found} of what ${people(say, key('people'), who)} used in a month was new to them, with ${open} of the features undiscovered`;
    }
    case 'friction':
      return frictionText(say, WINDOW, {
        ...trigger,
        kind: 'workflow',
        subject: subject ?? '',
        rate: now,
        failed: 0,
        of: count,
        flagged: true,
      });
    case 'power_user': {
      const deep = say.percent(key('advanced'), 'of the advanced features', trigger.worth, { evidence });
      const each = now > 0 ? t`, ${say.of(key('minutes'), 'minutes a session', now, '')} minutes each` : '';
      return t`${person ?? subject ?? ''} works like a power user: ${say.count(key('sessions'), count, 'session')} in 30 days${each}, ${deep} of the advanced features`;
    }
  }
}

export const KINDS = {
  session_decline: { label: 'Session decline', who: 'CSM', tone: 'red' },
  adoption_stall: { label: 'Adoption stall', who: 'CSM', tone: 'orange' },
  friction: { label: 'Friction', who: 'CSM, with product', tone: 'orange' },
  power_user: { label: 'Power user', who: 'CSM, with marketing', tone: 'green' },
} as const satisfies Record<Trigger['kind'], { label: string; who: string; tone: Tone }>;

export const openBehavior = (label: string, account: string): Button =>
  callButton<typeof analyzeBehavior>(label, 'analyze_behavior', { account });

/** The next step a trigger asks for. */
export function stepOf({ kind, subject, person }: Trigger & { person?: string | null }, account: string): Button {
  const draft = (label: string, purpose: string, contact?: string) =>
    callButton<typeof draftOutreach>(label, 'draft_outreach', { account, purpose, ...(contact ? { contact } : {}) });
  if (kind === 'session_decline') return primary(callButton<typeof assessChurnRisk>('Churn risk', 'assess_churn_risk', { account }));
  if (kind === 'adoption_stall') return primary(draft('Draft an offer of training', 'a training session on features not used yet'));
  if (kind === 'friction') {
    const help = `help with ${readable(subject ?? 'the workflow')}`;
    return primary(draft(`Draft an offer of ${help}`, help));
  }
  if (person) return draft(`Draft a note to ${person}`, 'an invitation to share their experience with us', person);
  return openBehavior('Behaviour', account);
}

export const FORECAST_WORDS = {
  expansion: 'Expansion',
  mastery: 'Mastery of advanced features',
  team_growth: 'Growth to more people or teams',
  advocacy: 'Readiness to advocate',
} as const satisfies Record<Forecast['kind'], string>;

/** How likely one forecast is within 90 days. */
export const chanceOf = (say: Say, { kind, probability }: Forecast) =>
  say.percent(`behavior_${kind}_90d`, `${FORECAST_WORDS[kind].toLowerCase()} within 90 days`, probability);

/** "expansion 85 %, mastery 90 %, …"; forecasts nothing speaks to are left out. */
export const forecastLine = (say: Say, forecasts: readonly Forecast[]): Text =>
  listed(forecasts.flatMap((each) => (each.probability === null ? [] : [t`${each.kind.replace('_', ' ')} ${chanceOf(say, each)}`])));
