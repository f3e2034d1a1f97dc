import type { ChannelPurpose, Workspace } from '../models/workspace.ts';
import type { Assistant } from './assistant.ts';

export interface Connected {
  tenant: string;
  platform: string;
  /** The platform's id of the workspace. */
  workspace: string;
  name: string;
  timezone: string;
  channels: readonly { purpose: ChannelPurpose; id: string }[];
}

/** Writes down whose data a workspace's people may see, and which channel serves what; an admin's choice in chat stays where nothing is set. */
export async function connectWorkspace(
  { models, clock }: Pick<Assistant, 'models' | 'clock'>,
  { tenant, platform, workspace, name, timezone, channels }: Connected,
): Promise<void> {
  const now = clock.now();
  const before = await models.workspaces.findOne({ platform, workspace }, { channels: 1 }).lean<Pick<Workspace, 'channels'>>();
  const chosen = (before?.channels ?? []).filter(({ purpose, by }) => by && !channels.some((each) => each.purpose === purpose));
  await models.workspaces.updateOne(
    { platform, workspace },
    {
      $set: { tenant, name, timezone, channels: [...channels.map(({ purpose, id }) => ({ purpose, id })), ...chosen] },
      $setOnInsert: { at: now, ingestedAt: now, source: 'greendoor' },
    },
    { upsert: true },
  );
}
