import type { Account } from '../../models/account.ts';
import type { AccountEvent } from '../../models/account-event.ts';
import { INTERACTION_KINDS, type Interaction } from '../../models/interaction.ts';
import type { SupportTicket } from '../../models/support-ticket.ts';
import { DAY } from '../facts/index.ts';
import { headOf } from '../kit/say.ts';
import { type Context, daySaid, PAGE_SIZE, pageOf, pagesOf, UserError } from '../kit/tool.ts';
import { accountNames, contactNames, resolveWho, whoseAccounts } from '../kit/who.ts';
import { type AskedKind, type Entry, holdsKind, ofEvent, ofInteraction, ofTicket } from './activity.ts';

const MOST = 500;
const MOST_ACCOUNTS = 1_000;

export interface Asked {
  account: string | null;
  owner: string | null;
  kind: AskedKind | null;
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
  // With an account named, whose it is says who of us took part.
  const by = one && asked.owner !== null ? (await whoseAccounts(context, asked.owner)).person : null;
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
  const kinds = INTERACTION_KINDS.filter((each) => holdsKind(kind, each));
  const [interactions, tickets, events] = await Promise.all([
    kinds.length === 0
      ? []
      : models.interactions
          .find({ ...filter, kind: { $in: kinds } })
          .sort({ at: -1 })
          .limit(MOST)
          .lean<Interaction[]>(),
    holdsKind(kind, 'ticket') ? models.supportTickets.find(filter).sort({ at: -1 }).limit(MOST).lean<SupportTicket[]>() : [],
    holdsKind(kind, 'event') ? models.accountEvents.find(filter).sort({ at: -1 }).limit(MOST).lean<AccountEvent[]>() : [],
  ]);
  const capped = [interactions, tickets, events].some(({ length }) => length === MOST);
  const ours = by ? interactions.filter(({ userId }) => userId === by.id) : interactions;
  const others = by ? [] : [...tickets.map(ofTicket), ...events.map(ofEvent)];
  const holding = [...ours.map(ofInteraction), ...others].filter(holds(asked.words));
  // Where none is as asked, what there is besides is told as that.
  const narrowed = by !== null || wordsFor(asked.words).length > 0;
  const isBesides = one !== null && narrowed && holding.length === 0;
  const found = (isBesides ? [...interactions.map(ofInteraction), ...tickets.map(ofTicket), ...events.map(ofEvent)] : holding).sort(
    (a, b) => (ahead ? a.at.localeCompare(b.at) : b.at.localeCompare(a.at)) || a.id.localeCompare(b.id),
  );
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
    by,
    /** None is as asked, by whom or with which words: these are the others. */
    isBesides,
    entries: await named(shown, context),
    /** Of conversations: when they last took part themselves, where the newest is ours alone, and what is to come. */
    ...(asked.kind === 'conversation' && !ahead && page === 1 && one && !narrowed
      ? await besideOf(interactions, filter, context)
      : NOTHING_BESIDE),
  };
}
export type Activity = Awaited<ReturnType<typeof findActivity>>;

/** What an occasion is called in the texts. */
const OCCASIONS: Readonly<Record<string, readonly string[]>> = {
  qbr: ['qbr', 'quarterly business review', 'business review', 'quarterly review'],
  ebr: ['ebr', 'executive business review'],
};

const wordsFor = (asked: string | null): readonly string[] => {
  const wanted = asked?.toLowerCase().trim();
  return wanted ? (OCCASIONS[wanted] ?? [wanted]) : [];
};

const holds = (asked: string | null) => {
  const wanted = wordsFor(asked);
  return ({ what, subject, text }: Entry): boolean =>
    wanted.length === 0 || wanted.some((each) => `${what} ${subject ?? ''} ${text ?? ''}`.toLowerCase().includes(each));
};

const NOTHING_BESIDE = { theirs: undefined, next: null };

async function besideOf(found: readonly Interaction[], filter: object, context: Context) {
  const { asOf, models } = context;
  const [newest] = found;
  const next = await models.interactions
    .findOne({ ...filter, kind: { $in: ['meeting', 'call'] }, at: { $gt: asOf } })
    .sort({ at: 1 })
    .lean<Interaction>();
  const oneSided = newest !== undefined && !tookPart(newest);
  const last = oneSided ? found.find(tookPart) : undefined;
  return { theirs: oneSided ? (last ? ofInteraction(last) : null) : undefined, next: next && ofInteraction(next) };
}

/** Whether somebody of theirs wrote or came. */
const tookPart = ({ kind, direction, attended }: Interaction): boolean =>
  kind === 'meeting' || kind === 'call' ? attended !== false : direction === 'inbound';

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
