import type { AccountEventKind } from '../../../models/account-event.ts';
import type { Random } from '../random.ts';
import { clamp, type Row, round } from './kit.ts';
import { DAY, daysBefore, levelAt, type Profile } from './profile.ts';
import { EVENT_DETAILS, moodOf, NPS_COMMENTS } from './texts.ts';

/** NPS once a half year and some CSAT, of those who answer. */
export function surveysOf(profile: Profile, contacts: Row<'contacts'>[]): Row<'surveys'>[] {
  if (profile.gap === 'no_surveys' || contacts.length === 0) return [];
  const random = profile.random.fork('surveys');
  const taste = random.normal(0, 0.06);
  return [150, 95, 40, 12].flatMap((daysBack, round_) => {
    const at = daysBefore(profile.signalsEnd, daysBack + random.whole(0, 9));
    if (at < profile.customerSince || !random.chance(0.75)) return [];
    const level = clamp(levelAt(profile, at) + taste + random.normal(0, 0.06));
    const nps = round_ % 2 === 0;
    return [
      {
        _id: `${profile.id}-survey-${round_ + 1}`,
        accountId: profile.id,
        contactId: random.pick(contacts)._id,
        at,
        kind: nps ? ('nps' as const) : ('csat' as const),
        score: nps ? clamp(Math.round(1 + 10 * level), 0, 10) : clamp(round(1 + 4.4 * level, 1), 1, 5),
        ...(random.chance(0.5) ? { comment: random.pick(NPS_COMMENTS[moodOf(level)]) } : {}),
      },
    ];
  });
}

const BAD: readonly AccountEventKind[] = [
  'budget_cut',
  'competitor_evaluation',
  'priority_lowered',
  'layoffs',
  'role_change',
  'complaint',
  'acquisition',
];
const GOOD: readonly AccountEventKind[] = [
  'hiring',
  'new_region',
  'new_team',
  'funding',
  'feature_request',
  'budget_approved',
  'revenue_growth',
  'public_praise',
];
const NEUTRAL: readonly AccountEventKind[] = ['new_executive', 'feature_request', 'hiring', 'competitor_evaluation'];

/** What happened at the customer: mostly what fits its condition, at times the opposite. A champion's leaving shows among the contacts too. */
export function eventsOf(profile: Profile, contacts: Row<'contacts'>[]): Row<'accountEvents'>[] {
  if (profile.gap === 'nothing_but_a_name') return [];
  const random = profile.random.fork('events');
  const gone = contacts.find(({ role, leftAt }) => role === 'champion' && leftAt);
  const departures: Row<'accountEvents'>[] = gone?.leftAt
    ? [{ ...eventRow(profile, 0, 'champion_left', gone.leftAt, random), contactId: gone._id }]
    : [];
  const days = (profile.signalsEnd.getTime() - profile.customerSince.getTime()) / DAY;
  if (days < 8) return departures;
  const others = Array.from({ length: random.whole(0, 3) }, (_, number) => {
    const at = daysBefore(profile.signalsEnd, random.between(1, Math.min(110, days - 1)));
    const mood = moodOf(clamp(levelAt(profile, profile.signalsEnd) + random.normal(0, 0.18)));
    return eventRow(profile, number + 1, random.pick({ good: GOOD, fair: NEUTRAL, bad: BAD }[mood]), at, random);
  });
  return [...departures, ...others];
}

function eventRow(profile: Profile, number: number, kind: AccountEventKind, at: Date, random: Random): Row<'accountEvents'> {
  return {
    _id: `${profile.id}-event-${number}`,
    accountId: profile.id,
    at,
    kind,
    detail: EVENT_DETAILS[kind],
    confidence: round(random.between(0.5, 1), 2),
    ...(kind === 'hiring' || kind === 'layoffs' ? { amount: Math.max(1, Math.round(profile.employees * random.between(0.01, 0.08))) } : {}),
    ...(kind === 'budget_approved' ? { amount: Math.round((profile.annualValue * random.between(0.1, 0.5)) / 1_000) * 1_000 } : {}),
  };
}
