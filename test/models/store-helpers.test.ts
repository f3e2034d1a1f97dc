import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { VERSIONED } from '../../models/kit/versioned.ts';

const ROOT = resolve(import.meta.dirname, '..', '..');

/** Every source of the product, without what the tests are made of. */
const sources = ['models', 'agents', 'tools', 'bot', 'schedules', 'adapters'].flatMap((layer) =>
  readdirSync(join(ROOT, layer), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path: relative(ROOT, path), text: readFileSync(path, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '') })),
);
const outside = sources.filter(({ path }) => !path.startsWith('models/'));
const among = (some: typeof sources, pattern: RegExp) =>
  some.flatMap(({ path, text }) => [...text.matchAll(pattern)].map(([found]) => `${path}: ${found}`));

test('nothing outside models reaches past the tenant guard to the raw driver', () => {
  const raw = among(outside, /\b(?:[mM]odels?(?:\.\w+|\[[^\]]+\])?)\.collection\b/g);
  expect(raw).toEqual([]);
});

test('one place knows what a duplicate key is', () => {
  const codes = among(sources, /(?:\bcode\b[^\n]{0,40}|DUPLICATE\w*\s*=\s*)\b11_?000\b/g);
  expect(codes.filter((each) => !each.startsWith('models/kit/duplicates.ts'))).toEqual([]);
});

test('rows that keep their versions are changed by one helper', () => {
  const names = VERSIONED.join('|');
  const writes = 'updateOne|updateMany|bulkWrite|findOneAndUpdate|findOneAndReplace|findByIdAndUpdate|replaceOne|save|bulkSave';
  expect(among(sources, new RegExp(`\\b(?:${names})\\s*\\.(?:${writes})\\b`, 'g'))).toEqual([]);
  // What writes whatever collection it is told to goes through helpers that refuse these.
  expect(among(outside, new RegExp(`\\b[mM]odels?\\[[^\\]]+\\][^;\\n]*\\.(?:${writes})\\b`, 'g'))).toEqual([]);
});
