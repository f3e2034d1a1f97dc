import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Models } from '../../models/index.ts';
import { type User, userSchema } from '../../models/user.ts';
import { audit } from '../../tools/audit.ts';
import { plainName } from './collections.ts';
import { isTimeZone } from './dates.ts';
import type { Numbered, Rejection } from './importer.ts';
import { isEmpty, shown } from './mapping.ts';
import { compileRules } from './validate.ts';

export interface PeopleScope {
  models: Models;
  tenant: string;
  now: Date;
  dryRun: boolean;
}

/** What becomes of one person. */
export interface PersonChange {
  email: string;
  outcome: 'new' | 'updated' | 'unchanged';
  /** In words, e.g. `roles csm, manager`. */
  changes: string[];
}

export interface PeopleResult {
  people: PersonChange[];
  rejected: Rejection[];
}

type Person = Partial<User> & { email: string };

interface Wanted {
  number: number;
  row: Record<string, unknown>;
  person: Person;
  /** The address they had until now, where it changes. */
  former: string | undefined;
  /** An address; null where the row says that there is none; undefined where it says nothing. */
  manager: string | null | undefined;
}

const FIELDS = ['name', 'email', 'roles', 'title', 'timezone', 'region', 'identities', 'active', 'expertise', 'capacity'] as const;
const PLATFORMS = ['slack', 'teams'] as const;
const FIELD_OF = new Map<string, string>([...FIELDS, ...PLATFORMS, 'formerEmail', 'manager'].map((field) => [plainName(field), field]));
/** Their values stand in the audit trail; of the others only that they changed. */
const AUTHORITY = new Set(['roles', 'active', 'managerId']);
const ACTOR = 'npm run users';

const rules = compileRules(userSchema);

/**
 * Brings people up to what the rows say, by e-mail address: a column left out or a cell left empty stays as it is, a
 * JSON null takes away. Every changed person has a row in the audit trail before the change.
 */
export async function writePeople(scope: PeopleScope, rows: readonly Numbered[]): Promise<PeopleResult> {
  const { models, tenant } = scope;
  const rejected: Rejection[] = [];
  const wanted = rows.flatMap(({ number, row }) => {
    const read = personOf(row);
    if (!('reasons' in read)) return [{ number, row, ...read }];
    rejected.push({ row: number, reasons: read.reasons, data: row });
    return [];
  });
  const known = await models.users.find({ tenant }).lean<User[]>();
  const roster = new Map(known.map((user) => [user.email, user]));
  const fit = settle(scope, wanted, roster, rejected);
  const people: PersonChange[] = [];
  for (const { before, after } of fit) people.push(await write(scope, before, after));
  return { people, rejected: rejected.sort((a, b) => a.row - b.row) };
}

function personOf(row: Record<string, unknown>): Pick<Wanted, 'person' | 'former' | 'manager'> | { reasons: string[] } {
  const document: Record<string, unknown> = {};
  const identities: Record<string, unknown> = {};
  const reasons: string[] = [];
  let manager: unknown;
  let former: unknown;
  for (const [column, value] of Object.entries(row)) {
    const field = FIELD_OF.get(plainName(column));
    if (field === undefined)
      reasons.push(`${shown(column)} is nothing a person has; known are ${[...new Set(FIELD_OF.values())].join(', ')}`);
    else if (field === 'manager') manager = value;
    else if (field === 'formerEmail') former = value;
    else if ((PLATFORMS as readonly string[]).includes(field)) identities[field] = value;
    else if (value !== '') document[field] = value;
  }
  const platforms = Object.fromEntries(Object.entries(identities).filter(([, id]) => !isEmpty(id)));
  if (Object.keys(platforms).length > 0) document.identities = platforms;
  const { set, unset, reasons: wrong, doubts } = rules.check(document);
  reasons.push(...wrong, ...doubts.map(({ text }) => text));
  if (typeof set.timezone === 'string' && !isTimeZone(set.timezone))
    reasons.push(`timezone: ${shown(set.timezone)} is no zone such as Europe/Berlin`);
  if (Array.isArray(set.roles) && set.roles.length === 0) reasons.push('roles names no role');
  const kept = unset.filter((field) => userSchema.path(field).options.required === true);
  reasons.push(...kept.map((field) => (field === 'email' ? 'email is missing' : `${field} cannot be taken away`)));
  if (!('email' in set) && !kept.includes('email')) reasons.push('email is missing');
  if (reasons.length > 0) return { reasons };
  const gone = Object.fromEntries(unset.map((field) => [field, undefined]));
  return {
    person: { ...gone, ...set } as Person,
    former: isEmpty(former) ? undefined : String(former).trim().toLowerCase(),
    manager: manager === null ? null : isEmpty(manager) ? undefined : String(manager),
  };
}

interface Fit {
  before: User | undefined;
  after: User;
}

/** What the roster becomes: each row against all others, so that a manager may stand further down. */
function settle(scope: PeopleScope, wanted: Wanted[], roster: Map<string, User>, rejected: Rejection[]): Fit[] {
  const reject = ({ number, row }: Wanted, reason: string) => void rejected.push({ row: number, reasons: [reason], data: row });
  const after = new Map(roster);
  let taken: Wanted[] = [];
  for (const each of wanted) {
    const { email } = each.person;
    const before = knownAs(each, roster);
    const next = merged(scope, before, each.person);
    const problem =
      (taken.some(({ person }) => person.email === email) ? `another row of this file is about ${email}` : undefined) ??
      moved(each, roster) ??
      (rules
        .missing(next as unknown as Record<string, unknown>)
        .map((field) => `${field} is missing`)
        .join('; ') ||
        sameIdentity(next, after));
    if (problem) reject(each, problem);
    else {
      taken.push(each);
      if (before) after.delete(before.email);
      after.set(email, next);
    }
  }
  // A row that is set aside may be the manager of one before it: until all of them hold.
  for (let count = taken.length + 1; taken.length < count; ) {
    count = taken.length;
    taken = taken.filter((each) => {
      const { email } = each.person;
      const problem = each.manager === undefined ? undefined : report(after.get(email) as User, each.manager, after);
      if (!problem) return true;
      reject(each, problem);
      const before = knownAs(each, roster);
      after.delete(email);
      if (before) after.set(before.email, before);
      return false;
    });
  }
  return taken.map((each) => ({ before: knownAs(each, roster), after: after.get(each.person.email) as User }));
}

/** Who somebody is until now: by the address they had, else by the one they have. */
const knownAs = ({ person, former }: Wanted, roster: ReadonlyMap<string, User>): User | undefined =>
  roster.get(former ?? person.email) ?? roster.get(person.email);

/** Why an address cannot be the new one of somebody. */
function moved({ person: { email }, former }: Wanted, roster: ReadonlyMap<string, User>): string | undefined {
  if (former === undefined || former === email) return undefined;
  if (roster.has(former)) return roster.has(email) ? `${email} is already somebody else than ${former}` : undefined;
  return roster.has(email) ? undefined : `formerEmail: ${shown(former)} is nobody of Greendoor`;
}

function merged({ tenant, now }: PeopleScope, before: User | undefined, person: Person): User {
  const envelope = { _id: randomUUID(), tenant, source: 'users', at: now, ingestedAt: now };
  const identities = person.identities && { ...before?.identities, ...person.identities };
  return { ...(before ?? { ...rules.defaults(), ...envelope }), ...person, ...(identities ? { identities } : {}) } as User;
}

function sameIdentity(person: User, roster: ReadonlyMap<string, User>): string | undefined {
  for (const other of roster.values()) {
    if (other._id === person._id) continue;
    const shared = Object.entries(person.identities ?? {}).find(([platform, id]) => other.identities?.[platform] === id);
    if (shared) return `${shared[0]}: ${shown(shared[1])} is already ${other.email}`;
  }
  return undefined;
}

/** Sets whom somebody reports to; a text says why that cannot be. */
function report(person: User, manager: string | null, roster: ReadonlyMap<string, User>): string | undefined {
  if (manager === null) {
    person.managerId = undefined;
    return undefined;
  }
  const boss = roster.get(manager.trim().toLowerCase());
  if (!boss) return `manager: ${shown(manager)} is nobody of Greendoor and no row of this file`;
  const byId = new Map([...roster.values()].map((user) => [user._id, user]));
  for (let above: User | undefined = boss, steps = 0; above && steps <= byId.size; above = byId.get(above.managerId ?? ''), steps++)
    if (above._id === person._id) return `manager: ${boss.email} would report to ${person.email} and the other way round`;
  person.managerId = boss._id;
  return undefined;
}

async function write({ models, tenant, now, dryRun }: PeopleScope, before: User | undefined, after: User): Promise<PersonChange> {
  const fields = [...FIELDS, 'managerId'] as const;
  const changed = fields.filter((field) => !isDeepStrictEqual(before?.[field] ?? undefined, after[field] ?? undefined));
  const outcome = before === undefined ? 'new' : changed.length > 0 ? 'updated' : 'unchanged';
  if (changed.length > 0 && !dryRun) {
    const granted = changed.filter((field) => AUTHORITY.has(field));
    const authority = Object.fromEntries(granted.map((field) => [field, { before: before?.[field] ?? null, after: after[field] ?? null }]));
    await audit(models, { tenant, actorId: ACTOR, at: now, event: 'changed', data: { user: after._id, fields: changed, ...authority } });
    if (before === undefined) await models.users.create(after);
    else {
      const set = Object.fromEntries(changed.flatMap((field) => (after[field] === undefined ? [] : [[field, after[field]]])));
      const unset = Object.fromEntries(changed.flatMap((field) => (after[field] === undefined ? [[field, '']] : [])));
      await models.users.updateOne({ tenant, _id: after._id }, { $set: set, $unset: unset });
    }
  }
  const described = changed
    .filter((field) => field !== 'email' || before !== undefined)
    .map((field) => `${field} ${inWords(after[field])}`);
  return { email: after.email, outcome, changes: described };
}

const NONE = 'none';
const inWords = (value: unknown): string => {
  if (value === undefined || value === null) return NONE;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.join(', ') || NONE;
  if (typeof value === 'object')
    return (
      Object.entries(value)
        .map(([key, each]) => `${key} ${each}`)
        .join(', ') || NONE
    );
  return String(value);
};
