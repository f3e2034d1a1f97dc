import { type LIFECYCLE_STAGES, VERTICALS } from '../../../models/account.ts';
import { createRandom, deal, type Random } from '../random.ts';
import { AUTHORED } from './authored.ts';
import { companyName, domainOf, type Vertical } from './names.ts';
import { levelsOf, PATHS_OF_STAGE, type Path } from './paths.ts';

export const DAY = 86_400_000;
export const WEEK = 7 * DAY;

export const SEGMENTS = ['enterprise', 'mid_market', 'smb', 'startup'] as const;
export type Segment = (typeof SEGMENTS)[number];
export type Stage = (typeof LIFECYCLE_STAGES)[number];

/** What is wrong with an account's data; one account has at most one. */
export const GAPS = [
  'no_usage',
  'no_contacts',
  'one_contact',
  'no_surveys',
  'stale',
  'brand_new',
  'no_renewal_date',
  'three_contracts',
  'contract_ended',
  'no_invoices',
  'no_interactions',
  'no_owner',
  'no_firmographics',
  'nothing_but_a_name',
] as const;
export type Gap = (typeof GAPS)[number];

/** Everything about a generated account that its documents are drawn from. */
export interface Profile {
  id: string;
  index: number;
  random: Random;
  today: Date;
  name: string;
  aliases: string[];
  domain: string;
  requiredPerson?: { name: string; title: string };
  vertical: Vertical;
  segment: Segment;
  stage: Stage;
  gap?: Gap;
  path: Path;
  employees: number;
  annualRevenue: number;
  currency: 'USD' | 'EUR' | 'GBP';
  region: string;
  seats: number;
  annualValue: number;
  customerSince: Date;
  churnedAt?: Date;
  /** When the current contract ends; absent where the source does not say. */
  renewalDate?: Date;
  /** Signals are drawn for [signalsStart, signalsEnd]; the end is earlier than today for churned and stale accounts. */
  signalsStart: Date;
  signalsEnd: Date;
  /** The account's hidden condition, 0 (lost) to 1 (thriving), one a week of the signals, oldest first. */
  levels: number[];
}

const SIZES: Record<Segment, { employees: [number, number]; seats: [number, number]; value: [number, number] }> = {
  enterprise: { employees: [2_000, 40_000], seats: [150, 900], value: [320_000, 1_600_000] },
  mid_market: { employees: [200, 1_999], seats: [30, 200], value: [80_000, 420_000] },
  smb: { employees: [40, 199], seats: [8, 45], value: [18_000, 95_000] },
  startup: { employees: [5, 39], seats: [3, 15], value: [6_000, 40_000] },
};

const REGIONS = {
  'North America': 'USD',
  'Latin America': 'USD',
  'Asia Pacific': 'USD',
  'United Kingdom': 'GBP',
  Europe: 'EUR',
  Nordics: 'EUR',
} as const;

const STAGE_DECK: Stage[] = [
  ...Array<Stage>(2).fill('onboarding'),
  ...Array<Stage>(3).fill('adopting'),
  ...Array<Stage>(9).fill('established'),
  ...Array<Stage>(3).fill('renewing'),
  ...Array<Stage>(3).fill('churned'),
];
const SEGMENT_DECK: Segment[] = [
  'enterprise',
  'mid_market',
  'mid_market',
  'mid_market',
  'smb',
  'smb',
  'smb',
  'startup',
  'enterprise',
  'startup',
];
/** One account in five has a gap. */
const GAP_EVERY = 5;

/** Days a customer has been one, by stage. */
const AGE: Record<Stage, [number, number]> = {
  onboarding: [12, 85],
  adopting: [90, 260],
  established: [380, 1_500],
  renewing: [300, 1_460],
  churned: [420, 1_300],
};

export function profileOf(seed: number, index: number, today: Date): Profile {
  const key = String(seed);
  const random = createRandom(`${key}/account/${index}`);
  const authored = AUTHORED[index];
  const gap = authored || index % GAP_EVERY !== 0 ? undefined : deal(`${key}/gap`, index / GAP_EVERY, GAPS);
  const stage = stageOf(gap, deal(`${key}/stage`, index, STAGE_DECK));
  const vertical = authored?.vertical ?? deal(`${key}/vertical`, index, VERTICALS);
  const name = authored?.name ?? companyName(vertical, Math.floor(index / VERTICALS.length));
  const segment = deal(`${key}/segment`, index, SEGMENT_DECK);
  const size = SIZES[segment];
  const region = random.pick(Object.keys(REGIONS) as (keyof typeof REGIONS)[]);
  const employees = Math.round(logUniform(random, ...size.employees));
  const age = gap === 'brand_new' ? random.whole(1, 9) : random.whole(...AGE[stage]);
  const customerSince = daysBefore(today, age);
  const churnedAt = stage === 'churned' ? daysBefore(today, random.whole(15, Math.min(330, age - 240))) : undefined;
  const renewalDate = gap === 'no_renewal_date' ? undefined : renewalOf(random, stage, gap, age, today, churnedAt);
  const signalsEnd = churnedAt ?? (gap === 'stale' ? daysBefore(today, random.whole(60, 120)) : today);
  const weeks = Math.max(0, Math.min(random.chance(0.25) ? 46 : 26, Math.floor((signalsEnd.getTime() - customerSince.getTime()) / WEEK)));
  const path = random.weighted(PATHS_OF_STAGE[stage]);
  return {
    id: `account-${seed}-${String(index).padStart(5, '0')}`,
    index,
    random,
    today,
    name,
    aliases: authored?.aliases ?? [],
    domain: domainOf(name),
    requiredPerson: authored?.person,
    vertical,
    segment,
    stage,
    gap,
    path,
    employees,
    annualRevenue: Math.round((employees * random.between(90_000, 320_000)) / 100_000) * 100_000,
    currency: REGIONS[region],
    region,
    seats: Math.round(logUniform(random, ...size.seats)),
    annualValue: Math.round(logUniform(random, ...size.value) / 1_000) * 1_000,
    customerSince,
    churnedAt,
    renewalDate,
    signalsStart: new Date(signalsEnd.getTime() - weeks * WEEK),
    signalsEnd,
    levels: levelsOf(path, weeks, Math.floor(age / 7) - weeks, random.fork('levels')),
  };
}

export function daysBefore(instant: Date, days: number): Date {
  return new Date(instant.getTime() - days * DAY);
}

/** The account's condition at an instant, 0 to 1; the nearest week where the signals do not reach. */
export function levelAt({ levels, signalsStart }: Profile, instant: Date): number {
  const week = Math.floor((instant.getTime() - signalsStart.getTime()) / WEEK);
  return levels[Math.max(0, Math.min(levels.length - 1, week))] ?? 0.6;
}

/** Gaps that contradict a stage decide it. */
function stageOf(gap: Gap | undefined, dealt: Stage): Stage {
  if (gap === 'brand_new') return 'onboarding';
  if (gap === 'contract_ended' || gap === 'stale' || gap === 'no_renewal_date' || gap === 'three_contracts') return 'established';
  return dealt;
}

function renewalOf(random: Random, stage: Stage, gap: Gap | undefined, age: number, today: Date, churnedAt?: Date): Date {
  if (churnedAt) return endAfterLeaving(churnedAt, random.fork('leaving'));
  if (gap === 'contract_ended') return daysBefore(today, random.whole(10, 70));
  if (stage === 'renewing') return daysBefore(today, -random.whole(4, 100));
  if (stage === 'onboarding' || stage === 'adopting') return daysBefore(today, age - 365);
  return daysBefore(today, -random.whole(101, 350));
}

/** Most decide to leave while their contract runs, when they have had enough; the others wait for its end. */
function endAfterLeaving(churnedAt: Date, random: Random): Date {
  return random.chance(0.6) ? daysBefore(churnedAt, -random.whole(20, 320)) : churnedAt;
}

function logUniform(random: Random, low: number, high: number): number {
  return Math.exp(random.between(Math.log(low), Math.log(high)));
}
