import type { Account } from '../../models/account.ts';
import type { AccountStanding } from '../../models/account-standing.ts';
import type { Interaction } from '../../models/interaction.ts';
import type { Role } from '../../models/user.ts';
import { DAY } from '../facts/index.ts';
import { filterOf } from '../kit/conditions.ts';
import { largestFirst, type Rates, ratesInto } from '../kit/exchange.ts';
import { localTime } from '../kit/local-day.ts';
import { headOf } from '../kit/say.ts';
import { heldFigures } from '../kit/standings/values.ts';
import type { Context } from '../kit/tool.ts';
import { colleagues, contactNames, whichColleague } from '../kit/who.ts';
import { QUIET_DAYS } from '../metrics/topics/last-contact.ts';
import { stepsDue } from '../success-navigator/face.ts';
import { waitingFor } from './approvals.ts';
import { dueBefore, STATE_FILTERS, tasksBy } from './task-list.ts';

/** How many of each kind a day shows. */
export const SHOWN = 3;
const RENEWING_DAYS = 90;
const MEETING_DAYS = 2;
/** Of a book as many are looked at. */
const MOST = 1_000;
const FIGURES = ['health', 'health_change_30', 'arr', 'churn_risk', 'renewal_probability', 'renewal_date', 'days_since_contact'] as const;

/** What of one person's work is due, waits, or went wrong, by their role: the day as it is now. */
export async function dayOf(owner: string | null, context: Context) {
  const { tenant, models, asOf, actor } = context;
  const [person, people] = await Promise.all([whichColleague(context, owner), colleagues(context)]);
  const own = person.id === actor.id;
  const them = people.find(({ _id }) => _id === person.id);
  const roles: readonly Role[] = own ? actor.roles : (them?.roles ?? []);
  const reports = people.filter(({ managerId }) => managerId === person.id).map(({ _id }) => _id);
  const book = bookOf(person.id, roles, reports);
  const due = { $and: [STATE_FILTERS.open, { ownerId: person.id }, dueBefore('week', asOf)] };
  const late = { $and: [STATE_FILTERS.open, { ownerId: person.id }, dueBefore('overdue', asOf)] };
  const [tasks, total, overdue, waiting, steps, meetings, worse, quiet, renewing] = await Promise.all([
    tasksBy(due, context, 0, SHOWN),
    models.tasks.countDocuments({ tenant, ...due }),
    models.tasks.countDocuments({ tenant, ...late }),
    // What waits for a colleague may be their own draft.
    own ? waitingFor(context, { id: person.id, roles }) : [],
    stepsDue(person, context),
    meetingsOf(person.id, them?.timezone ?? actor.timezone, context),
    standings(context, book, filterOf({ metric: 'health_change_30', comparator: 'below', value: 0 }, asOf), { change30: 1 }),
    standings(context, book, filterOf({ metric: 'days_since_contact', comparator: 'above', value: QUIET_DAYS }, asOf), {
      'metrics.last_contact': 1,
    }),
    atRisk(context, book),
  ]);
  return {
    person,
    own,
    /** Whose accounts make it up: none, their own, or those of several people. */
    book:
      book === null
        ? ('none' as const)
        : roles.some((role) => role === 'manager' || role === 'executive')
          ? ('wide' as const)
          : ('own' as const),
    /** How many are recorded as reporting to somebody whose accounts are those of their people; null for anybody else. */
    team: roles.includes('manager') && !roles.includes('executive') ? reports.length : null,
    tasks,
    total,
    overdue,
    waiting: waiting.map(({ _id, account, subject }) => ({ id: _id, account: { id: account.id, name: account.name }, subject })),
    steps: steps.due.length,
    questions: steps.questions.length,
    meetings,
    worse: worse.map((row) => shown(row, asOf)),
    quiet: quiet.map((row) => shown(row, asOf)),
    renewing: renewing.rows.map((row) => shown(row, asOf)),
    /** No rate is known between the currencies of the renewals. */
    unconverted: renewing.unconverted,
    asOf: asOf.toISOString(),
  };
}
export type Day = Awaited<ReturnType<typeof dayOf>>;

/** Whose accounts make up somebody's day; null where none do. */
function bookOf(id: string, roles: readonly Role[], reports: string[]): object | null {
  if (roles.includes('executive')) return {};
  if (roles.includes('manager')) return { ownerId: { $in: [id, ...reports] } };
  return roles.some((role) => role === 'csm' || role === 'ae') ? { $or: [{ ownerId: id }, { accountExecutiveId: id }] } : null;
}

const shown = (row: AccountStanding, asOf: Date) => ({ id: row.accountId, name: row.name, figures: heldFigures(row, FIGURES, asOf) });

const standings = (
  { tenant, models }: Context,
  book: object | null,
  where: object,
  sort: Record<string, 1 | -1>,
  limit = SHOWN,
): Promise<AccountStanding[]> | AccountStanding[] =>
  book === null
    ? []
    : models.accountStandings
        .find({ tenant, lifecycleStage: { $ne: 'churned' }, ...book, ...where })
        .sort(sort)
        .limit(limit)
        .lean<AccountStanding[]>();

type Renewing = Pick<AccountStanding, 'arr' | 'currency' | 'churnRisk' | 'metrics'>;

/** The chance, 0 to 100, that it is lost, as the forecast counts it; the churn risk where no chance was given. */
function lossOf({ metrics, churnRisk }: Renewing): number {
  const chance: unknown = (metrics as Record<string, unknown> | undefined)?.renewal_probability;
  return typeof chance === 'number' ? 100 - chance : (churnRisk ?? 0);
}

/** What is at stake most first: yearly value times the chance that it is lost; without rates between their currencies, the chance alone, which compares. */
export const mostAtStake = (rates: Rates | null) =>
  rates
    ? largestFirst(rates, (each: Renewing) => ({ amount: lossOf(each) * (each.arr ?? 0), currency: each.currency }))
    : (a: Renewing, b: Renewing): number => lossOf(b) - lossOf(a);

/** The renewals ahead by what is at stake. */
async function atRisk(context: Context, book: object | null) {
  const { asOf } = context;
  const soon = { $gte: asOf, $lt: new Date(asOf.getTime() + RENEWING_DAYS * DAY) };
  const found = await standings(context, book, { renewalAt: soon, arr: { $gt: 0 } }, { renewalAt: 1 }, MOST);
  const currencies = [...new Set(found.flatMap(({ currency }) => currency ?? []))];
  const rates = await ratesInto(context, currencies, currencies[0] ?? '');
  return { unconverted: rates === null, rows: found.sort(mostAtStake(rates)).slice(0, SHOWN) };
}

/** Who of the accounts that are somebody's own is met today and tomorrow, as the calendar knows. */
async function meetingsOf(id: string, timezone: string, context: Context) {
  const { tenant, models, asOf } = context;
  const accounts = await models.accounts
    .find({ tenant, $or: [{ ownerId: id }, { accountExecutiveId: id }] }, { name: 1 })
    .limit(MOST)
    .lean<Pick<Account, '_id' | 'name'>[]>();
  const known = new Map(accounts.map((each) => [each._id, each]));
  const rows = await models.interactions
    .find({
      tenant,
      accountId: { $in: [...known.keys()] },
      kind: { $in: ['meeting', 'call'] },
      at: { $gt: asOf, $lt: new Date(asOf.getTime() + MEETING_DAYS * DAY) },
      ingestedAt: { $lte: asOf },
    })
    .sort({ at: 1 })
    .limit(SHOWN)
    .lean<Interaction[]>();
  const names = await contactNames(context, rows);
  return rows.flatMap(({ _id, accountId, at, kind, subject, contactId }) => {
    const account = known.get(accountId);
    if (!account) return [];
    const who = { subject: subject ?? null, withWhom: names.get(contactId ?? '') || null };
    return [{ id: _id, account: headOf(account), at: at.toISOString(), when: localTime(timezone, at), kind, ...who }];
  });
}
