import { randomUUID } from 'node:crypto';
import type { Clock } from '../../agents/kit/context.ts';
import type { ForeignServerConfig } from '../../bot/config/servers-file.ts';
import type { ForeignServer } from '../../models/foreign-server.ts';
import type { Models } from '../../models/index.ts';
import { insertNew } from '../../models/kit/bulk.ts';
import { audit } from '../../tools/audit.ts';
import { differences, digestOfAll, type Listed } from './listed.ts';

export interface Books {
  models: Models;
  tenant: string;
  clock: Clock;
}

export const findServer = async ({ models, tenant }: Books, name: string): Promise<ForeignServer | undefined> =>
  (await models.foreignServers.findOne({ tenant, name }).lean<ForeignServer>()) ?? undefined;

const allowedBy = ({ read, write }: ForeignServerConfig): string[] => [...read, ...write].map(({ tool }) => tool);

/**
 * Holds what a server offers against what was accepted. Named in the configuration for the first time, a server or a tool is
 * accepted by that; anything else that is different shuts the server out. Gives the row, and whether this look shut it out.
 */
export async function lookAt(
  books: Books,
  config: ForeignServerConfig,
  { tools, leftOut }: Listed,
): Promise<{ row: ForeignServer; shutOut: boolean }> {
  const { models, tenant, clock } = books;
  const { name, label } = config;
  const at = clock.now();
  const allowed = allowedBy(config);
  const seen = { label, leftOut, reached: true, reachedAt: at };
  const before = await findServer(books, name);
  const digest = digestOfAll(tools);
  if (!before) {
    await noted(books, { server: name, tools: tools.length, digest, accepted: 'named in the configuration' });
    const row = { _id: randomUUID(), tenant, source: 'greendoor', at, ingestedAt: at, name, allowed, tools, ...seen };
    const accepted = { state: 'accepted', acceptedBy: 'configuration', acceptedAt: at, found: [], changes: [] };
    await insertNew(models.foreignServers, tenant, [{ ...row, ...accepted }]);
    return { row: (await findServer(books, name)) as ForeignServer, shutOut: false };
  }
  const changes = differences(before, allowed, tools);
  const filter = { tenant, name, state: before.state, acceptedAt: before.acceptedAt };
  if (before.state === 'shut_out' || changes.length > 0) {
    const isNew = before.state !== 'shut_out' || before.foundDigest !== digest;
    if (isNew) await noted(books, { server: name, digest, shutOut: changes });
    const set = { ...seen, state: 'shut_out', allowed, found: tools, foundDigest: digest, changes } as const;
    await models.foreignServers.updateOne(filter, { $set: isNew ? set : seen });
    return { row: (await findServer(books, name)) as ForeignServer, shutOut: isNew };
  }
  const sameTools = digest === digestOfAll(before.tools) && allowed.join() === before.allowed.join();
  if (!sameTools) await noted(books, { server: name, digest, accepted: 'named in the configuration' });
  await models.foreignServers.updateOne(filter, { $set: { ...seen, ...(sameTools ? {} : { allowed, tools }) } });
  return { row: (await findServer(books, name)) as ForeignServer, shutOut: false };
}

/** It could not be reached; what is known of it stays. */
export async function noteUnreached({ models, tenant, clock }: Books, name: string): Promise<void> {
  await models.foreignServers.updateOne({ tenant, name, reached: true }, { $set: { reached: false, reachedAt: clock.now() } });
}

const noted = ({ models, tenant, clock }: Books, data: Record<string, unknown>) =>
  audit(models, { tenant, actorId: 'configuration', at: clock.now(), event: 'changed', data });
