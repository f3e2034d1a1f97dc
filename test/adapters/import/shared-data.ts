import { existsSync } from 'node:fs';
import { copyFile, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';

/** A file of the data kept beside the checkout, copied to where the import may write next to it. */
export async function sharedData(name: string): Promise<string> {
  const original = resolve(process.cwd(), '../shared/data', name);
  if (!existsSync(original)) throw new Error(`this test needs ../shared/data/${name} beside the checkout, and it is not there`);
  const copy = join(await temporaryFolder(), basename(name));
  await copyFile(original, copy);
  return copy;
}

export const temporaryFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'greendoor-import-'));

export const mappingFile = (name: string): string => join(import.meta.dirname, 'mappings', `${name}.json`);
