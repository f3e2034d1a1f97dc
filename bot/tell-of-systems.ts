import { createHash, randomUUID } from 'node:crypto';
import type { showSystem } from '../agents/connected-systems/face.ts';
import { describeError } from '../agents/kit/describe-error.ts';
import { callButton, primary } from '../agents/kit/present/buttons.ts';
import { cardOf } from '../agents/kit/present/card.ts';
import type { ForeignServer } from '../models/foreign-server.ts';
import { holdLease, releaseLease } from '../models/lease.ts';
import type { Workspace } from '../models/workspace.ts';
import type { Assistant } from './assistant.ts';
import { tellAdmins } from './tell-admins.ts';

/**
 * Tells every admin, once each, of a system that is shut out, for what it offers instead and with the button to look at it, and
 * of tools that are left out.
 */
export async function tellOfSystems(assistant: Pick<Assistant, 'models' | 'clock' | 'log' | 'platforms'>, tenant: string): Promise<void> {
  const { models, log, platforms, clock } = assistant;
  const systems = await models.foreignServers.find({ tenant }).lean<ForeignServer[]>();
  const messages = systems.flatMap((system) => [
    ...(system.state === 'shut_out' ? [{ system, ...shutOut(system) }] : []),
    ...(system.state === 'accepted' && system.leftOut.length > 0 ? [{ system, ...leftOut(system) }] : []),
  ]);
  if (messages.length === 0) return;
  // Whoever finds that something changed tells it, and somebody looks every minute: one at a time.
  const telling = { tenant, name: 'tell-of-systems', holder: randomUUID(), fresh: true };
  if (!(await holdLease(models.leases, telling, clock.now(), TELLING_MS))) return;
  for (const workspace of await models.workspaces.find({ tenant }).lean<Workspace[]>()) {
    const platform = platforms.find(({ name }) => name === workspace.platform);
    for (const { system, ...message } of platform ? messages : [])
      await tellAdmins(assistant, platform as NonNullable<typeof platform>, workspace, message).catch((error: unknown) =>
        log.error({ server: system.name, error: describeError(error) }, 'the admins could not be told of another system'),
      );
  }
  await releaseLease(models.leases, telling);
}

const TELLING_MS = 60_000;

function shutOut({ name, label, changes, foundDigest }: ForeignServer) {
  const point = `${label} is shut out: ${changes.join(', ') || 'its tools changed'}.`;
  const card = cardOf({
    point,
    header: `${label} is shut out`,
    body: [{ type: 'text', text: 'That is not what was accepted. Nobody can use it until an admin has looked.' }],
    next: [primary(callButton<typeof showSystem>('See what changed', 'show_system', { system: name }))],
  });
  return { about: `system-${name}-${foundDigest}`, text: '', cards: [card] };
}

/** Names from the configuration, and reasons of ours. */
function leftOut({ name, label, leftOut: tools }: ForeignServer) {
  const which = createHash('sha256').update(tools.join()).digest('hex').slice(0, 16);
  const text = `**${label} does not offer everything that MCP_SERVERS names.** Left out: ${tools.join('; ')}. Whoever runs Greendoor can correct the file.`;
  return { about: `system-${name}-left-${which}`, text, cards: [] };
}
