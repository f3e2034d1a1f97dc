import type { showSystem } from '../agents/connected-systems/face.ts';
import { describeError } from '../agents/kit/describe-error.ts';
import { callButton, primary } from '../agents/kit/present/buttons.ts';
import { cardOf } from '../agents/kit/present/card.ts';
import type { ForeignServer } from '../models/foreign-server.ts';
import type { Workspace } from '../models/workspace.ts';
import type { Assistant } from './assistant.ts';
import { tellAdmins } from './tell-admins.ts';

/** Tells every admin of each system that is shut out, once for what it offers instead, with the button to look at it. */
export async function tellOfSystems(assistant: Pick<Assistant, 'models' | 'clock' | 'log' | 'platforms'>, tenant: string): Promise<void> {
  const { models, log, platforms } = assistant;
  const shut = await models.foreignServers.find({ tenant, state: 'shut_out' }).lean<ForeignServer[]>();
  if (shut.length === 0) return;
  for (const workspace of await models.workspaces.find({ tenant }).lean<Workspace[]>()) {
    const platform = platforms.find(({ name }) => name === workspace.platform);
    for (const system of platform ? shut : [])
      await tellAdmins(assistant, platform as NonNullable<typeof platform>, workspace, messageOf(system)).catch((error: unknown) =>
        log.error({ server: system.name, error: describeError(error) }, 'the admins could not be told of a system that is shut out'),
      );
  }
}

function messageOf({ name, label, changes, foundDigest }: ForeignServer) {
  const point = `${label} is shut out: ${changes.join(', ') || 'its tools changed'}.`;
  const card = cardOf({
    point,
    header: `${label} is shut out`,
    body: [
      {
        type: 'text',
        text: `What it offers is not what was accepted: ${changes.join(', ')}. Nobody can use it until an admin has looked.`,
      },
    ],
    next: [primary(callButton<typeof showSystem>('See what changed', 'show_system', { system: name }))],
  });
  return { about: `system-${name}-${foundDigest}`, text: '', cards: [card] };
}
