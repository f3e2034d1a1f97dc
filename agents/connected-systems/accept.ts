import type { ForeignServer, ForeignTool } from '../../models/foreign-server.ts';
import { type Context, changedSince, UserError } from '../kit/tool.ts';

type Scope = Pick<Context, 'tenant' | 'models'>;

/** A connected system by its name, or by what it is called. @throws UserError */
export async function findSystem({ tenant, models }: Scope, named: string): Promise<ForeignServer> {
  const all = await models.foreignServers.find({ tenant }).sort({ name: 1 }).lean<ForeignServer[]>();
  const said = named.trim().toLowerCase();
  const found = all.find(({ name, label }) => [name, label.toLowerCase()].includes(said));
  if (found) return found;
  const known = all.length > 0 ? `Connected are ${all.map(({ label }) => label).join(', ')}.` : 'No other system is connected.';
  throw new UserError('unknown_system', `No system "${named.slice(0, 40)}" is connected. ${known}`);
}

/** A system that waits for an admin, as it was found; `seen` is the fingerprint of what they looked at. @throws UserError */
export async function waitingSystem(
  scope: Scope,
  named: string,
  seen: string | null = null,
): Promise<ForeignServer & { foundDigest: string }> {
  const system = await findSystem(scope, named);
  if (system.state !== 'shut_out' || !system.foundDigest)
    throw new UserError('nothing_to_accept', `${system.label} is not shut out: there is nothing to accept.`);
  if (seen !== null && seen !== system.foundDigest)
    throw changedSince(`Not accepted: ${system.label} offers something else again. Look at it anew.`);
  return { ...system, foundDigest: system.foundDigest };
}

/** From now on its tools are those that were found. False where it offers others again meanwhile. */
export async function acceptFound(
  { tenant, models }: Scope,
  { name, found, foundDigest }: Pick<ForeignServer, 'name'> & { found: readonly ForeignTool[]; foundDigest: string },
  by: { id: string; at: Date },
): Promise<boolean> {
  const set = { state: 'accepted', tools: found, acceptedBy: by.id, acceptedAt: by.at, found: [], changes: [] };
  const waiting = { tenant, name, state: 'shut_out', foundDigest } as const;
  const { modifiedCount } = await models.foreignServers.updateOne(waiting, { $set: set, $unset: { foundDigest: 1 } } as object);
  return modifiedCount === 1;
}
