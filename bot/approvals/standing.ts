import { type Against, againstAsking, loadAsked } from '../../agents/kit/asking.ts';
import type { Account } from '../../models/account.ts';
import type { Approval } from '../../models/approval.ts';
import type { Contact } from '../../models/contact.ts';
import type { Models } from '../../models/index.ts';
import type { User } from '../../models/user.ts';
import type { Closed } from '../channel-policy.ts';

type Person = Pick<User, '_id' | 'name' | 'email' | 'roles'>;

/** Everything a decision depends on, as it is stored at this moment. */
export interface Standing {
  now: Date;
  account: Account | undefined;
  /** The account's CSM. */
  owner: Person | undefined;
  /** Of an outreach. */
  contact: Contact | undefined;
  /** In whose name it goes; only while active. */
  sender: Person | undefined;
  /** Only while active. */
  requester: Person | undefined;
  /** Only while active. */
  decider: Person | undefined;
  /** Why the place of the decision may not see customer data; undefined where it may. */
  closed: Closed | undefined;
  /** Of a favour: what speaks against asking for it now. */
  against: Against[];
}

/** Reads the standing of a draft or an approval. */
export async function standingOf(
  { models, now }: { models: Models; now: Date },
  judged: Pick<Approval, 'tenant' | 'account' | 'recipient' | 'requestedBy' | 'sender' | 'askedFor'>,
  decision: { by?: string; closed?: Closed | undefined } = {},
): Promise<Standing> {
  const { tenant, account: about, recipient, requestedBy, sender, askedFor } = judged;
  const [account, contact, asked] = await Promise.all([
    models.accounts.findOne({ tenant, _id: about.id }).lean<Account>(),
    recipient ? models.contacts.findOne({ tenant, _id: recipient.contactId }).lean<Contact>() : null,
    askedFor ? loadAsked({ tenant, models, asOf: now }, [about.id]) : null,
  ]);
  const favour = asked?.get(about.id);
  const ids = [requestedBy, sender.id, decision.by, account?.ownerId].filter((id) => id !== undefined && id !== null);
  const people = await models.users.find({ tenant, _id: { $in: ids }, active: true }, { name: 1, email: 1, roles: 1 }).lean<Person[]>();
  const person = (id: string | null | undefined) => people.find(({ _id }) => _id === id);
  return {
    now,
    account: account ?? undefined,
    owner: person(account?.ownerId),
    contact: contact ?? undefined,
    sender: person(sender.id),
    requester: person(requestedBy),
    decider: person(decision.by),
    closed: decision.closed,
    against: favour ? againstAsking(favour, contact) : [],
  };
}
