import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { expect, test } from '@jest/globals';

const AGENTS = resolve(import.meta.dirname, '../../agents');
const sources = readdirSync(AGENTS, { withFileTypes: true, recursive: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
  .map(({ parentPath, name }) => join(parentPath, name));
const linesWith = (pattern: RegExp): string[] =>
  sources
    .filter((path) =>
      readFileSync(path, 'utf8')
        .split('\n')
        .some((line) => pattern.test(line)),
    )
    .map((path) => relative(AGENTS, path));

/** Fields of a standing that people see rounded, and every metric beside them. */
const COMPARED =
  /(?:\b(?:health|churnRisk|churnRiskChange30|change30|churnProbability90|arr)|'metrics\.\w+'): \{ ?\$(?:gte?|lte?): (?!0\b)/;
/** Those an agent's own pure verdict draws its line among. */
const OWN_LINE = ['advocacy-amplifier/candidates.ts'];

test('what standings hold is compared with a number in one place, so that 62.98, shown as 63, is at least 63 in every tool', () => {
  expect(linesWith(COMPARED)).toEqual(OWN_LINE);
});

test('no amount is taken for dollars because nobody says in what it is, nor for its own worth because a rate is missing', () => {
  expect(linesWith(/\?\? 'USD'|\b\w+ = 'USD'[,)\]]|\bworth\b[^;]*\] \?\? 1\b/)).toEqual([]);
});
