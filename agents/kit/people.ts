import type { Model } from 'mongoose';
import type { Models } from '../../models/index.ts';
import { words } from '../../models/kit/name-keys.ts';
import { type Read, readTogether } from '../../models/kit/together.ts';
import type { Role, User } from '../../models/user.ts';
import { oneOf } from '../metrics/format.ts';
import type { Actor, Context } from './context.ts';
import { UserError } from './errors.ts';
import { findInside } from './mentions-inside.ts';
import { areAlike, nearest } from './name-search.ts';
import { textWords } from './text-words.ts';

type Scope = Pick<Context, 'tenant' | 'models'>;
export type Colleague = Pick<User, '_id' | 'name' | 'email' | 'title' | 'roles' | 'timezone' | 'expertise' | 'capacity' | 'managerId'>;

const MOST_PEOPLE = 1_000;
const MOST_CHOICES = 5;
const COLLEAGUE = { name: 1, email: 1, title: 1, roles: 1, timezone: 1, expertise: 1, capacity: 1, managerId: 1 };

/** The internal people who are there, always in the same order. */
export async function colleagues({ tenant, models }: Scope): Promise<Colleague[]> {
  const [people] = await readTogether(tenant, [colleaguesOf(models)]);
  return people;
}

/**
 * The region as recorded; null where none is said.
 * @throws UserError `unknown_region` with those on record: that nobody is there would not be so.
 */
export async function resolveRegion(scope: Scope, said: string | null): Promise<string | null> {
  if (!said) return null;
  const regions = await regionsOf(scope);
  const found = regions.find((each) => each.toLowerCase() === said.trim().toLowerCase()) ?? regionSaid(regions, said);
  if (found) return found;
  const there = regions.length > 0 ? `: regions on record are ${regions.join(', ')}` : '';
  throw new UserError(
    'unknown_region',
    `I cannot tell who is in ${said.slice(0, 60)}${there}.`,
    regions.map((each) => ({ label: each, say: each })),
  );
}

/** What a sentence is found to say, where that is all that is said: "uk", "nordic", "sarha". */
const regionSaid = (regions: readonly string[], said: string): string | undefined => {
  const [only, ...others] = findInside(said, textWords(said, MOST_WORDS), [], regions).regions.filter((each) => each.said === said.trim());
  return others.length === 0 ? only?.name : undefined;
};

function peopleSaid(people: readonly Colleague[], said: string): Colleague[] {
  const found = findInside(said, textWords(said, MOST_WORDS), people, []).colleagues.filter((each) => each.said === said.trim());
  return people.filter(({ _id }) => found.some(({ id }) => id === _id));
}

const MOST_WORDS = 20;

/** As a read that can be made together with others. */
export const colleaguesOf = (models: Models): Read<Colleague> => ({
  model: models.users,
  filter: { active: true },
  stages: [{ $limit: MOST_PEOPLE }, { $project: COLLEAGUE }, { $sort: { _id: 1 } }],
});

/** Names by id; one read however many are asked for. */
async function namesById({ tenant, models }: Scope, of: 'users' | 'accounts' | 'contacts', ids: readonly (string | null | undefined)[]) {
  const wanted = [...new Set(ids.filter((id) => id != null))];
  if (wanted.length === 0) return new Map<string, string>();
  const model = models[of] as unknown as Model<{ _id: string; tenant: string; name: string }>;
  const rows = await model.find({ tenant, _id: { $in: wanted } }, { name: 1 }).lean<Pick<User, '_id' | 'name'>[]>();
  return new Map(rows.map(({ _id, name }) => [_id, name]));
}

/** Of internal people, those who have left too. */
export const namesOf = (scope: Scope, ids: readonly (string | null | undefined)[]) => namesById(scope, 'users', ids);
export const ownerNames = (scope: Scope, rows: readonly { ownerId?: string | null }[]) =>
  namesOf(
    scope,
    rows.map(({ ownerId }) => ownerId),
  );
/** Of the accounts that rows are about. */
export const accountNames = (scope: Scope, rows: readonly { accountId: string }[]) =>
  namesById(
    scope,
    'accounts',
    rows.map(({ accountId }) => accountId),
  );
/** Of the customers' people that rows name. */
export const contactNames = (scope: Scope, rows: readonly { contactId?: string | null }[]) =>
  namesById(
    scope,
    'contacts',
    rows.map(({ contactId }) => contactId),
  );

/** How the book of the whole tenant is called. */
export const EVERYBODYS = 'all accounts';

/** Whose accounts are meant. */
export interface Whose {
  /** As it stands in a sentence: "all accounts", "your accounts", "Omar Haddad’s accounts". */
  label: string;
  /** The one person meant; null for everybody, a team or a region. */
  person: { id: string; name: string } | null;
  /** The accounts, as a condition on `accounts` and `account_standings`. */
  where: { ownerId?: string | { $in: string[] }; accountExecutiveId?: string; region?: string };
}

const EVERYBODY = new Set(['', 'all', 'everyone', 'everybody', 'team', 'the team', 'the whole team', 'all accounts', 'everyones']);
const OWN = new Set(['mine', 'my', 'me', 'i', 'myself', 'my accounts']);
const OWN_TEAM = new Set(['my team', 'my teams', 'our team']);

/**
 * Whose accounts a person means: their own, a colleague's by id, e-mail address, name or part of it, a team's by its
 * manager ("my team", "team of Omar"), a region's, or everybody's.
 * @throws UserError `ambiguous_owner`, `unknown_owner` with the nearest names as choices, `unknown_team` where nobody's manager is recorded
 */
export async function whoseAccounts(context: Pick<Context, 'tenant' | 'models' | 'actor'>, owner: string | null): Promise<Whose> {
  const { actor } = context;
  const asked = words((owner ?? '').replace(/['’]s?(?=\s|$)/g, ''));
  const said = asked.join(' ');
  if (EVERYBODY.has(said)) return { label: EVERYBODYS, person: null, where: {} };
  if (OWN.has(said)) return own(actor);
  const people = await colleagues(context);
  if (OWN_TEAM.has(said)) return teamOf(people, actor, 'your team’s accounts');
  const lead = asked.includes('team') ? asked.filter((word) => !['team', 'of', 'the'].includes(word)) : null;
  const exact = peopleCalled(people, owner ?? '', lead ?? asked);
  const regions = exact.length > 0 ? [] : await regionsOf(context);
  const region = regions.find((each) => words(each).join(' ') === said) ?? regionSaid(regions, owner ?? '');
  const found = exact.length > 0 || region ? exact : peopleSaid(people, owner ?? '');
  const [only] = found;
  if (only && found.length === 1) {
    if (lead) return teamOf(people, { id: only._id, name: only.name }, `the accounts of ${only.name}’s team`);
    return only._id === actor.id
      ? own(actor)
      : { label: `${only.name}’s accounts`, person: { id: only._id, name: only.name }, where: bookOf(only._id, only.roles) };
  }
  if (only) throw new UserError('ambiguous_owner', `Whose accounts: ${namesIn(found)}?`, choicesOf(found));
  if (region) return { label: `the accounts in ${region}`, person: null, where: { region } };
  const near = nearest([...people, ...regions.map((name) => ({ name }))], owner ?? '', ({ name }) => [name], MOST_CHOICES, areAlike).map(
    ({ item }) => item,
  );
  throw new UserError(
    'unknown_owner',
    `Nobody here is called "${(owner ?? '').slice(0, 60)}", and no region is.${near.length > 0 ? ` Did you mean ${namesIn(near)}?` : ''}`,
    choicesOf(near),
  );
}

/** The colleague a person means; the asker for null and "mine". @throws UserError `ambiguous_owner`, `unknown_owner` */
export async function whichColleague(
  context: Pick<Context, 'tenant' | 'models' | 'actor'>,
  name: string | null,
): Promise<{ id: string; name: string }> {
  const { person, label } = await whoseAccounts(context, name?.trim() || 'mine');
  if (person) return person;
  throw new UserError('unknown_owner', `Name one person; "${label}" are several people's.`);
}

const own = ({ id, name, roles }: Pick<Actor, 'id' | 'name' | 'roles'>): Whose => ({
  label: 'your accounts',
  person: { id, name },
  where: bookOf(id, roles),
});

/** An account executive's accounts are those they sell to; everybody else's, those they own. */
const bookOf = (id: string, roles: readonly Role[]): Whose['where'] =>
  roles.includes('ae') && !roles.includes('csm') ? { accountExecutiveId: id } : { ownerId: id };

function teamOf(people: readonly Colleague[], manager: { id: string; name: string }, label: string): Whose {
  const reports = people.filter(({ managerId }) => managerId === manager.id).map(({ _id }) => _id);
  if (reports.length > 0) return { label, person: null, where: { ownerId: { $in: [manager.id, ...reports] } } };
  throw new UserError(
    'unknown_team',
    `Nobody is recorded as reporting to ${manager.name}; an admin records each person's manager. Name a person, or ask for everybody's accounts.`,
    [{ label: 'Everybody', say: 'all accounts' }],
  );
}

/** By id or address; by the whole name; by whole words of it; by the beginnings of words: the strictest that finds somebody. */
function peopleCalled(people: readonly Colleague[], typed: string, asked: readonly string[]): Colleague[] {
  const address = typed.trim().toLowerCase();
  const forms: ((person: Colleague) => boolean)[] = [
    ({ _id, email }) => _id === typed.trim() || email === address,
    ({ name }) => words(name).join(' ') === asked.join(' '),
    ({ name }) => asked.every((word) => words(name).includes(word)),
    ({ name }) => asked.every((word) => word.length >= 3 && words(name).some((part) => part.startsWith(word))),
  ];
  if (asked.length === 0) return [];
  for (const form of forms) {
    const found = people.filter(form);
    if (found.length > 0) return found;
  }
  return [];
}

/** The regions the tenant's accounts are in, as recorded. */
export async function regionsOf({ tenant, models }: Scope): Promise<string[]> {
  const [regions] = await readTogether(tenant, [regionsIn(models)]);
  return regions.map(({ _id }) => _id);
}

/** As a read that can be made together with others. */
export const regionsIn = (models: Models): Read<{ _id: string }> => ({
  model: models.accountStandings,
  filter: { region: { $gt: '' } },
  stages: [{ $group: { _id: '$region' } }, { $sort: { _id: 1 } }],
});

const namesIn = (people: readonly { name: string }[]): string => oneOf(people.slice(0, MOST_CHOICES).map(({ name }) => name));
const choicesOf = (people: readonly { name: string }[]) => people.slice(0, MOST_CHOICES).map(({ name }) => ({ label: name, say: name }));
