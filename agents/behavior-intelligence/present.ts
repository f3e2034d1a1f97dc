import type { Button, Card, Part } from '../kit/card.ts';
import type { Summary } from '../kit/define-agent.ts';
import { longDate, plural } from '../metrics/format.ts';
import { round } from '../metrics/statistics.ts';
import type { Behavior, JourneyStage } from './assessment.ts';
import { activeOf, partlyTracked } from './engagement.ts';
import type { BehaviorOutput } from './output.ts';
import { sectionsOf } from './sections.ts';
import { call, forecastLine, frictionText, LOW_CONFIDENCE, nameOf, percent, sentence, since, stepOf, triggerText } from './words.ts';

const LINES = 5;

export function pointOf({ account, behavior }: BehaviorOutput): string {
  const { score, band, trend, engagement, confidence, lastSeen, days, asOf } = behavior;
  const { people, provisioned, minutes, sessions, weeklyActive } = engagement;
  if (lastSeen === null) return `${account.name}: no session is on record, so there is no behaviour to analyse.`;
  if (people === 0)
    return `${account.name}: nobody was seen in the last ${days} days; the last session was on ${since(lastSeen, asOf)}. Either they stopped or the source did.`;
  const active = partlyTracked(engagement)
    ? `sessions of ${people} of about ${round(weeklyActive ?? 0)} active people`
    : `${people}${provisioned ? ` of ${provisioned}` : ''} people active`;
  const doubt = confidence < LOW_CONFIDENCE ? ` Low confidence (${percent(confidence)}).` : '';
  if (score === null)
    return `${account.name}: too little to score behaviour, ${plural(sessions, 'session')} in ${days} days, ${active}.${doubt}`;
  const length = minutes === null ? '' : `, ${round(minutes)} minutes a session`;
  return `${account.name}: behaviour ${round(score)} of 100, ${band}${trend ? `, ${trend}` : ''}. ${sentence(active)}${length}.${doubt}`;
}

export function behaviorSummary(output: BehaviorOutput): Summary {
  const { friction, people, teams, forecasts, triggers, journey, missing, asOf } = output.behavior;
  const decline = triggers.filter(({ kind }) => kind === 'session_decline' || kind === 'adoption_stall').map((each) => triggerText(each));
  const barriers = friction.filter(({ flagged }) => flagged).sort((a, b) => Number(b.kind === 'workflow') - Number(a.kind === 'workflow'));
  const fresh = teams.filter(({ isNew }) => isNew);
  const power = people.filter((each) => each.power);
  const outlook = forecastLine(forecasts);
  const lines = [
    ...decline,
    ...barriers.slice(0, 2).map(frictionText),
    ...(journey.some(({ share }) => share !== null) ? [`Adoption by weeks since first use: ${journeyLine(journey)}`] : []),
    ...(fresh.length > 0
      ? [
          `New: ${fresh.map(({ team, people: count, share, since: from }) => `${team}, ${count} people and ${percent(share)} of sessions since ${since(from, asOf)}`).join('; ')}`,
        ]
      : power.length > 0
        ? [`Power users: ${power.slice(0, 3).map(nameOf).join(', ')}`]
        : []),
    ...(outlook ? [`Likely within 90 days: ${outlook}`] : []),
  ];
  const spare = lines.length < LINES && output.behavior.score === null ? missing.slice(0, 3).map((each) => `Missing: ${each}`) : [];
  return { point: pointOf(output), why: [...lines, ...spare].slice(0, LINES) };
}

const journeyLine = (journey: readonly JourneyStage[]): string =>
  journey.map(({ tier, share }) => `${tier} ${share === null ? 'unknown' : percent(share)}`).join(', ');

export function behaviorCard(output: BehaviorOutput): Card {
  const { account, behavior } = output;
  const { score, band } = behavior;
  const point = pointOf(output);
  const sections = sectionsOf(output);
  return {
    point,
    parts: [
      {
        type: 'header',
        text: score === null ? `${account.name}: behaviour not scored` : `${account.name}: behaviour ${round(score)}`,
        tone: band ?? 'neutral',
      },
      ...(behavior.engagement.people > 0 ? [fieldsOf(output)] : []),
      {
        type: 'buttons',
        buttons: buttonsOf(
          output,
          sections.map(({ label }) => label),
        ),
      },
      { type: 'feedback' },
      { type: 'context', text: contextLine(behavior) },
    ],
    sections,
  };
}

function buttonsOf({ account, behavior }: BehaviorOutput, labels: readonly string[]): Button[] {
  const { triggers, people } = behavior;
  const named = triggers.map((each) => ({ ...each, person: people.find(({ userId }) => userId === each.subject)?.name ?? null }));
  const first = named.find(({ kind, person }) => kind !== 'power_user' || person);
  const step = first ? stepOf(first, account.id) : call('Health', 'get_account_health', { account: account.id });
  return [step, ...labels.map((label, section): Button => ({ label, effect: { type: 'show', section } }))];
}

function fieldsOf({ behavior, segment }: BehaviorOutput): Part {
  const { active, share } = activeOf(behavior.engagement);
  const { provisioned, sessions, minutes, minutesBefore, perWeek, interactionRate, completionRate } = behavior.engagement;
  const peers = (value: number | null, show: (value: number) => string) => (value === null ? '' : ` (segment ${show(value)})`);
  const tenth = (value: number) => `${round(value, 1)}`;
  const before =
    minutesBefore !== null && minutes !== null && round(minutesBefore) !== round(minutes) ? `, ${round(minutesBefore)} before` : '';
  return {
    type: 'fields',
    fields: [
      {
        label: 'Active people',
        value: `${active}${provisioned && share !== null ? ` of ${provisioned} (${percent(share)})` : ''}`,
      },
      { label: 'Sessions', value: `${sessions} in ${behavior.days} days` },
      {
        label: 'Session length',
        value: minutes === null ? 'not delivered' : `${round(minutes)} min${before}${peers(segment.minutes, (value) => `${round(value)}`)}`,
      },
      {
        label: 'Sessions per person and week',
        value: perWeek === null ? 'unknown' : `${tenth(perWeek)}${peers(segment.perWeek, tenth)}`,
      },
      { label: 'Feature interaction', value: interactionRate === null ? 'not delivered' : `${percent(interactionRate)} of sessions` },
      {
        label: 'Workflow completion',
        value: completionRate === null ? 'no runs on record' : `${percent(completionRate)}${peers(segment.completionRate, percent)}`,
      },
    ],
  };
}

function contextLine({ asOf, days, confidence, missing, cautions }: Behavior): string {
  const unknown = missing.length > 0 ? `Missing: ${missing.join('; ')}.` : 'Nothing missing.';
  const mind = cautions.map((each) => ` ${sentence(each)}.`).join('');
  return `${days} days to ${longDate(new Date(asOf))}. Confidence ${percent(confidence)}. ${unknown}${mind}`;
}
