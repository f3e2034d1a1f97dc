import type { CollectionName } from './collections.ts';

export interface Doubt {
  code: string;
  text: string;
}

/** What is known around a row, by id. */
export interface Surroundings {
  account?: { customerSince?: Date | null; churnedAt?: Date | null; lifecycleStage?: string };
  /** Whom the row names. */
  contact?: { name?: string; accountId?: string };
  contract?: { startDate?: Date; endDate?: Date | null };
  /** An account of another system that has the same name. */
  namesake?: { source: string; externalId?: string } | undefined;
  now: Date;
}

type Row = Record<string, unknown>;
type Check = (row: Row, around: Surroundings) => Doubt | undefined;

/** Days by which clocks, zones and date-only columns may disagree without anybody being wrong. */
const SLACK_MS = 86_400_000;

const day = (date: Date): string => date.toISOString().slice(0, 10);
const date = (value: unknown): Date | undefined => (value instanceof Date ? value : undefined);

/** `earlier` should not come after `later`. */
function order(
  code: string,
  earlier: Date | undefined,
  later: Date | undefined,
  words: (earlier: string, later: string) => string,
): Doubt | undefined {
  if (!earlier || !later || earlier.getTime() <= later.getTime()) return undefined;
  return { code, text: words(day(earlier), day(later)) };
}

const afterSignUp =
  (what: string): Check =>
  (row, { account }) =>
    order(
      'before_sign_up',
      account?.customerSince ?? undefined,
      date(row.at),
      (since, at) => `${what} on ${at}, before the account signed up on ${since}`,
    );

const withinContract: Check = (row, { contract }) =>
  order('before_contract', contract?.startDate, date(row.at), (start, at) => `used on ${at}, before the subscription began on ${start}`);

const notAhead: Check = (row, { now }) => {
  const at = date(row.at);
  return at && at.getTime() > now.getTime() + SLACK_MS
    ? { code: 'in_the_future', text: `dated ${day(at)}, which is in the future` }
    : undefined;
};

/** Who moved on has earlier rows of where they were; that is not known here, so such a row is kept. */
const ofThisAccount: Check = (row, { contact }) =>
  contact?.accountId && row.accountId && contact.accountId !== row.accountId
    ? { code: 'contact_elsewhere', text: `names ${contact.name ?? 'somebody'}, who is a contact of another account` }
    : undefined;

const pair =
  (code: string, earlier: string, later: string, words: (earlier: string, later: string) => string): Check =>
  (row) =>
    order(code, date(row[earlier]), date(row[later]), words);

const CHECKS: Partial<Record<CollectionName, Check[]>> = {
  accounts: [
    (_, { namesake }) =>
      namesake && {
        code: 'same_name_in_another_system',
        text: `has the name of ${namesake.externalId ?? 'an account'} of ${namesake.source} and is kept as a second account: take accounts from one system, and let the others refer to them by name`,
      },
    pair('left_before_sign_up', 'customerSince', 'churnedAt', (since, left) => `left on ${left}, before signing up on ${since}`),
  ],
  contracts: [
    pair('ends_before_start', 'startDate', 'endDate', (start, end) => `ends on ${end}, before it starts on ${start}`),
    (row, { account }) =>
      order(
        'before_sign_up',
        account?.customerSince ?? undefined,
        date(row.startDate),
        (since, start) => `starts on ${start}, before the account signed up on ${since}`,
      ),
  ],
  supportTickets: [
    notAhead,
    afterSignUp('opened'),
    pair('resolved_before_opened', 'at', 'resolvedAt', (opened, resolved) => `resolved on ${resolved}, before it was opened on ${opened}`),
    (row) =>
      row.status !== 'resolved' && row.resolvedAt
        ? { code: 'resolved_but_open', text: `has a date of resolution but is ${row.status}` }
        : undefined,
  ],
  invoices: [
    notAhead,
    pair('paid_before_issued', 'at', 'paidAt', (issued, paid) => `paid on ${paid}, before it was issued on ${issued}`),
    pair('due_before_issued', 'at', 'dueAt', (issued, due) => `due on ${due}, before it was issued on ${issued}`),
    (row) => (row.status === 'open' && row.paidAt ? { code: 'paid_but_open', text: 'has a date of payment but is open' } : undefined),
  ],
  accountEvents: [
    notAhead,
    afterSignUp('happened'),
    (row, { account }) =>
      row.kind === 'churned' && account && account.lifecycleStage !== 'churned'
        ? { code: 'left_but_active', text: `left on ${day(date(row.at) ?? new Date(0))}, but the account is not marked as churned` }
        : undefined,
  ],
  featureUsage: [notAhead, withinContract, afterSignUp('used')],
  behaviorIntelligenceTracking: [
    notAhead,
    afterSignUp('used'),
    pair(
      'ends_before_start',
      'sessionStartTime',
      'sessionEndTime',
      (start, end) => `the session ends on ${end}, before it starts on ${start}`,
    ),
  ],
  customerUsageAnalytics: [
    pair(
      'ends_before_start',
      'usagePeriodStart',
      'usagePeriodEnd',
      (start, end) => `the period ends on ${end}, before it starts on ${start}`,
    ),
  ],
  // A calendar holds meetings to come.
  interactions: [(row, known) => (row.kind === 'meeting' || row.kind === 'call' ? undefined : notAhead(row, known)), ofThisAccount],
  surveys: [notAhead, afterSignUp('answered'), ofThisAccount],
  communityIntelligenceMonitoring: [notAhead, ofThisAccount],
  advocacyEngagements: [notAhead, ofThisAccount],
  evangelismPipelineManagement: [notAhead, ofThisAccount],
  opportunities: [],
};

/** What makes a valid row doubtful; empty where nothing speaks against it. Pure. */
export function doubtsAbout(name: CollectionName, row: Row, around: Surroundings): Doubt[] {
  return (CHECKS[name] ?? []).flatMap((check) => check(row, around) ?? []);
}

export const isChecked = (name: CollectionName): boolean => (CHECKS[name]?.length ?? 0) > 0;
