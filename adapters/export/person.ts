import { createHash } from 'node:crypto';
import type { Models } from '../../models/index.ts';

/** Everything that identifies one person. */
export interface Person {
  emails: string[];
  names: string[];
  contactIds: string[];
  /** Internal people. */
  userIds: string[];
  productUserIds: string[];
  /** Their ids in chat platforms. */
  chatIds: string[];
  accountIds: string[];
  /** Somebody else of the tenant has the same name: it is then taken out only where the person's account is concerned. */
  namesake: boolean;
  /** What stands in the person's place. */
  pseudonym: string;
}

/** What is known of the person with an e-mail address. A person nobody has on file still has the address. */
export async function findPerson(models: Models, tenant: string, address: string): Promise<Person> {
  const email = address.trim().toLowerCase();
  const [contacts, users] = await Promise.all([
    models.contacts.find({ tenant, email }).lean(),
    models.users.find({ tenant, email }).lean(),
  ]);
  const names = [...new Set([...contacts, ...users].map(({ name }) => name.trim()))].filter(
    (name) => name.includes(' ') || name.length > 3,
  );
  const [otherContact, otherUser] = await Promise.all([
    models.contacts.exists({ tenant, name: { $in: names }, email: { $ne: email } }),
    models.users.exists({ tenant, name: { $in: names }, email: { $ne: email } }),
  ]);
  return {
    emails: [email],
    names,
    contactIds: contacts.map(({ _id }) => _id),
    userIds: users.map(({ _id }) => _id),
    productUserIds: contacts.flatMap(({ productUserId }) => (productUserId ? [productUserId] : [])),
    chatIds: users.flatMap(({ identities }) => Object.values((identities ?? {}) as Record<string, string>)),
    accountIds: [...new Set(contacts.map(({ accountId }) => accountId))],
    namesake: Boolean(otherContact ?? otherUser),
    pseudonym: `person-${createHash('sha256')
      .update(`${tenant}:${contacts[0]?._id ?? users[0]?._id ?? email}`)
      .digest('hex')
      .slice(0, 12)}`,
  };
}
