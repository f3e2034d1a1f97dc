import type { AccountStanding } from '../../models/account-standing.ts';
import type { BehaviorTriggers } from '../../models/behavior-trigger.ts';
import type { Contact } from '../../models/contact.ts';
import type { Context } from '../kit/context.ts';
import { UserError } from '../kit/errors.ts';
import { namesOf, whoseAccounts } from '../kit/people.ts';
import { longDate } from '../metrics/format.ts';
import { TRIGGERS } from './assessment.ts';
import type { TriggersOutput } from './output.ts';
import { fromStored, isToday } from './record.ts';
import { RULES } from './triggers.ts';

const SHOWN = 10;
const MOST = 20_000;

type Standing = Pick<AccountStanding, 'accountId' | 'name' | 'ownerId' | 'arr' | 'currency' | 'renewalAt' | 'lifecycleStage'>;

/** Triggers of all customers, or of one person's, as last recorded. @throws UserError for an instant that is not today */
export async function portfolioTriggers(context: Context, owner: string | null): Promise<TriggersOutput> {
  const { tenant, models, asOf, clock } = context;
  if (!isToday(asOf, clock.now()))
    throw new UserError('only_today', `Triggers of the whole portfolio are kept for today only; for ${longDate(asOf)} name one account.`);
  const whose = await whoseAccounts(context, owner);
  const standings = await models.accountStandings
    .find({ tenant, ...whose.where }, { accountId: 1, name: 1, ownerId: 1, arr: 1, currency: 1, renewalAt: 1, lifecycleStage: 1 })
    .limit(MOST)
    .lean<Standing[]>();
  const customers = new Map(standings.flatMap((each) => (each.lifecycleStage === 'churned' ? [] : [[each.accountId, each] as const])));
  const looked = await models.behaviorTriggers
    .find(
      { tenant, ...(Object.keys(whose.where).length > 0 ? { accountId: { $in: [...customers.keys()] } } : { open: { $gte: 0 } }) },
      { triggers: { evidence: 0 } },
    )
    .lean<BehaviorTriggers[]>();
  const checked = looked.filter(({ accountId, asOf: at }) => customers.has(accountId) && at <= asOf);
  const found = checked
    .filter(({ open }) => open > 0)
    .map((row) => ({ row, standing: customers.get(row.accountId), triggers: row.triggers }))
    .sort((a, b) => pressing(b.triggers, b.standing) - pressing(a.triggers, a.standing) || (a.row.accountId < b.row.accountId ? -1 : 1));
  const shown = await withNames(
    context,
    found.slice(0, SHOWN).map(({ row }) => row),
  );
  const owners = await namesOf(
    context,
    shown.flatMap(({ accountId }) => customers.get(accountId)?.ownerId ?? []),
  );
  return {
    whose: whose.label,
    single: false,
    accounts: shown.flatMap(({ accountId, triggers }) => {
      const standing = customers.get(accountId);
      if (!standing) return [];
      const { name, arr, currency, renewalAt, ownerId } = standing;
      const account = { id: accountId, name, arr: arr ?? null, currency: currency ?? 'USD', renewalAt: renewalAt?.toISOString() ?? null };
      return [{ account, owner: owners.get(ownerId ?? '') ?? null, triggers }];
    }),
    found: found.length,
    counts: TRIGGERS.flatMap((kind) => {
      const accounts = found.filter(({ triggers }) => triggers.some((each) => each.kind === kind)).length;
      return accounts > 0 ? [{ kind, accounts }] : [];
    }),
    checked: checked.length,
    without: customers.size - checked.length,
    asOf: checked.length > 0 ? new Date(Math.min(...checked.map((row) => row.asOf.getTime()))).toISOString() : null,
    rules: [...RULES],
  };
}

const URGENCY = { session_decline: 4, adoption_stall: 2, friction: 2, power_user: 0 } as const;

/** Warnings before good news, then how far beyond the limit, then the yearly value. */
function pressing(triggers: BehaviorTriggers['triggers'], standing: Standing | undefined): number {
  const urgent = Math.max(...triggers.map(({ kind, worth }) => URGENCY[kind] + worth));
  return urgent + Math.min(0.5, (standing?.arr ?? 0) / 4_000_000);
}

/** The rows in full, with the names of the people they speak of. */
async function withNames({ tenant, models }: Context, rows: readonly BehaviorTriggers[]) {
  const ids = rows.map(({ accountId }) => accountId);
  const [full, contacts] = await Promise.all([
    models.behaviorTriggers.find({ tenant, accountId: { $in: ids } }).lean<BehaviorTriggers[]>(),
    models.contacts.find({ tenant, accountId: { $in: ids } }, { name: 1, productUserId: 1, accountId: 1 }).lean<Contact[]>(),
  ]);
  const byId = new Map(full.map((row) => [row.accountId, row]));
  return ids.map((accountId) => ({
    accountId,
    triggers: (byId.get(accountId)?.triggers ?? []).map((stored) => {
      const found = fromStored(stored);
      const person = contacts.find((each) => each.accountId === accountId && each.productUserId && each.productUserId === found.subject);
      return { ...found, since: found.since.toISOString(), person: person?.name ?? null };
    }),
  }));
}
