import type { AccountStanding } from '../../models/account-standing.ts';
import { type BehaviorTriggers, TRIGGERS } from '../../models/behavior-trigger.ts';
import type { Contact } from '../../models/contact.ts';
import { isToday } from '../facts/index.ts';
import { keptOfTodayOnly } from '../kit/look-back.ts';
import { heldFigure } from '../kit/standings/values.ts';
import type { Context } from '../kit/tool.ts';
import { ownerNames, whoseAccounts } from '../kit/who.ts';
import { metricNamed } from '../metrics/index.ts';
import { fromStored, storedTriggers } from './record.ts';
import { RULES } from './triggers.ts';

const SHOWN = 10;
const MOST = 20_000;
const FIELDS = { accountId: 1, name: 1, ownerId: 1, arr: 1, currency: 1, asOf: 1 } as const;

/** Triggers of all customers, or of one person's, as last recorded. @throws UserError for an instant that is not today */
export async function portfolioTriggers(context: Context, owner: string | null) {
  const { tenant, models, asOf, clock } = context;
  if (!isToday(asOf, clock.now())) throw keptOfTodayOnly('The list of all customers’ triggers', asOf);
  const { where, label } = await whoseAccounts(context, owner);
  const standings = await models.accountStandings
    .find({ tenant, ...where, lifecycleStage: { $ne: 'churned' } } as { tenant: string }, FIELDS)
    .limit(MOST)
    .lean<AccountStanding[]>();
  const customers = new Map(standings.map((each) => [each.accountId, each]));
  const some = Object.keys(where).length > 0 ? { accountId: { $in: [...customers.keys()] } } : { open: { $gte: 0 } };
  const looked = await models.behaviorTriggers.find({ tenant, ...some }, { triggers: { evidence: 0 } }).lean<BehaviorTriggers[]>();
  const checked = looked.flatMap((row) => {
    const standing = customers.get(row.accountId);
    return standing && row.asOf <= asOf ? [{ ...row, standing, pressing: pressing(row.triggers, standing) }] : [];
  });
  const found = checked.filter(({ open }) => open > 0).sort((a, b) => b.pressing - a.pressing || (a.accountId < b.accountId ? -1 : 1));
  const shown = found.slice(0, SHOWN);
  const standing = shown.map((each) => each.standing);
  const [triggers, owners] = await Promise.all([withNames(context, standing), ownerNames(context, standing)]);
  return {
    whose: label,
    /** One account was asked for. */
    single: false as boolean,
    /** With at least one trigger, most pressing first. */
    accounts: shown.map(({ accountId, standing }) => ({
      account: { id: accountId, name: standing.name },
      arr: heldFigure(standing, metricNamed('arr'), asOf),
      owner: owners.get(standing.ownerId ?? '') ?? null,
      triggers: triggers(accountId),
    })),
    /** Accounts with a trigger, shown or not. */
    found: found.length,
    counts: TRIGGERS.flatMap((kind) => {
      const accounts = found.filter((row) => row.triggers.some((each) => each.kind === kind)).length;
      return accounts > 0 ? [{ kind, accounts }] : [];
    }),
    /** Accounts with sessions that were looked at; `without`: those of the scope with none on record. */
    checked: checked.length,
    without: customers.size - checked.length,
    asOf: checked.length > 0 ? new Date(Math.min(...checked.map((row) => row.asOf.getTime()))).toISOString() : null,
    rules: [...RULES],
  };
}
export type TriggersOutput = Awaited<ReturnType<typeof portfolioTriggers>>;

const URGENCY = { session_decline: 4, adoption_stall: 2, friction: 2, power_user: 0 } as const;

/** Warnings before good news, then how far beyond the limit, then the yearly value. */
function pressing(triggers: BehaviorTriggers['triggers'], { arr }: AccountStanding): number {
  return Math.max(...triggers.map(({ kind, worth }) => URGENCY[kind] + worth)) + Math.min(0.5, (arr ?? 0) / 4_000_000);
}

/** The triggers of some accounts in full, with the names of the people they speak of. */
async function withNames(context: Context, accounts: readonly AccountStanding[]) {
  const { tenant, models } = context;
  const accountIds = accounts.map(({ accountId }) => accountId);
  const [full, contacts] = await Promise.all([
    storedTriggers(context, accountIds),
    models.contacts.find({ tenant, accountId: { $in: accountIds } }, { name: 1, productUserId: 1, accountId: 1 }).lean<Contact[]>(),
  ]);
  const names = new Map(contacts.flatMap((each) => (each.productUserId ? [[`${each.accountId} ${each.productUserId}`, each.name]] : [])));
  return (accountId: string) =>
    (full.get(accountId)?.triggers ?? []).map((stored) => {
      const found = fromStored(stored);
      return { ...found, since: found.since.toISOString(), person: names.get(`${accountId} ${found.subject}`) ?? null };
    });
}
