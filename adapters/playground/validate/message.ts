import type { KnownBlock } from '@slack/types';
import { z } from 'zod';
import { LIMITS } from '../limits.ts';
import { messageBlock } from './blocks.ts';
import { problemsOf, Refusal } from './problems.ts';

const { message } = LIMITS;
const blockList = z.array(messageBlock);
const metadataShape = z.looseObject({
  event_type: z.string().min(1).max(255),
  event_payload: z.record(z.string(), z.unknown()),
});

/**
 * The blocks as Slack would take them into a message.
 * @throws Refusal `invalid_blocks`, `invalid_attachments` (tables) or `msg_blocks_too_long`.
 */
export function checkedBlocks(blocks: unknown): KnownBlock[] {
  if (!Array.isArray(blocks)) throw new Refusal('invalid_blocks_format');
  if (blocks.length > message.blocks) {
    throw new Refusal('invalid_blocks', [`[ERROR] no more than ${message.blocks} items allowed [json-pointer:/blocks]`]);
  }
  const parsed = blockList.safeParse(blocks);
  if (!parsed.success) throw new Refusal('invalid_blocks', problemsOf(parsed.error, '/blocks'));
  checkIds(parsed.data);
  checkTables(parsed.data);
  const total = parsed.data.reduce((sum, block) => sum + characters(block), 0) + message.blockOverhead * (parsed.data.length - 1);
  if (total > message.total) throw new Refusal('msg_blocks_too_long', [`[ERROR] ${total} characters of at most ${message.total}`]);
  return blocks as KnownBlock[];
}

/** @throws Refusal `msg_too_long`. */
export function checkText(text: string, max: number = message.text): void {
  if (text.length > max) throw new Refusal('msg_too_long');
}

/** @throws Refusal `invalid_metadata_format` or `metadata_too_large`. */
export function checkMetadata(metadata: unknown): void {
  if (!metadataShape.safeParse(metadata).success) throw new Refusal('invalid_metadata_format');
  if (JSON.stringify(metadata).length > message.metadata) throw new Refusal('metadata_too_large');
}

/** @throws Refusal `invalid_blocks` where a block id or, within a block, an action id is there twice. */
export function checkIds(blocks: object[]): void {
  const blockIds = new Set<string>();
  for (const [number, block] of blocks.entries()) {
    const id = 'block_id' in block && typeof block.block_id === 'string' ? block.block_id : undefined;
    if (id !== undefined && blockIds.has(id)) {
      throw new Refusal('invalid_blocks', [`[ERROR] block_id "${id}" already exists [json-pointer:/blocks/${number}/block_id]`]);
    }
    if (id !== undefined) blockIds.add(id);
    const actionIds = new Set<string>();
    for (const actionId of strings(block, 'action_id')) {
      if (actionIds.has(actionId)) {
        throw new Refusal('invalid_blocks', [`[ERROR] action_id "${actionId}" already exists [json-pointer:/blocks/${number}]`]);
      }
      actionIds.add(actionId);
    }
  }
}

function checkTables(blocks: { type: string }[]): void {
  const tables = blocks.filter((block) => block.type === 'table');
  if (tables.length > message.tables) throw new Refusal('invalid_attachments', ['[ERROR] only_one_table_allowed']);
  const total = tables.reduce((sum, table) => sum + characters(table), 0);
  if (total > message.tableCharacters) {
    throw new Refusal('invalid_attachments', [`[ERROR] a table holds at most ${message.tableCharacters} characters`]);
  }
}

const characters = (value: unknown): number => strings(value, 'text').reduce((sum, text) => sum + text.length, 0);

function strings(value: unknown, key: string): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => strings(item, key));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => (name === key && typeof inner === 'string' ? [inner] : strings(inner, key)));
}
