import { words } from '../../models/kit/name-keys.ts';
import type { User } from '../../models/user.ts';
import type { Context } from '../kit/context.ts';
import { UserError } from '../kit/errors.ts';

/** Whose accounts are meant: the asker's, a colleague's by name or part of it, or everybody's (null). @throws UserError `unknown_owner` */
export async function whose({ tenant, models, actor }: Context, owner: string | null): Promise<{ id: string | null; label: string }> {
  const asked = words(owner ?? '');
  if (asked.length === 0 || ['all', 'everyone', 'everybody', 'team'].includes(asked.join(' '))) return { id: null, label: 'all accounts' };
  if (['mine', 'my', 'me'].includes(asked.join(' '))) return { id: actor.id, label: 'your accounts' };
  const people = await models.users.find({ tenant, active: true }).lean<User[]>();
  const found = people.filter(({ name }) => asked.every((word) => words(name).includes(word)));
  const [only] = found;
  if (only && found.length === 1) return { id: only._id, label: `${only.name}’s accounts` };
  const choices = found.slice(0, 5).map(({ name }) => ({ label: name, say: `segments of ${name}’s accounts` }));
  throw new UserError('unknown_owner', only ? 'Whose accounts?' : `I know no colleague called "${(owner ?? '').slice(0, 60)}".`, choices);
}
