import { randomUUID } from 'node:crypto';
import { mongo } from 'mongoose';
import type { FilePart } from './card.ts';
import type { Context } from './context.ts';

interface NewFile {
  accountId: string;
  /** With its ending. */
  name: string;
  mimeType: string;
  bytes: Uint8Array;
  /** One line on what is in it. */
  about: string;
}

/** Keeps a document an agent made and gives the part a card offers it by. */
export async function storeFile(
  { models, tenant, actor, clock }: Pick<Context, 'models' | 'tenant' | 'actor' | 'clock'>,
  { accountId, name, mimeType, bytes, about }: NewFile,
): Promise<FilePart> {
  const now = clock.now();
  const _id = randomUUID();
  await models.generatedFiles.create({
    _id,
    tenant,
    accountId,
    name,
    mimeType,
    bytes: new mongo.Binary(bytes),
    createdBy: actor.id,
    source: 'greendoor',
    at: now,
    ingestedAt: now,
  });
  return { type: 'file', fileId: _id, name, about };
}
