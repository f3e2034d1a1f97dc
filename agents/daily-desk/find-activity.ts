import type { Account } from '../../models/account.ts';
import type { AccountEvent } from '../../models/account-event.ts';
import { INTERACTION_KINDS, type Interaction } from '../../models/interaction.ts';
import type { SupportTicket } from '../../models/support-ticket.ts';
import { DAY } from '../facts/index.ts';
import { headOf } from '../kit/say.ts';
import { type Context, daySaid, PAGE_SIZE, pageOf, pagesOf, UserError } from '../kit/tool.ts';
import { accountNames, contactNames, resolveWho, whoseAccounts } from '../kit/who.ts';
import { type ActivityKind, type Entry, ofEvent, ofInteraction, ofTicket } from './activity.ts';

const MOST = 500;
const MOST_ACCOUNTS = 1_000;

export interface Asked {
  account: string | null;
  owner: string | null;
  kind: ActivityKind | null;
  person: string | null;
  since: string | null;
  until: string | null;
  words: string | null;
  page: number | null;
}

/** What passed between customers and us, the newest first. @throws UserError where no account is meant */
export async function findActivity(asked: Asked, context: Context) {
  const { tenant, models, asOf } = context;
  const { account: one, contact } = await resolveWho(context, asked.account, asked.person);
  const { label, ids } = one ? { label: one.name, ids: [one._id] } : await bookMeant(asked.owner, context);
  const since = asked.since === null ? undefined : dayOf(asked.since, asOf);
  const until = asked.until === null ? asOf : new Date(dayOf(asked.until, asOf).getTime() + DAY - 1);
  // What is to come is read from the next on.
  const ahead = since !== undefined && until.getTime() > asOf.getTime() + DAY && since.getTime() > asOf.getTime() - DAY;
  if (since && since > until) throw new UserError('bad_date', 'The first day must not be after the last.');
  const filter = {
    tenant,
    accountId: { $in: ids },
    ...(contact ? { contactId: contact._id } : {}),
    at: { $lte: until, ...(since ? { $gte: ahead && since < asOf ? asOf : since } : {}) },
    ingestedAt: { $lte: asOf },
  };
  const { kind } = asked;
  const kinds = kind === null ? INTERACTION_KINDS : INTERACTION_KINDS.filter((each) => each === kind);
  const [interactions, tickets, events] = await Promise.all([
    kinds.length === 0
      ? []
      : models.interactions
          .find({ ...filter, kind: { $in: kinds } })
          .sort({ at: -1 })
          .limit(MOST)
          .lean<Interaction[]>(),
    kind === null || kind === 'ticket' ? models.supportTickets.find(filter).sort({ at: -1 }).limit(MOST).lean<SupportTicket[]>() : [],
    kind === null || kind === 'event' ? models.accountEvents.find(filter).sort({ at: -1 }).limit(MOST).lean<AccountEvent[]>() : [],
  ]);
  const capped = [interactions, tickets, events].some(({ length }) => length === MOST);
  const wanted = asked.words?.toLowerCase().trim() || null;
  const found = [...interactions.map(ofInteraction), ...tickets.map(ofTicket), ...events.map(ofEvent)]
    .filter((each) => wanted === null || `${each.what} ${each.subject ?? ''} ${each.text ?? ''}`.toLowerCase().includes(wanted))
    .sort((a, b) => (ahead ? a.at.localeCompare(b.at) : b.at.localeCompare(a.at)) || a.id.localeCompare(b.id));
  const page = Math.min(pageOf(asked.page), pagesOf(found.length));
  const shown = found.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
  return {
    label,
    account: one && headOf(one),
    asked: { ...asked, page },
    asOf: asOf.toISOString(),
    total: found.length,
    pages: pagesOf(found.length),
    /** Only what is to come was asked for. */
    ahead,
    /** Of a kind only the newest were read. */
    capped,
    person: contact && headOf(contact),
    entries: await named(shown, context),
  };
}
export type Activity = Awaited<ReturnType<typeof findActivity>>;

const dayOf = (said: string, asOf: Date): Date =>
  daySaid(said, /^\d{4}/.test(said) && said > asOf.toISOString() ? 'future' : 'past', asOf) ?? asOf;

/** The accounts of a book; the asker's own where nobody's is said. */
async function bookMeant(owner: string | null, context: Context) {
  const { tenant, models } = context;
  const { label, where } = await whoseAccounts(context, owner ?? 'mine');
  const ids = await models.accounts
    .find({ tenant, ...where }, { _id: 1 })
    .limit(MOST_ACCOUNTS)
    .lean<Pick<Account, '_id'>[]>();
  if (ids.length === 0)
    throw new UserError('no_accounts', `There is no account among ${label}. Name an account, a colleague, or ask for everybody’s.`, [
      { label: 'Everybody’s', say: 'Show the activity of all accounts' },
    ]);
  return { label, ids: ids.map(({ _id }) => _id) };
}

/** With the names of the accounts and of who took part. */
async function named(entries: readonly Entry[], context: Context) {
  const [accounts, contacts] = await Promise.all([accountNames(context, entries), contactNames(context, entries)]);
  return entries.map((each) => ({
    ...each,
    account: accounts.get(each.accountId) ?? '',
    who: contacts.get(each.contactId ?? '') ?? null,
  }));
}
