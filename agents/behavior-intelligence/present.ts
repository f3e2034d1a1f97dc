import type { Figure, Text } from '../facts/index.ts';
import type { getAccountHealth } from '../health-score/face.ts';
import { type Button, callButton, contextLine, doubt, fieldsPart, type Part, type Shown, shown } from '../kit/present/index.ts';
import { listed, ofAccount, small, t } from '../kit/say.ts';
import { round } from '../metrics/index.ts';
import type { Behavior } from './analyze.ts';
import { activeOf, partlyTracked } from './engagement.ts';
import type { JourneyStage } from './journey.ts';
import { sectionsOf } from './sections.ts';
import type { BehaviorOutput } from './tools/analyze-behavior.ts';
import { forecastLine, frictionText, nameOf, type Say, stepOf, triggerText } from './words.ts';

/** What the cards show of how much people use the product. */
function figuresOf({ account, behavior: { asOf, days, score, engagement } }: BehaviorOutput) {
  const say = ofAccount(account, asOf);
  const { active, share } = activeOf(engagement);
  const { people, provisioned, weeklyActive, sessions, minutes, perWeek, interactionRate, completionRate } = engagement;
  const key = (metric: string) => `${metric}:${days}d`;
  return {
    say,
    score: say.score(key('behavior_score'), 'behaviour score', score),
    seen: say.of(key('people_seen'), 'people seen', people, ''),
    active: say.of(key('people_active'), 'active people', active, ''),
    usual: say.of('active_users', 'active users', weeklyActive, 'users'),
    provisioned: say.of('provisioned_users', 'provisioned users', provisioned, 'users'),
    share: say.percent(key('active_share'), 'active share', share),
    sessions: say.count(key('sessions_seen'), sessions, 'session'),
    minutes: say.of(key('session_length'), 'minutes a session', minutes, ''),
    perWeek: say.of(key('sessions_per_person'), 'sessions per person and week', perWeek, '', { digits: 1 }),
    interaction: say.percent(key('sessions_with_feature'), 'sessions with a feature used', interactionRate),
    completion: say.percent(key('workflows_completed'), 'workflows completed', completionRate),
  };
}

/** "46 users active", "logins 133 a week": a unit that its name ends with is said once. */
function told(figure: Figure): Text {
  const name = small(figure.label);
  return figure.unit !== '' && name.endsWith(` ${figure.unit}`)
    ? t`${figure} ${name.slice(0, -figure.unit.length - 1)}`
    : t`${name} ${figure}`;
}

function pointOf(output: BehaviorOutput): Text {
  const { account, behavior } = output;
  const { score, band, trend, engagement, confidence, lastSeen, days } = behavior;
  const { name } = account;
  const { say, ...shown } = figuresOf(output);
  if (lastSeen === null) {
    const use = output.reported.length > 0 ? t`${listed(output.reported.map(told))}. No` : 'no';
    return t`${name}: ${use} session is on record, so there is no behaviour to analyse.`;
  }
  if (engagement.people === 0)
    return t`${name}: nobody was seen in the last ${days} days; the last session was on ${say.date('last_session', 'last session', lastSeen)}. Either they stopped or the source did.`;
  const tracked = partlyTracked(engagement);
  const who = tracked
    ? t`of ${shown.seen} of about ${shown.usual}`
    : t`${shown.seen} ${engagement.provisioned ? t`of ${shown.provisioned}` : 'people'} active`;
  const unsure = doubt(confidence);
  if (score === null)
    return t`${name}: too little to score behaviour, ${shown.sessions} in ${days} days, ${tracked ? 'sessions ' : ''}${who}.${unsure}`;
  const length = engagement.minutes === null ? '' : t`, ${shown.minutes} minutes a session`;
  return t`${name}: behaviour ${shown.score} of 100, ${band ?? ''}${trend ? `, ${trend}` : ''}. ${tracked ? 'Sessions ' : ''}${who}${length}.${unsure}`;
}

/** The reasons, the most pressing first: what declines, where people get stuck, how far they get, who is new or leads, what is likely. */
function reasonsOf({ account, behavior }: BehaviorOutput): Text[] {
  const { friction, people, teams, forecasts, triggers, journey, missing, asOf, days, score } = behavior;
  const say = ofAccount(account, asOf);
  const decline = triggers.filter(({ kind }) => kind === 'session_decline' || kind === 'adoption_stall');
  const barriers = friction.filter(({ flagged }) => flagged).sort((a, b) => Number(b.kind === 'workflow') - Number(a.kind === 'workflow'));
  const power = people.filter((each) => each.power);
  const outlook = forecastLine(say, forecasts);
  const newTeams = teams.flatMap(({ team, people: count, share, since, isNew }) => {
    if (!isNew) return [];
    const who = say.count(`team_people:${team}:${days}d`, count, 'person', 'people');
    const part = say.percent(`team_sessions:${team}:${days}d`, 'of sessions', share);
    return [t`${team}, ${who} and ${part} of sessions since ${say.date(`team_since:${team}`, 'since', since)}`];
  });
  const leaders = power.length > 0 ? [`Power users: ${power.slice(0, 3).map(nameOf).join(', ')}`] : [];
  return [
    ...decline.map((each) => triggerText(say, each)),
    ...barriers.slice(0, 2).map((each) => frictionText(say, days, each)),
    ...(journey.some(({ share }) => share !== null) ? [t`Adoption by weeks since first use: ${journeyLine(say, journey)}`] : []),
    ...(newTeams.length > 0 ? [t`New: ${listed(newTeams, '; ')}`] : leaders),
    ...(outlook === '' ? [] : [t`Likely within 90 days: ${outlook}`]),
    ...(score === null ? missing.slice(0, 3).map((each) => `Missing: ${each}`) : []),
  ];
}

const journeyLine = (say: Say, journey: readonly JourneyStage[]): Text =>
  listed(
    journey.map(
      ({ tier, share }) => t`${tier} ${share === null ? 'unknown' : t`${say.percent(`adoption:${tier}`, `${tier} features`, share)}`}`,
    ),
  );

export const behaviorShown = shown((output: BehaviorOutput): Shown => {
  const { account, behavior } = output;
  const { score, band, engagement, asOf, days, confidence, missing, cautions } = behavior;
  return {
    point: pointOf(output),
    why: reasonsOf(output),
    header: t`${account.name}: behaviour ${score === null ? 'not scored' : t`${figuresOf(output).score}`}`,
    tone: band ?? 'neutral',
    body: engagement.people > 0 ? [fieldsOf(output)] : [],
    next: [nextStep(account.id, behavior)],
    sections: sectionsOf(output),
    feedback: true,
    context: contextLine({ asOf, confidence, missing, used: [`the last ${days} days`], notes: cautions }),
  };
});

function nextStep(account: string, { triggers, people }: Behavior): Button {
  const named = triggers.map((each) => ({ ...each, person: people.find(({ userId }) => userId === each.subject)?.name ?? null }));
  const first = named.find(({ kind, person }) => kind !== 'power_user' || person);
  return first ? stepOf(first, account) : callButton<typeof getAccountHealth>('Health', 'get_account_health', { account });
}

function fieldsOf(output: BehaviorOutput): Part {
  const { behavior, segment } = output;
  const { days, engagement } = behavior;
  const { provisioned, minutes, minutesBefore, perWeek, interactionRate, completionRate } = engagement;
  const { say, ...shown } = figuresOf(output);
  const peers = (metric: 'minutes' | 'perWeek' | 'completionRate', unit: string, digits = 0): Text => {
    const value = segment[metric];
    const shownAs = unit === '%' && value !== null ? 100 * value : value;
    return value === null ? '' : t` (segment ${say.of(`segment:${metric}:${days}d`, 'segment average', shownAs, unit, { digits })})`;
  };
  const moved = minutesBefore !== null && minutes !== null && round(minutesBefore) !== round(minutes);
  const before = moved ? t`, ${say.of(`session_length_before:${days}d`, 'minutes a session before', minutesBefore, '')} before` : '';
  const of = provisioned && shown.share.value !== null ? t` of ${shown.provisioned} (${shown.share})` : '';
  return fieldsPart([
    ['Active people', t`${shown.active}${of}`],
    ['Sessions', t`${shown.sessions} in ${days} days`],
    ['Session length', minutes === null ? 'not delivered' : t`${shown.minutes} min${before}${peers('minutes', '')}`],
    ['Sessions per person and week', perWeek === null ? 'unknown' : t`${shown.perWeek}${peers('perWeek', '', 1)}`],
    ['Feature interaction', interactionRate === null ? 'not delivered' : t`${shown.interaction} of sessions`],
    ['Workflow completion', completionRate === null ? 'no runs on record' : t`${shown.completion}${peers('completionRate', '%')}`],
  ]);
}
