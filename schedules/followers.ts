import type { Follow } from '../models/follow.ts';
import type { Models } from '../models/index.ts';
import type { User } from '../models/user.ts';
import type { AlertScope } from './alert.ts';

/** Somebody who follows accounts and can be told. */
export interface Follower {
  userId: string;
  timezone: string;
  /** Their id on the platform. */
  channel: string;
  follows: Follow[];
}

type Person = Pick<User, '_id' | 'timezone' | 'identities' | 'roles'>;

/** Who follows accounts in one of the ways and can be told on the platform: those who left or may see nothing are nobody. */
export async function followersOf(
  { tenant, models, platform }: Pick<AlertScope, 'tenant' | 'models' | 'platform'>,
  where: Partial<Pick<Follow, 'mode'>> = {},
): Promise<Follower[]> {
  const follows = await models.follows.find({ tenant, ...where }).lean<Follow[]>();
  const own = Map.groupBy(follows, ({ userId }) => userId);
  const people = await models.users
    .find({ tenant, _id: { $in: [...own.keys()] }, active: true }, { timezone: 1, identities: 1, roles: 1 })
    .lean<Person[]>();
  return people.flatMap(({ _id, timezone, identities, roles }): Follower[] => {
    const channel = (identities as Record<string, string> | undefined)?.[platform];
    return channel && roles.length > 0 ? [{ userId: _id, timezone, channel, follows: own.get(_id) ?? [] }] : [];
  });
}

/** Whether whoever is told there still follows one of the accounts, and is still with us. */
export async function stillFollows(
  { tenant, models, platform, channel }: { tenant: string; models: Models; platform: string; channel: string },
  accountIds: readonly string[],
): Promise<boolean> {
  const person = await models.users
    .findOne({ tenant, [`identities.${platform}`]: channel, active: true }, { _id: 1 })
    .lean<Pick<User, '_id'>>();
  return person !== null && (await models.follows.exists({ tenant, userId: person._id, accountId: { $in: [...accountIds] } })) !== null;
}
