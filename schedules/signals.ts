import { firingsSince, newsFrom } from '../agents/daily-desk/face.ts';
import type { Account } from '../models/account.ts';
import type { User } from '../models/user.ts';
import type { Alert, AlertScope, Due } from './alert.ts';
import { lastTold, type Reachable, wokenUp } from './morning.ts';

const NAME = 'signals';

/** What happened at somebody's accounts and calls for them, since they were last told: one message a morning where they are, none where nothing did. */
export const signalsDigest: Alert = {
  name: NAME,
  purpose: 'health',
  tool: 'list_happenings',
  async find(scope) {
    const due = await wokenUp(scope, NAME, await ownersOf(scope));
    const found = await Promise.all(
      due.map(async ({ person, key }): Promise<Due[]> => {
        const now = at(scope, scope.now);
        const from = await newsFrom(now, await lastTold(scope, NAME, person, key));
        const { since, rows } = await firingsSince(now, { ownerId: person.userId }, { since: from });
        return rows.length > 0 ? [{ key, channel: person.channel, arguments: { owner: person.userId, since } }] : [];
      }),
    );
    return found.flat();
  },
  async holds(scope, { owner, since }) {
    const { rows } = await firingsSince(at(scope, scope.at), { ownerId: String(owner) }, { since: new Date(String(since)) });
    return rows.length > 0;
  },
};

const at = ({ tenant, models }: Pick<AlertScope, 'tenant' | 'models'>, asOf: Date) => ({ tenant, models, asOf });

/** Who owns accounts, is with us and can be told on the platform. */
async function ownersOf({ tenant, models, platform }: AlertScope): Promise<Reachable[]> {
  const owners = await models.accounts.distinct('ownerId', { tenant } satisfies Partial<Account>);
  const people = await models.users
    .find({ tenant, _id: { $in: owners }, active: true, roles: { $ne: [] } }, { timezone: 1, identities: 1 })
    .lean<Pick<User, '_id' | 'timezone' | 'identities'>[]>();
  return people.flatMap(({ _id, timezone, identities }) => {
    const channel = (identities as Record<string, string> | undefined)?.[platform];
    return channel ? [{ userId: _id, timezone, channel }] : [];
  });
}
