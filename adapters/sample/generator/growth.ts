import { createRandom, type Random } from '../random.ts';
import type { Rows } from '../rows.ts';
import { contactsOf } from './contacts.ts';
import { interactionsOf } from './conversations.ts';
import { surveysOf } from './feedback.ts';
import { clamp, type Row, round } from './kit.ts';
import { contractsOf, invoicesOf } from './money.ts';
import { companyName, domainOf } from './names.ts';
import { newCsmOf, salesRepOf } from './owners.ts';
import { DAY, daysBefore, type Profile, profileOf } from './profile.ts';
import { ticketsOf } from './support.ts';
import { usageOf } from './usage.ts';
import { valuesOf } from './value.ts';

/**
 * Accounts that grow, and accounts that only look as if they did. What is really so, `GROWS` says: it is for measuring
 * how well growth is found, and nothing that is measured reads it.
 */
export const GROWS = {
  more_people: 'seats',
  new_team: 'seats',
  new_region: 'region',
  asked_for_more: 'capability',
  new_executive: 'initiative',
  seasonal_peak: null,
  migration_burst: null,
  executive_who_left: null,
  shrinking_contract: null,
} as const;
export type Situation = keyof typeof GROWS;
const SITUATIONS = Object.keys(GROWS) as Situation[];

/** Numbers of other generated accounts never come this far. */
const FIRST_INDEX = 900_000;
const FIRST =
  'Brackwater Cedarline Dovetail Everhart Flintlock Gablewood Harrowgate Inverlea Kingsmere Lindqvist Maplecroft Nettlefield Osterby Pemberly Quayside Ridgemont Silverlake Thornbury Ullswater Verity Wintercrest Yelland Ashdown Bellweather Copperfield Driftwood Elmhurst Fairholm Greystone Hawksmoor'.split(
    ' ',
  );
/** The peak is the retailers' own, and comes to all of them here. */
const VERTICAL = 'retail';
const SEASON = 1.32;

export const situationOf = (number: number): Situation => SITUATIONS[number % SITUATIONS.length] as Situation;

/** So many accounts of each situation, the same for the same seed. */
export function* growthAccounts({ today, each, seed }: { today: Date; each: number; seed: number }): Generator<Rows> {
  const hired = new Set<string>();
  for (let number = 0; number < each * SITUATIONS.length; number++) {
    const { id, row } = newCsmOf(number, today);
    yield { ...(hired.has(id) ? {} : { users: [row] }), ...growthAccount(today, number, seed) };
    hired.add(id);
  }
}

export function growthAccount(today: Date, number: number, seed: number): Rows {
  const situation = situationOf(number);
  const random = createRandom(`${seed}/growth/${number}`);
  const profile = profileFor(situation, today, number, seed, random);
  const contacts = contactsOf(profile).map(({ leftAt: _, ...contact }) => contact);
  const csm = newCsmOf(number, today);
  const base = { accountId: profile.id };
  const executive = executiveOf(situation, profile, random);
  const contracts = resized(situation, contractsOf(profile, 'annual_prepaid'));
  return {
    accounts: [
      {
        _id: profile.id,
        at: profile.customerSince,
        name: profile.name,
        currency: profile.currency,
        lifecycleStage: profile.stage,
        customerSince: profile.customerSince,
        vertical: profile.vertical,
        employees: profile.employees,
        annualRevenue: profile.annualRevenue,
        region: profile.region,
        website: `https://${profile.domain}`,
        ownerId: csm.id,
        accountExecutiveId: salesRepOf(number),
        tags: [profile.segment],
      },
    ],
    contacts: [...contacts, ...(executive ? [executive] : [])],
    contracts,
    invoices: invoicesOf(profile, contracts, 'annual_prepaid'),
    customerUsageAnalytics: usageFor(situation, profile, usageOf(profile, contacts), random.fork('usage')),
    interactions: [...interactionsOf(profile, contacts, csm.id), ...meetings(base, executive, csm.id, today)],
    supportTickets: ticketsOf(profile, contacts),
    surveys: surveysOf(profile, contacts),
    accountEvents: eventsFor(situation, profile, executive, random.fork('events')),
    valueRecords: valuesOf(profile),
  };
}

function profileFor(situation: Situation, today: Date, number: number, seed: number, random: Random): Profile {
  const drawn = profileOf(seed, FIRST_INDEX + 6 * number, today);
  const { churnedAt: _, gap: __, ...rest } = drawn;
  const vertical = situation === 'seasonal_peak' || random.chance(0.6) ? VERTICAL : drawn.vertical;
  const ends = random.whole(60, 330);
  const since = random.whole(500, 1_400);
  const segment = random.pick(['enterprise', 'mid_market', 'mid_market', 'smb'] as const);
  const name = nameOf(vertical, number);
  const seats = { enterprise: random.whole(150, 600), mid_market: random.whole(40, 160), smb: random.whole(14, 40) }[segment];
  return {
    ...rest,
    id: `account-${seed}-growth-${String(number).padStart(4, '0')}`,
    random,
    name,
    aliases: [],
    domain: domainOf(name),
    vertical,
    segment,
    stage: 'established',
    path: 'steady_good',
    employees: seats * random.whole(9, 18),
    seats,
    annualValue: Math.round((seats * random.between(1_400, 3_200)) / 1_000) * 1_000,
    customerSince: daysBefore(today, since),
    renewalDate: daysBefore(today, -ends),
    signalsStart: daysBefore(today, 26 * 7),
    signalsEnd: today,
    levels: Array.from({ length: 26 }, () => clamp(conditionOf(situation, number) + random.normal(0, 0.02))),
  };
}

/** How they otherwise fare: as people do who grow, and as others. */
function conditionOf(situation: Situation, number: number): number {
  const spread = Math.floor(number / SITUATIONS.length) % 3;
  return (GROWS[situation] ? [0.84, 0.66, 0.74] : [0.74, 0.52, 0.38])[spread] ?? 0.7;
}

/** Names of their own, so that none is nearly another's. */
function nameOf(vertical: Profile['vertical'], number: number): string {
  const round = Math.floor(number / FIRST.length);
  const kind = companyName(vertical, number + round)
    .split(' ')
    .slice(1)
    .join(' ');
  return `${FIRST[number % FIRST.length]} ${kind}${round >= 8 ? ` ${round}` : ''}`;
}

const TEAMS = ['Marketing', 'Research', 'Procurement', 'Logistics', 'Legal'];
const SITES = ['Madrid', 'Singapore', 'Toronto', 'São Paulo', 'Dublin', 'Milan'];

/** The account's weeks as its situation makes them. Where it grows, seats run out; in the retailers' peak everybody is busier. */
function usageFor(situation: Situation, profile: Profile, weeks: Row<'customerUsageAnalytics'>[], random: Random) {
  const start = random.whole(10, 14);
  const room = situation === 'new_team' ? 0.9 : situation === 'shrinking_contract' ? 0.98 : 0.84;
  const growth = situation === 'more_people' ? random.between(0.14, 0.4) : 0;
  const joined = { team: random.pick(TEAMS), site: random.pick(SITES), share: random.between(0.08, 0.25) };
  const peak = { weeks: random.whole(7, 10), height: Math.max(1.1, random.normal(SEASON, 0.08)) };
  const move = { from: random.whole(3, 7), until: random.whole(0, 2) };
  return weeks.map((week, index) => {
    const back = weeks.length - 1 - index;
    const season = profile.vertical === VERTICAL && back < peak.weeks ? peak.height : 1;
    const noise = () => 1 + random.normal(0, 0.015);
    const rise = 1 + growth * clamp((index - 6) / 16);
    const fresh = back < start ? clamp((start - back) / 5) : 0;
    const people = profile.seats * room * 0.78;
    const own = people * rise * noise();
    const more = situation === 'new_team' || situation === 'new_region' ? Math.round(people * joined.share * fresh) : 0;
    const burst = situation === 'migration_burst' && back >= move.until && back < move.from ? random.between(3, 6) : 1;
    const active = Math.round((own + more) * season * (burst > 1 ? 1.15 : 1));
    const provisioned = Math.round(profile.seats * room * rise * (1 + (season - 1) * 0.5)) + more;
    const asked = situation === 'asked_for_more' || situation === 'new_executive';
    const deeper = asked ? 1 + 0.35 * clamp((index - 8) / 12) : 1;
    const calls = Math.round(profile.seats * 120 * season * burst * (rise + (asked ? 0.8 * clamp((index - 8) / 12) : 0)) * noise());
    const shrunk = situation === 'shrinking_contract' ? 1 : 0;
    return {
      ...week,
      activeUsersCount: active,
      provisionedUsersCount: provisioned,
      totalLogins: Math.round(active * 4.2),
      apiCallsCount: calls,
      dataVolumeProcessed: Math.round(calls * 6 * noise()),
      advancedFeatureAdoption: round(clamp((week.advancedFeatureAdoption ?? 0.5) * 0.7 * deeper), 3),
      capacityUtilization: round(clamp((provisioned / profile.seats) * (shrunk ? 1 : 0.95), 0, 1.2), 3),
      activeUsersByTeam: [
        { team: 'Operations', users: Math.ceil((active - more) * 0.7) },
        { team: 'Finance', users: active - more - Math.ceil((active - more) * 0.7) },
        ...(situation === 'new_team' && more > 0 ? [{ team: joined.team, users: more }] : []),
      ],
      activeUsersByRegion: [
        { region: profile.region, users: active - (situation === 'new_region' ? more : 0) },
        ...(situation === 'new_region' && more > 0 ? [{ region: joined.site, users: more }] : []),
      ],
      integrationUtilization: [
        { integration: 'warehouse', calls: Math.round(calls * 0.6) },
        ...(asked && back < 12 ? [{ integration: 'event stream', calls: Math.round(calls * 0.2) }] : []),
      ],
    };
  });
}

/** Who asks for more has little yet; a contract that was cut at its last renewal has fewer seats, which the same people fill. */
function resized(situation: Situation, contracts: Row<'contracts'>[]): Row<'contracts'>[] {
  if (situation === 'asked_for_more' || situation === 'new_executive')
    return contracts.map((contract) => ({ ...contract, lineItems: [{ name: 'Platform', annualValue: contract.annualValue ?? 0 }] }));
  if (situation !== 'shrinking_contract') return contracts;
  return contracts.map((contract, index) =>
    index === contracts.length - 1
      ? contract
      : { ...contract, seats: Math.round((contract.seats ?? 0) * 1.5), annualValue: Math.round((contract.annualValue ?? 0) * 1.4) },
  );
}

function executiveOf(situation: Situation, { id, today, domain }: Profile, random: Random): Row<'contacts'> | null {
  if (situation !== 'new_executive' && situation !== 'executive_who_left') return null;
  const name = random.pick(['Ruth Okafor', 'Anders Holm', 'Lucía Ferrer', 'Meera Nair', 'Paul Brandt', 'Yuki Tanabe']);
  const left = situation === 'executive_who_left';
  return {
    _id: `${id}-executive`,
    accountId: id,
    at: daysBefore(today, 105),
    name,
    email: `${name.split(' ')[0]?.toLowerCase()}@${domain}`,
    title: random.pick(['Chief Data Officer', 'Chief Digital Officer', 'Chief Operating Officer']),
    role: 'decision_maker',
    ...(left ? { leftAt: daysBefore(today, random.whole(6, 30)) } : {}),
  };
}

const meetings = (base: { accountId: string }, executive: Row<'contacts'> | null, userId: string, today: Date): Row<'interactions'>[] =>
  (executive ? [80, 45] : []).map((age) => ({
    ...base,
    _id: `${base.accountId}-executive-meeting-${age}`,
    at: daysBefore(today, age),
    contactId: executive?._id,
    userId,
    kind: 'meeting',
    direction: 'outbound',
    subject: 'Plans for the coming year',
    attended: true,
  }));

function eventsFor(situation: Situation, profile: Profile, executive: Row<'contacts'> | null, random: Random): Row<'accountEvents'>[] {
  const { id, today, annualValue } = profile;
  const event = (
    number: number,
    kind: Row<'accountEvents'>['kind'],
    age: number,
    detail: string,
    more: object = {},
  ): Row<'accountEvents'> => ({
    _id: `${id}-event-${number}`,
    accountId: id,
    at: new Date(today.getTime() - age * DAY),
    kind,
    detail,
    confidence: round(random.between(0.7, 1), 2),
    ...more,
  });
  const money = (share: number) => Math.round((annualValue * share) / 1_000) * 1_000;
  const appointed = () => event(1, 'new_executive', 104, `${executive?.name} appointed ${executive?.title}`, { contactId: executive?._id });
  switch (situation) {
    case 'more_people':
      return random.chance(0.5)
        ? [event(1, 'hiring', 70, 'Hiring for the teams that use the product', { amount: Math.round(profile.seats * 0.3) })]
        : [];
    case 'new_team':
      return random.chance(0.4) ? [event(1, 'new_team', 85, 'Another department has joined')] : [];
    case 'new_region':
      return random.chance(0.7) ? [event(1, 'new_region', 80, 'A site was opened in another country')] : [];
    case 'asked_for_more':
      return [
        event(1, 'feature_request', 50, 'Asked for streaming analytics on the data they load every night'),
        ...(random.chance(0.7)
          ? [event(2, 'budget_approved', 30, 'Budget set aside for analytics next year', { amount: money(0.4) })]
          : []),
      ];
    case 'new_executive':
      return [
        appointed(),
        event(2, 'technology_change', 60, 'The new leadership modernises how data are worked with'),
        ...(random.chance(0.7)
          ? [event(3, 'budget_approved', 40, 'Money for the modernisation was approved', { amount: money(0.5) })]
          : []),
        ...(random.chance(0.5) ? [event(4, 'feature_request', 35, 'Asked what the higher edition offers')] : []),
      ];
    case 'executive_who_left':
      return [
        appointed(),
        event(2, 'technology_change', 90, 'The new leadership looks at how data are worked with'),
        ...(random.chance(0.3)
          ? [event(4, 'budget_approved', 60, 'Money for the modernisation was approved', { amount: money(0.4) })]
          : []),
        event(3, 'executive_left', 12, `${executive?.name} has left after a short time`, { contactId: executive?._id }),
      ];
    case 'seasonal_peak':
      return random.chance(0.3) ? [event(1, 'hiring', 55, 'Seasonal staff hired', { amount: Math.round(profile.seats * 0.3) })] : [];
    case 'migration_burst':
      return [event(1, 'technology_change', 30, 'One team moves its archive over')];
    case 'shrinking_contract':
      return random.chance(0.3) ? [event(1, 'hiring', 60, 'Hiring in a few teams', { amount: 5 })] : [];
  }
}
