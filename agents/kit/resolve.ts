import type { Account } from '../../models/account.ts';
import type { Contact } from '../../models/contact.ts';
import { words } from '../../models/kit/name-keys.ts';
import { oneOf, shortened } from '../metrics/format.ts';
import { roleMeant } from './contact-roles.ts';
import { UserError } from './errors.ts';
import { accountsMeant } from './mentions.ts';
import {
  accountNames,
  accountsCalled,
  accountsLike,
  accountsNamed,
  accountsWithTokens,
  areAlike,
  contactsLike,
  contactsWithTokens,
  type NameScope,
  nameWords,
  unique,
} from './name-search.ts';

export { findMentions } from './mentions.ts';

const MAX_CHOICES = 5;
const MAX_NEAR = 3;

/**
 * The account a person means: its id, its name or an alias, or words that only one account's name holds.
 * Case, accents, punctuation and legal forms do not matter, nor
 * do slips and words cut short where nothing is called so.
 * @throws UserError `unknown_account` with near matches, or `ambiguous_account` with the candidates.
 */
export async function resolveAccount(scope: NameScope, name: string): Promise<Account> {
  const typed = name.trim();
  const tokens = nameWords(typed);
  const { byId, named, counts } = await accountsCalled(scope, typed, tokens);
  if (byId) return byId;
  const chosen = await accountToldApart(scope, typed);
  if (chosen) return chosen;
  const joined = words(typed).join('');
  const found = unique([...named, ...(await accountsWithTokens(scope, tokens, undefined, counts))]);
  const whole = found.length > 0 || tokens.length === 0 ? found : await accountsWithTokens(scope, [joined]);
  const held = whole.length > 0 || tokens.length === 0 ? whole : await accountsSaid(scope, typed);
  const exact = strictest(held, typed, accountNames);
  const winners = exact.length > 0 ? exact : held;
  const [only] = winners;
  if (only && winners.length === 1) return only;
  if (only) throw ambiguousAccount(winners, tokens);
  const near = (await accountsLike(scope, typed, MAX_NEAR, areAlike)).map(({ account }) => account);
  throw new UserError(
    'unknown_account',
    `I know no account called "${shortened(typed, 80)}".${didYouMean(near.map((each) => each.name))}`,
    accountChoices(near),
  );
}

/** What a sentence is found to name, a call that repeats its words finds too. */
async function accountsSaid(scope: NameScope, typed: string): Promise<Account[]> {
  const meant = await accountsMeant(scope, typed);
  if (meant.length === 0) return [];
  return scope.models.accounts.find({ tenant: scope.tenant, _id: { $in: meant.map(({ _id }) => _id) } }).lean<Account[]>();
}

/**
 * The customer's person somebody means, at one account if given: by id, e-mail address or name.
 * @throws UserError `unknown_contact` with near matches, or `ambiguous_contact` with the candidates.
 */
export async function resolveContact(scope: NameScope, name: string, accountId?: string): Promise<Contact> {
  const { tenant, models } = scope;
  const typed = name.trim();
  const within = accountId ? { accountId } : {};
  const byId = typed && (await models.contacts.findOne({ tenant, _id: typed, ...within }).lean<Contact>());
  if (byId) return byId;
  const tokens = nameWords(typed);
  const held = typed.includes('@')
    ? await models.contacts.find({ tenant, email: typed.toLowerCase(), ...within }).lean<Contact[]>()
    : await contactsWithTokens(scope, tokens, accountId ? { accountIds: [accountId] } : {});
  const called = held.length > 0 || !accountId ? held : await titled(scope, typed, accountId);
  const exact = strictest(called, typed, (contact) => [contact.name]);
  const winners = preferPresent(exact.length > 0 ? exact : called);
  const [only] = winners;
  if (only && winners.length === 1) return only;
  if (only) {
    const shown = winners.slice(0, MAX_CHOICES);
    const choices = await contactChoices(scope, shown);
    const more =
      winners.length > shown.length
        ? ` There are ${winners.length >= 1_000 ? 'over a thousand' : winners.length}; name the account too.`
        : '';
    throw new UserError(
      'ambiguous_contact',
      `Which ${shortened(typed, 80)}: ${oneOf(choices.map((choice) => choice.label))}?${more}`,
      choices,
    );
  }
  const elsewhere = accountId ? await contactsWithTokens(scope, tokens, { limit: MAX_NEAR }) : [];
  const near = unique([...elsewhere, ...(await contactsLike(scope, typed, accountId, MAX_NEAR))]).slice(0, MAX_NEAR);
  const choices = await contactChoices(scope, near);
  const account = accountId && (await models.accounts.findOne({ tenant, _id: accountId }).lean<Account>());
  const where = account ? ` at ${account.name}` : '';
  throw new UserError(
    'unknown_contact',
    `I know nobody called "${shortened(typed, 80)}"${where}.${didYouMean(choices.map((choice) => choice.label))}`,
    choices,
  );
}

/** The person of the customers' that is named, and the account: theirs, or the one named where nobody is; null where it is not said. @throws UserError */
export async function resolveWho(scope: NameScope, account: string | null, person: string | null) {
  const named = account ? await resolveAccount(scope, account) : null;
  const contact = person ? await resolveContact(scope, person, named?._id) : null;
  return { contact, account: contact ? await resolveAccount(scope, contact.accountId) : named };
}

/** Those of an account whose role or title it is: "the champion", "the head of procurement", "the CFO". */
async function titled({ tenant, models }: NameScope, typed: string, accountId: string): Promise<Contact[]> {
  const said = words(typed).filter((word) => word !== 'the');
  if (said.length === 0) return [];
  const role = roleMeant(typed);
  const holders = role ? await models.contacts.find({ tenant, accountId, role }).lean<Contact[]>() : [];
  if (holders.length > 0) return holders;
  const people = await models.contacts.find({ tenant, accountId, title: { $gt: '' } }).lean<Contact[]>();
  return people.filter(({ title }) => {
    const parts = words(title ?? '');
    return said.every((word) => parts.includes(word)) || (said.length === 1 && parts.map((part) => part[0]).join('') === said[0]);
  });
}

/** Those named exactly as typed; failing that, those whose name differs only in legal forms or spacing. */
function strictest<Row>(rows: Row[], typed: string, namesOf: (row: Row) => string[]): Row[] {
  const forms = [
    (name: string) => words(name).join(' '),
    (name: string) => words(name).join(''),
    (name: string) => nameWords(name).join(' '),
  ];
  for (const form of forms) {
    const wanted = form(typed);
    const same = wanted ? rows.filter((row) => namesOf(row).some((name) => form(name) === wanted)) : [];
    if (same.length > 0) return same;
  }
  return [];
}

/** People who left are meant only where nobody of that name remains. */
function preferPresent(contacts: Contact[]): Contact[] {
  const present = contacts.filter((contact) => !contact.leftAt);
  return present.length > 0 ? present : contacts;
}

function ambiguousAccount(accounts: Account[], tokens: string[]): UserError {
  const first = tokens[0] ?? '';
  const rank = (account: Account) => (words(account.name)[0] === first ? 0 : 1);
  const ordered = accounts.toSorted((a, b) => rank(a) - rank(b) || a.name.length - b.name.length || a.name.localeCompare(b.name));
  const shown = ordered.slice(0, MAX_CHOICES);
  const count = accounts.length >= 1_000 ? 'over a thousand' : String(accounts.length);
  const more = accounts.length > shown.length ? ` These are ${shown.length} of ${count}.` : '';
  const choices = accountChoices(shown);
  return new UserError('ambiguous_account', `Which one: ${oneOf(choices.map((choice) => choice.label))}?${more}`, choices);
}

/** Accounts of the same name, "Acme Inc" and "Acme Inc.", are told apart by region, or by id: "Acme (Nordics)". */
function accountChoices(accounts: Account[]): { label: string; say: string }[] {
  const heard = ({ name }: Account) => words(name).join(' ');
  return accounts.map((account) => {
    const same = accounts.filter((other) => heard(other) === heard(account));
    const there = same.filter(({ region }) => region === account.region);
    const label = same.length === 1 ? account.name : `${account.name} (${(there.length === 1 && account.region) || account._id})`;
    return { label, say: label };
  });
}

/** The one of several of a name that was chosen as `accountChoices` puts them. */
async function accountToldApart(scope: NameScope, typed: string): Promise<Account | undefined> {
  const [, name, where] = /^(.+?) \(([^()]+)\)$/.exec(typed) ?? [];
  if (!name || !where) return undefined;
  const [only, ...others] = (await accountsNamed(scope, name)).filter(({ _id, region }) => _id === where || region === where);
  return others.length === 0 ? only : undefined;
}

async function contactChoices({ tenant, models }: NameScope, contacts: Contact[]): Promise<{ label: string; say: string }[]> {
  const accounts = await models.accounts
    .find({ tenant, _id: { $in: contacts.map((contact) => contact.accountId) } })
    .select({ name: 1 })
    .lean<Pick<Account, '_id' | 'name'>[]>();
  const nameOf = new Map(accounts.map((account) => [account._id, account.name]));
  const labels = contacts.map((contact) => `${contact.name} (${nameOf.get(contact.accountId) ?? 'account unknown'})`);
  return contacts.map((contact, index) => {
    const label = labels[index] ?? contact.name;
    const alone = labels.filter((other) => other === label).length === 1;
    const account = nameOf.get(contact.accountId);
    return {
      label: alone ? label : `${label}, ${contact.title ?? contact.email ?? contact._id}`,
      say: alone && account ? `${contact.name} at ${account}` : contact._id,
    };
  });
}

function didYouMean(names: string[]): string {
  return names.length > 0 ? ` Did you mean ${oneOf(names)}?` : '';
}
