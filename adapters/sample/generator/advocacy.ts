import { ADVOCACY_TYPES } from '../../../models/advocacy-engagement.ts';
import { AUTHORED } from './authored.ts';
import type { Row } from './kit.ts';
import { DAY, daysBefore, levelAt, type Profile } from './profile.ts';

const MARKETING = 'user-dana-cole';
/** In which condition customers are asked at all: those who ask misjudge some. */
const ASKED_FROM = 0.55;
const PROMOTER = 9;
const PROSPECTS = ['Alder Group', 'Bluefield', 'Corvane', 'Dunmore Works', 'Eastlake', 'Fernhill', 'Greyson', 'Hollins & Co'] as const;

/** Whom we asked to speak for us, what they answered, and the deals it was named in. Draws of its own: no other figure moves. */
export function advocacyOf(
  profile: Profile,
  contacts: readonly Row<'contacts'>[],
  ownerId: string | undefined,
): Row<'advocacyEngagements'>[] {
  const { customerSince, today, churnedAt } = profile;
  const random = profile.random.fork('advocacy');
  const here = contacts.filter(({ leftAt, optedOutAt, role }) => !leftAt && !optedOutAt && role !== 'user' && role !== 'admin');
  const days = Math.floor((today.getTime() - customerSince.getTime()) / DAY);
  if (here.length === 0 || days < 150 || churnedAt) return [];
  const leader = random.chance(0.5) ? MARKETING : (ownerId ?? MARKETING);
  const person = random.pick(here)._id;
  const engagement = (number: number, age: number, rest: Partial<Row<'advocacyEngagements'>>): Row<'advocacyEngagements'> => ({
    _id: `${profile.id}-advocacy-${number}`,
    accountId: profile.id,
    contactId: person,
    ownerId: leader,
    advocacyType: random.pick(ADVOCACY_TYPES),
    engagementStatus: 'approached',
    at: daysBefore(today, age),
    requestDate: daysBefore(today, age),
    currency: profile.currency,
    statusHistory: [{ to: 'approached', at: daysBefore(today, age), byUserId: leader }],
    ...rest,
  });
  const well = (age: number) => levelAt(profile, daysBefore(today, age)) >= ASKED_FROM;
  const lately = random.chance(0.22) && well(0) ? [asked(engagement, random.whole(4, 80), random)] : [];
  // Some who spoke for us are in trouble since.
  const age = random.whole(200, 330);
  const long = random.chance(0.3) && age < days - 90 && well(age) ? [done(engagement, age, profile, random)] : [];
  return [...long, ...lately];
}

type Draw = Profile['random'];
type Make = (number: number, age: number, rest: Partial<Row<'advocacyEngagements'>>) => Row<'advocacyEngagements'>;

/** Asked not long ago: no answer yet, interested, agreed or declined. */
function asked(make: Make, age: number, random: Draw): Row<'advocacyEngagements'> {
  const row = make(2, age, {});
  const state = random.weighted({ approached: 4, interested: 3, committed: 2, declined: 2 });
  if (state === 'approached' || age < 8) return row;
  const at = new Date(row.at.getTime() + random.whole(2, Math.min(20, age - 2)) * DAY);
  return {
    ...row,
    engagementStatus: state,
    responseDate: at,
    statusHistory: [...(row.statusHistory ?? []), { from: 'approached', to: state, at, byUserId: row.ownerId ?? MARKETING }],
  };
}

/** Done long ago, at a cost, named in a deal or two of ours. */
function done(make: Make, age: number, { today, annualValue }: Profile, random: Draw): Row<'advocacyEngagements'> {
  const row = make(1, age, {});
  const [answered, finished] = [daysBefore(today, age - random.whole(2, 15)), daysBefore(today, age - random.whole(30, 80))];
  const by = { byUserId: row.ownerId ?? MARKETING };
  const deals = Array.from({ length: random.whole(0, 2) }, (_, number) => ({
    dealId: `D-${row._id}-${number + 1}`,
    company: random.pick(PROSPECTS),
    stage: random.weighted({ open: 3, won: 3, lost: 2 }),
    amount: Math.max(4_000, Math.round((annualValue * random.between(0.2, 0.7)) / 1_000) * 1_000),
    at: daysBefore(today, random.whole(10, age - 60)),
  }));
  const published = row.advocacyType === 'case_study' || row.advocacyType === 'speaking' || row.advocacyType === 'testimonial';
  return {
    ...row,
    engagementStatus: 'completed',
    responseDate: answered,
    completionDate: finished,
    statusHistory: [
      ...(row.statusHistory ?? []),
      { from: 'approached', to: 'committed', at: answered, ...by },
      { from: 'committed', to: 'completed', at: finished, ...by },
    ],
    cost: random.whole(1, 14) * 1_000,
    satisfactionScore: random.weighted({ 3: 1, 4: 4, 5: 5 }) === '3' ? 3 : random.chance(0.5) ? 4 : 5,
    ...(published ? { contentApprovalStatus: 'published' as const, reachMetrics: { views: random.whole(80, 3_000) } } : {}),
    deals,
  };
}

/** Some who would recommend us want no mail from us. The accounts people meet by name keep their contacts as they are. */
export function withOptOuts(profile: Profile, contacts: Row<'contacts'>[], surveys: readonly Row<'surveys'>[]): Row<'contacts'>[] {
  if (AUTHORED[profile.index]) return contacts;
  const random = profile.random.fork('opted-out');
  const promoters = new Set(
    surveys.flatMap(({ kind, score, contactId }) => (kind === 'nps' && (score ?? 0) >= PROMOTER ? (contactId ?? []) : [])),
  );
  return contacts.map((contact) =>
    promoters.has(contact._id) && !contact.optedOutAt && random.chance(0.15)
      ? { ...contact, optedOutAt: daysBefore(profile.today, random.whole(0, 40)) }
      : contact,
  );
}
