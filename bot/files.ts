import type { GeneratedFile } from '../models/generated-file.ts';
import type { Models } from '../models/index.ts';
import { findWorkspace } from './actors.ts';
import type { ReadFile, StoredFile } from './platform.ts';

/** A document Greendoor made for this tenant; undefined for every other id. */
export async function readFile(models: Models, tenant: string, fileId: string): Promise<StoredFile | undefined> {
  const file = await models.generatedFiles
    .findOne({ tenant, _id: fileId }, { name: 1, mimeType: 1, bytes: 1 })
    .lean<Pick<GeneratedFile, 'name' | 'mimeType' | 'bytes'>>();
  return file ? { name: file.name, mimeType: file.mimeType, bytes: file.bytes.value() } : undefined;
}

/** Reads files for a platform's workspaces, each those of its own tenant. */
export function fileReader(models: Models, platform: string): ReadFile {
  return async (workspace, fileId) => {
    const connected = await findWorkspace(models, platform, workspace);
    return connected ? readFile(models, connected.tenant, fileId) : undefined;
  };
}
