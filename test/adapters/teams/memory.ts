import type { ChatMemory } from '../../../bot/chat-adapter.ts';

/** A memory that ends with the test. */
export function memory(): ChatMemory {
  const kept = new Map<string, unknown>();
  return {
    get: async (workspace, key) => kept.get(`${workspace}/${key}`),
    set: async (workspace, key, value) => void kept.set(`${workspace}/${key}`, structuredClone(value)),
    remove: async (workspace, key) => void kept.delete(`${workspace}/${key}`),
  };
}
