import { randomUUID } from 'node:crypto';
import type { ChatRecord } from '../models/chat-record.ts';
import { isDuplicate } from '../models/kit/duplicates.ts';
import { findWorkspace } from './actors.ts';
import type { Assistant } from './assistant.ts';
import type { ChatMemory } from './chat-adapter.ts';

/** A platform's memory, each workspace's in its own tenant; a workspace that is not connected has none. */
export function createChatMemory({ models, clock }: Pick<Assistant, 'models' | 'clock'>, platform: string): ChatMemory {
  const whose = async (workspace: string, key: string) => {
    const connected = await findWorkspace(models, platform, workspace);
    return connected && { tenant: connected.tenant, platform, workspace, key };
  };
  return {
    async get(workspace, key) {
      const row = await whose(workspace, key);
      return row && (await models.chatRecords.findOne(row, { value: 1 }).lean<Pick<ChatRecord, 'value'>>())?.value;
    },
    async set(workspace, key, value, about = {}) {
      const row = await whose(workspace, key);
      if (!row) return;
      const now = clock.now();
      const change = {
        $set: { value, at: now, ...about },
        $setOnInsert: { _id: randomUUID(), ingestedAt: now, source: 'greendoor' },
      };
      const write = () => models.chatRecords.updateOne(row, change, { upsert: true });
      await write().catch((error: unknown) => {
        if (!isDuplicate(error)) throw error;
        return write(); // written by another at the same moment
      });
    },
    async remove(workspace, key) {
      const row = await whose(workspace, key);
      if (row) await models.chatRecords.deleteOne(row);
    },
  };
}
