import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { describe } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { ravenstack } from '../../fixtures/ravenstack.ts';
import { telco } from '../../fixtures/telco.ts';

/** Exports of other systems: `ravenstack/ravenstack_….csv` and `telco/telco-churn-train.csv`. */
export interface DataSet {
  /** A copy of the file, where the import may write next to it. */
  file(name: string): Promise<string>;
}

const own = new Map([
  ...Object.entries(ravenstack()).map(([name, text]) => [`ravenstack/${name}`, text] as const),
  ['telco/telco-churn-train.csv', telco()],
]);

/** The project's own, made by a seeded generator. */
export const ownData: DataSet = {
  async file(name) {
    const text = own.get(name);
    if (text === undefined) throw new Error(`there is no ${name} among ${[...own.keys()].join(', ')}`);
    const copy = join(await temporaryFolder(), basename(name));
    await writeFile(copy, text);
    return copy;
  },
};

const FOLDER = process.env.GREENDOOR_DATA;

const outsideData: DataSet = {
  async file(name) {
    const original = resolve(FOLDER ?? '', name);
    if (!existsSync(original)) throw new Error(`GREENDOOR_DATA is set, but ${original} is not there`);
    const copy = join(await temporaryFolder(), basename(name));
    await copyFile(original, copy);
    return copy;
  },
};

/**
 * The same tests over our own data and over larger files from outside, which are in the folder GREENDOOR_DATA names. Without
 * it the latter are named as skipped.
 */
export function describeEachDataSet(tests: (data: DataSet) => void): void {
  describe('our own files', () => tests(ownData));
  const outside = FOLDER ? describe : describe.skip;
  outside(`the files in ${FOLDER ?? 'GREENDOOR_DATA, which is not set'}`, () => tests(outsideData));
}

/** What a file holds, read by nothing of ours. */
export async function rowsOf(file: string): Promise<Record<string, string>[]> {
  return parse(await readFile(file), { bom: true, columns: true });
}

export const temporaryFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'greendoor-import-'));

export const mappingFile = (name: string): string => join(import.meta.dirname, 'mappings', `${name}.json`);
