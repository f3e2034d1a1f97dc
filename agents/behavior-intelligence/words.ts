import type { Button, Tone } from '../kit/card.ts';
import { plural, shortDate, signed } from '../metrics/format.ts';
import { round } from '../metrics/statistics.ts';
import type { Forecast, Friction, PersonBehavior, Trigger } from './assessment.ts';
import { readable } from './sessions.ts';

export const LOW_CONFIDENCE = 0.6;

export const percent = (share: number): string => `${round(100 * share)} %`;
export const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
export const people = (count: number): string => plural(count, 'person', 'people');

export const call = (label: string, tool: string, args: Record<string, unknown>, style?: Button['style']): Button => ({
  label,
  ...(style ? { style } : {}),
  effect: { type: 'call', tool, arguments: args },
});

/** The name of a person, or their product identity where no contact is known. */
export const nameOf = ({ name, userId }: Pick<PersonBehavior, 'name' | 'userId'>): string => name ?? userId;

/** "Workflow builder: 34 % of 50 runs abandoned, mostly at condition rules". */
export function frictionText({ kind, subject, rate, failed, of, people: count, step }: Friction): string {
  const name = sentence(readable(subject));
  const where = step ? `, mostly at ${readable(step)}` : '';
  if (kind === 'workflow')
    return `${name}: ${rate === null ? 'no runs' : `${percent(rate)} of ${of} runs abandoned`}${where} (${people(count)})`;
  if (kind === 'setup') return `${name}: ${percent(rate ?? 0)} incomplete, ${failed} of ${people(of)} who began have not finished${where}`;
  if (kind === 'help')
    return rate === null
      ? `Help page "${subject}": read ${of} times`
      : `Help page "${subject}": ${percent(rate)} of ${plural(of, 'visit')} bounced`;
  return rate === null ? `Error ${name}: met ${of} times` : `Error ${name}: ${failed} of ${of} unresolved`;
}

/** What would help, and who does it. */
export function remedyOf({ kind, subject, step, failed }: Friction): string {
  const name = readable(subject);
  if (kind === 'workflow') return `CSM: a guided run of ${name}${step ? `, from ${readable(step)} on` : ''}; product: a simpler start`;
  if (kind === 'setup') return `CSM: a working session with the ${people(failed)} who have not finished ${name}`;
  if (kind === 'help') return `Documentation: rework "${subject}"; CSM: offer a technical session`;
  return `Support: open a case for ${name}`;
}

/** Two lengths of the sessions or totals a week, as "9 minutes a session, down 45 % from 16". */
export function triggerText(trigger: Trigger & { person?: string | null }): string {
  const { kind, measure, before, now, count, people: who, subject, step, person } = trigger;
  switch (kind) {
    case 'session_decline': {
      const fall = before ? `${signed((now / before - 1) * 100)} %` : '';
      const what = measure === 'minutes' ? 'minutes a session' : 'minutes a week in all';
      if (count === 0) return `Nobody was seen in two weeks, after ${round(before ?? 0)} minutes a week`;
      return `Session time ${fall}: ${round(now)} ${what} over two weeks, from ${round(before ?? 0)} (${plural(count, 'session')}, ${people(who)})`;
    }
    case 'adoption_stall':
      return `${round(100 * now, 1)} % of what ${people(who)} used in a month was new to them, with ${percent(1 - (before ?? 0))} of the features undiscovered`;
    case 'friction':
      return `${sentence(readable(subject ?? ''))}: ${percent(now)} of ${count} runs abandoned${step ? `, mostly at ${readable(step)}` : ''} (${people(who)})`;
    case 'power_user':
      return `${person ?? subject} works like a power user: ${plural(count, 'session')} in 30 days${now > 0 ? `, ${round(now)} minutes each` : ''}, ${percent(trigger.worth)} of the advanced features`;
  }
}

export const KINDS = {
  session_decline: { label: 'Session decline', who: 'CSM', tone: 'red' },
  adoption_stall: { label: 'Adoption stall', who: 'CSM', tone: 'orange' },
  friction: { label: 'Friction', who: 'CSM, with product', tone: 'orange' },
  power_user: { label: 'Power user', who: 'CSM, with marketing', tone: 'green' },
} as const satisfies Record<Trigger['kind'], { label: string; who: string; tone: Tone }>;

/** The next step a trigger asks for. */
export function stepOf({ kind, subject, person }: Trigger & { person?: string | null }, account: string): Button {
  if (kind === 'session_decline') return call('Churn risk', 'assess_churn_risk', { account }, 'primary');
  if (kind === 'power_user' && person)
    return call(`Draft a note to ${person}`, 'draft_outreach', {
      account,
      contact: person,
      purpose: 'an invitation to share their experience with us',
    });
  if (kind === 'friction') {
    const purpose = `help with ${readable(subject ?? 'the workflow')}`;
    return call(`Draft an offer of ${purpose}`, 'draft_outreach', { account, purpose }, 'primary');
  }
  if (kind === 'adoption_stall')
    return call(
      'Draft an offer of training',
      'draft_outreach',
      { account, purpose: 'a training session on features not used yet' },
      'primary',
    );
  return call('Behaviour', 'analyze_behavior', { account });
}

export const FORECAST_WORDS = {
  expansion: 'Expansion',
  mastery: 'Mastery of advanced features',
  team_growth: 'Growth to more people or teams',
  advocacy: 'Readiness to advocate',
} as const satisfies Record<Forecast['kind'], string>;

/** "expansion 85 %, mastery 90 %, …"; forecasts nothing speaks to are left out. */
export const forecastLine = (forecasts: readonly Forecast[]): string =>
  forecasts
    .flatMap(({ kind, probability }) => (probability === null ? [] : [`${kind.replace('_', ' ')} ${percent(probability)}`]))
    .join(', ');

export const since = (date: string, asOf: string): string => shortDate(new Date(date), new Date(asOf));
