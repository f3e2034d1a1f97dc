import type { Actor } from '../agents/kit/context.ts';
import type { Models } from '../models/index.ts';
import type { User } from '../models/user.ts';
import type { Workspace } from '../models/workspace.ts';
import type { Platform, Sender } from './platform.ts';

/** Runs schedules: sees the tenant, may do nothing that needs a person. */
export const SYSTEM: Actor = {
  id: 'system',
  name: 'Greendoor',
  email: 'greendoor@localhost',
  title: 'Customer success assistant',
  roles: ['csm'],
  timezone: 'UTC',
};

/** The tenant a verified workspace belongs to. Never taken from a message or a model. */
export async function findWorkspace(models: Models, platform: string, workspace: string): Promise<Workspace | undefined> {
  return (await models.workspaces.findOne({ platform, workspace }).lean<Workspace>()) ?? undefined;
}

/** The Greendoor user behind a platform's person: by a known identity, else by the e-mail address the platform vouches for. */
export async function findActor(models: Models, tenant: string, platform: Platform, sender: Sender): Promise<Actor | undefined> {
  const identity = `identities.${sender.platform}`;
  const known = await models.users.findOne({ tenant, [identity]: sender.userId, active: true }).lean<User>();
  if (known) return toActor(known);
  const profile = await platform.profile(sender.workspace, sender.userId);
  if (!profile.email) return undefined;
  const user = await models.users
    .findOneAndUpdate({ tenant, email: profile.email.toLowerCase(), active: true }, { $set: { [identity]: sender.userId } })
    .lean<User>();
  return user ? toActor(user) : undefined;
}

export async function findActorByEmail(models: Models, tenant: string, email: string): Promise<Actor | undefined> {
  const user = await models.users.findOne({ tenant, email: email.toLowerCase(), active: true }).lean<User>();
  return user ? toActor(user) : undefined;
}

export function toActor({
  _id,
  name,
  email,
  title,
  roles,
  timezone,
}: Pick<User, '_id' | 'name' | 'email' | 'title' | 'roles' | 'timezone'>): Actor {
  return { id: _id, name, email, title, roles: [...roles] as Actor['roles'], timezone };
}
