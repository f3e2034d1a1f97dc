import type { Interaction } from '../../../models/interaction.ts';
import type { AccountFacts } from '../../facts/account-facts.ts';
import { plural } from '../../metrics/format.ts';
import { type Anchors, clamp, decay, mean, median, piecewise, round } from '../../metrics/statistics.ts';
import { ageDays, day, evidenceOf, type Factor, newestOf, type Observation, UNKNOWN } from './factor.ts';

const INTERACTIONS = 'interactions';
const HOUR = 3_600_000;

const ATTENDANCE: Anchors = [
  [0, 1],
  [0.25, 0.7],
  [0.5, 0.35],
  [0.75, 0],
  [0.9, -0.25],
  [1, -0.35],
];
const CHECK_INS = 4;

const pct = (share: number) => `${round(share * 100)} %`;

/** The last four scheduled check-ins against those before. */
function attendance(facts: AccountFacts): Observation {
  const held = facts.interactions.filter((each) => (each.kind === 'meeting' || each.kind === 'call') && each.attended != null);
  const last = held.slice(-CHECK_INS);
  const newest = newestOf(held);
  const latest = last.at(-1);
  if (!newest || !latest) return UNKNOWN;
  const came = last.filter(({ attended }) => attended).length;
  const share = came / last.length;
  const earlier = held.slice(0, -CHECK_INS).filter(({ at }) => ageDays(facts, at) <= 365);
  const before = mean(earlier.map(({ attended }) => (attended ? 1 : 0)));
  return {
    newest,
    fullness: last.length / CHECK_INS,
    reading: {
      // One missed meeting says little: the reading counts in full only with four.
      strength: (piecewise(ATTENDANCE, share) * last.length) / CHECK_INS,
      value: round(share * 100),
      unit: '%',
      text: () =>
        `${came} of the last ${plural(last.length, 'check-in')} attended${before === null ? '' : `, ${pct(before)} before`} (latest ${day(latest.at)})`,
      evidence: () => last.map((each) => evidenceOf(INTERACTIONS, each, 'attended')),
    },
  };
}

const UNANSWERED: Anchors = [
  [0, -0.25],
  [1, 0.1],
  [2, 0.45],
  [3, 0.8],
  [5, 1],
];
/** An attempt this young may still be answered. */
const PATIENCE_DAYS = 3;

/** Attempts to reach an executive sponsor since one last answered, wrote or came. */
function sponsorSilence(facts: AccountFacts): Observation {
  const sponsors = new Map(
    facts.contacts.filter(({ role, leftAt }) => role === 'executive_sponsor' && !leftAt).map((contact) => [contact._id, contact]),
  );
  const theirs = facts.interactions.filter(({ contactId }) => contactId && sponsors.has(contactId));
  const newest = newestOf(theirs);
  if (!newest) return UNKNOWN;
  const answered = (each: Interaction) => each.direction === 'inbound' || each.responseHours != null || each.attended === true;
  const lastAnswer = theirs.findLast(answered);
  const attempts = theirs.filter(
    (each) =>
      each.direction === 'outbound' &&
      !answered(each) &&
      (!lastAnswer || each.at > lastAnswer.at) &&
      ageDays(facts, each.at) >= PATIENCE_DAYS,
  );
  const last = attempts.at(-1);
  const who = sponsors.get((last ?? lastAnswer ?? theirs.at(-1))?.contactId ?? '')?.name ?? 'The executive sponsor';
  const rows = attempts.length > 0 ? attempts.slice(-3) : lastAnswer ? [lastAnswer] : [];
  return {
    newest,
    fullness: Math.min(1, theirs.length / 4),
    reading: {
      strength: piecewise(UNANSWERED, attempts.length),
      value: attempts.length,
      unit: 'attempts',
      text: () =>
        last
          ? `${who} has not answered the last ${plural(attempts.length, 'attempt')} (latest ${day(last.at)})`
          : `${who} answers${lastAnswer ? `, last on ${day(lastAnswer.at)}` : ''}`,
      evidence: () => rows.map((each) => evidenceOf(INTERACTIONS, each, each.responseHours != null ? 'responseHours' : 'direction')),
    },
  };
}

const RESPONSE: Anchors = [
  [4, -0.2],
  [24, 0],
  [72, 0.7],
  [168, 1],
];

/** Median hours to an answer in the last 60 days against the year before; an unanswered message counts with its age. */
function responseTime(facts: AccountFacts): Observation {
  const waits = facts.interactions.flatMap((each) => {
    if (each.direction !== 'outbound' || each.kind === 'meeting') return [];
    const open = (facts.asOf.getTime() - each.at.getTime()) / HOUR;
    if (each.responseHours == null && (open < PATIENCE_DAYS * 24 || each.attended != null)) return [];
    return [{ each, hours: each.responseHours ?? Math.min(open, 240), age: ageDays(facts, each.at) }];
  });
  const recent = waits.filter(({ age }) => age <= 60);
  const now = median(recent.map(({ hours }) => hours));
  const then = median(waits.filter(({ age, each }) => age > 60 && each.responseHours != null).map(({ hours }) => hours));
  const last = recent.at(-1);
  if (now === null || !last) return UNKNOWN;
  return {
    newest: newestOf(waits.map(({ each }) => each)),
    fullness: Math.min(1, recent.length / 4),
    reading: {
      strength: piecewise(RESPONSE, now) * Math.min(1, recent.length / 3),
      value: round(now, 1),
      unit: 'hours',
      text: () =>
        `Answers take ${duration(now)}${then === null ? '' : `, ${duration(then)} before`} (median of the 60 days to ${day(facts.asOf)})`,
      evidence: () => recent.slice(-3).map(({ each }) => evidenceOf(INTERACTIONS, each, 'responseHours')),
    },
  };
}

const duration = (hours: number) => (hours < 48 ? `${round(hours)} h` : `${round(hours / 24, 1)} days`);

const OPENS: Anchors = [
  [0, 0],
  [0.2, 0.1],
  [0.5, 0.6],
  [0.8, 1],
];

/** Fall of the share of tracked e-mails that are opened, last 60 days against those before. */
function emailEngagement(facts: AccountFacts): Observation {
  const tracked = facts.interactions.filter((each) => each.kind === 'email' && each.direction === 'outbound' && each.opened != null);
  const recent = tracked.filter(({ at }) => ageDays(facts, at) <= 60);
  const before = tracked.filter(({ at }) => ageDays(facts, at) > 60);
  const rate = (rows: Interaction[]) => mean(rows.map(({ opened }) => (opened ? 1 : 0)));
  const now = rate(recent);
  const then = rate(before);
  const last = recent.at(-1);
  if (now === null || then === null || !last || recent.length < 3 || before.length < 3) return UNKNOWN;
  const change = then > 0 ? now / then - 1 : 0;
  return {
    newest: newestOf(tracked),
    fullness: Math.min(1, recent.length / 6),
    reading: {
      strength: piecewise(OPENS, -change) * (recent.length / (recent.length + 2)),
      value: round(change * 100),
      unit: '%',
      text: () =>
        `E-mail opens ${change < 0 ? 'down' : 'up'} ${round(Math.abs(change) * 100)} % (${pct(then)} to ${pct(now)} in the 60 days to ${day(facts.asOf)})`,
      evidence: () => recent.slice(-3).map((each) => evidenceOf(INTERACTIONS, each, 'opened')),
    },
  };
}

const TONE_SHIFT: Anchors = [
  [-1, 1],
  [-0.6, 0.8],
  [-0.2, 0.15],
  [0, 0],
  [0.5, -0.2],
];
/** Tone of an account nobody has heard before. */
const NEUTRAL_TONE = 0.1;

/** Shift in tone of tickets and of what they write and say, last 60 days against those before. */
function tone(facts: AccountFacts): Observation {
  const said = [
    ...facts.tickets.map((row) => ({ row, collection: 'support_tickets', value: row.sentiment })),
    ...facts.interactions
      .filter(({ direction }) => direction === 'inbound')
      .map((row) => ({ row, collection: INTERACTIONS, value: row.sentiment })),
  ]
    .flatMap(({ value, ...rest }) => (value == null ? [] : [{ ...rest, value, age: ageDays(facts, rest.row.at) }]))
    .sort((a, b) => b.age - a.age);
  const recent = said.filter(({ age }) => age <= 60);
  const now = mean(recent.map(({ value }) => value));
  const then = mean(said.filter(({ age }) => age > 60).map(({ value }) => value));
  const last = recent.at(-1);
  if (now === null || !last) return UNKNOWN;
  const shift = now - (then ?? NEUTRAL_TONE);
  const low = [...recent].sort((a, b) => a.value - b.value).slice(0, 3);
  return {
    newest: newestOf(said.map(({ row }) => row)),
    fullness: Math.min(1, recent.length / 3),
    reading: {
      strength: piecewise(TONE_SHIFT, shift) * Math.min(1, (recent.length + 1) / 4),
      value: round(now, 2),
      unit: 'on -1 to 1',
      text: () =>
        `Tone of tickets and messages ${round(now, 2)}${then === null ? '' : `, ${round(then, 2)} before`} (60 days to ${day(facts.asOf)})`,
      evidence: () => low.map(({ row, collection }) => evidenceOf(collection, row, 'sentiment')),
    },
  };
}

const ESCALATIONS: Anchors = [
  [0, -0.1],
  [1, 0.5],
  [2, 0.8],
  [4, 1],
];

/** Escalated tickets, tickets with the customer's executives in copy, and complaints; each fades with a half-life of 45 days. */
function escalation(facts: AccountFacts): Observation {
  const complaints = facts.events.filter(({ kind }) => kind === 'complaint');
  const newest = newestOf(facts.tickets, complaints);
  if (!newest) return UNKNOWN;
  const raised = [
    ...facts.tickets
      .filter(({ escalated, executivesCopied }) => escalated || executivesCopied)
      .map((row) => ({ row, collection: 'support_tickets', field: row.executivesCopied ? 'executivesCopied' : 'escalated', weight: 1 })),
    ...complaints.map((row) => ({ row, collection: 'account_events', field: 'kind', weight: row.confidence })),
  ].sort((a, b) => a.row.at.getTime() - b.row.at.getTime());
  const live = raised.reduce((total, { row, weight }) => total + weight * decay(ageDays(facts, row.at), 45), 0);
  const recent = raised.filter(({ row }) => ageDays(facts, row.at) <= 90);
  const copied = recent.filter(({ field }) => field === 'executivesCopied').length;
  const last = recent.at(-1);
  return {
    newest,
    fullness: 1,
    reading: {
      strength: piecewise(ESCALATIONS, live),
      value: recent.length,
      unit: 'escalations',
      text: () =>
        last
          ? `${plural(recent.length, 'escalation')} in 90 days${copied > 0 ? `, ${copied} with their executives in copy` : ''} (latest ${day(last.row.at)})`
          : `No escalation in the 90 days to ${day(facts.asOf)}`,
      evidence: () =>
        (recent.length > 0 ? recent : raised).slice(-3).map(({ row, collection, field }) => evidenceOf(collection, row, field)),
    },
  };
}

const CSAT: Anchors = [
  [1, 1],
  [2.5, 0.6],
  [3.6, 0],
  [4.5, -0.3],
  [5, -0.4],
];
const NPS: Anchors = [
  [0, 1],
  [5, 0.5],
  [7, 0],
  [9, -0.35],
  [10, -0.4],
];

/** The latest ratings: CSAT of tickets and surveys over 90 days, each person's last NPS answer over 200. */
function satisfaction(facts: AccountFacts): Observation {
  const csat = [
    ...facts.tickets.flatMap((row) => (row.csat == null ? [] : [{ row, collection: 'support_tickets', field: 'csat', score: row.csat }])),
    ...facts.surveys.filter(({ kind }) => kind === 'csat').map((row) => ({ row, collection: 'surveys', field: 'score', score: row.score })),
  ].sort((a, b) => a.row.at.getTime() - b.row.at.getTime());
  const answers = facts.surveys.filter(({ kind }) => kind === 'nps');
  const newest = newestOf(
    csat.map(({ row }) => row),
    answers,
  );
  if (!newest) return UNKNOWN;
  const ratings = csat.filter(({ row }) => ageDays(facts, row.at) <= 90);
  const latest = new Map(answers.filter(({ at }) => ageDays(facts, at) <= 200).map((row) => [row.contactId ?? row._id, row]));
  const rated = mean(ratings.map(({ score }) => score));
  const promoted = mean([...latest.values()].map(({ score }) => score));
  const strengths = [
    ...(rated === null ? [] : [piecewise(CSAT, clamp(rated, 1, 5))]),
    ...(promoted === null ? [] : [piecewise(NPS, promoted)]),
  ];
  const parts = [
    ...(rated === null ? [] : [`CSAT ${round(rated, 1)} of 5`]),
    ...(promoted === null ? [] : [`NPS answer ${round(promoted, 1)} of 10`]),
  ];
  return {
    newest,
    fullness: 1,
    reading: {
      strength: mean(strengths) ?? 0,
      value: round(rated ?? promoted ?? 0, 1),
      unit: rated === null ? 'NPS' : 'CSAT',
      text: () => (parts.length === 0 ? `No rating in the 90 days to ${day(facts.asOf)}` : `${parts.join(', ')} (latest ${day(newest)})`),
      evidence: () => [
        ...ratings.slice(-3).map(({ row, collection, field }) => evidenceOf(collection, row, field)),
        ...[...latest.values()].slice(-2).map((row) => evidenceOf('surveys', row, 'score')),
      ],
    },
  };
}

const GROUP: Pick<Factor, 'group'> = { group: 'relationship' };

export const relationshipFactors: Factor[] = [
  {
    ...GROUP,
    name: 'attendance',
    label: 'Meeting attendance',
    needs: 'scheduled check-ins and who came',
    importance: 2,
    halfLife: 30,
    observe: attendance,
  },
  {
    ...GROUP,
    name: 'sponsor_silence',
    label: 'Executive sponsor',
    needs: 'contact with an executive sponsor',
    importance: 2,
    halfLife: 30,
    observe: sponsorSilence,
  },
  {
    ...GROUP,
    name: 'response_time',
    label: 'Response time',
    needs: 'answered and unanswered messages',
    importance: 1,
    halfLife: 30,
    observe: responseTime,
  },
  {
    ...GROUP,
    name: 'email_engagement',
    label: 'E-mail opens',
    needs: 'tracked e-mails',
    importance: 0.5,
    halfLife: 30,
    observe: emailEngagement,
  },
  { ...GROUP, name: 'tone', label: 'Tone', needs: 'tickets and messages with sentiment', importance: 1, halfLife: 45, observe: tone },
  { ...GROUP, name: 'escalation', label: 'Escalations', needs: 'support tickets', importance: 1, halfLife: 45, observe: escalation },
  {
    ...GROUP,
    name: 'satisfaction',
    label: 'Satisfaction',
    needs: 'CSAT or NPS answers',
    importance: 1,
    halfLife: 60,
    observe: satisfaction,
  },
];
