import { words } from '../../models/kit/name-keys.ts';
import type { User } from '../../models/user.ts';
import type { Context } from '../kit/context.ts';
import { UserError } from '../kit/errors.ts';

/** The internal person meant by "mine" or by a name or part of one. @throws UserError `unknown_owner` or `ambiguous_owner` */
export async function findOwner({ tenant, models, actor }: Context, name: string): Promise<{ id: string; name: string }> {
  const asked = words(name);
  if (['mine', 'me', 'my'].includes(asked.join(' '))) return { id: actor.id, name: actor.name };
  const people = await models.users.find({ tenant, active: true }).lean<User[]>();
  const found = people.filter((person) => {
    const own = words(person.name);
    return asked.length > 0 && asked.every((word) => own.includes(word));
  });
  const [only] = found;
  if (only && found.length === 1) return { id: only._id, name: only.name };
  if (only) {
    const choices = found.slice(0, 5).map((person) => ({ label: person.name, say: person.name }));
    throw new UserError('ambiguous_owner', `Which one: ${choices.map(({ label }) => label).join(', ')}?`, choices);
  }
  throw new UserError('unknown_owner', `Nobody here is called "${name.slice(0, 60)}".`);
}
