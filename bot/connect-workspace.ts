import type { ChannelPurpose } from '../models/workspace.ts';
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

/** Writes down whose data a workspace's people may see, and which channel serves what. */
export async function connectWorkspace(
  { models, clock }: Pick<Assistant, 'models' | 'clock'>,
  { tenant, platform, workspace, name, timezone, channels }: Connected,
): Promise<void> {
  const now = clock.now();
  await models.workspaces.updateOne(
    { platform, workspace },
    {
      $set: { tenant, name, timezone, channels: channels.map(({ purpose, id }) => ({ purpose, id })) },
      $setOnInsert: { at: now, ingestedAt: now, source: 'greendoor' },
    },
    { upsert: true },
  );
}
