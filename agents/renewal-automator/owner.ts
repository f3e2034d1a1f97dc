import { words } from '../../models/kit/name-keys.ts';
import type { User } from '../../models/user.ts';
import type { Context } from '../kit/context.ts';
import { UserError } from '../kit/errors.ts';

const EVERYBODY = new Set(['', 'all', 'everyone', 'everybody', 'team']);
const OWN = new Set(['mine', 'my', 'me', 'i']);

/** Whose renewals are meant: the asker's, a colleague's by name or part of it, or everybody's (null). @throws UserError `unknown_owner` */
export async function whoseRenewals(
  { tenant, models, actor }: Context,
  owner: string | null,
): Promise<{ id: string | null; label: string }> {
  const asked = words(owner ?? '');
  if (EVERYBODY.has(asked.join(' '))) return { id: null, label: 'all accounts' };
  if (OWN.has(asked.join(' '))) return { id: actor.id, label: 'your accounts' };
  const people = await models.users.find({ tenant, active: true }).lean<User[]>();
  const found = people.filter(({ _id, name }) => _id === owner || asked.every((word) => words(name).includes(word)));
  const [only] = found;
  if (only && found.length === 1) return { id: only._id, label: `${only.name}’s accounts` };
  const choices = found.slice(0, 5).map(({ name }) => ({ label: name, say: `upcoming renewals of ${name}’s accounts` }));
  throw new UserError('unknown_owner', only ? 'Whose accounts?' : `I know no colleague called "${(owner ?? '').slice(0, 60)}".`, choices);
}

/** Names by id, of those asked for. */
export async function namesOf({ tenant, models }: Context, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (wanted.length === 0) return new Map();
  const people = await models.users.find({ tenant, _id: { $in: wanted } }, { name: 1 }).lean<Pick<User, '_id' | 'name'>[]>();
  return new Map(people.map(({ _id, name }) => [_id, name]));
}
