import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

// As its types have it; imported it has another form.
const { default: Sequencer } = createRequire(import.meta.url)('@jest/test-sequencer') as typeof import('@jest/test-sequencer');
type Tests = Parameters<InstanceType<typeof Sequencer>['sort']>[0];

/** What a test file opens tells about how long it takes, in seconds. */
const TAKES: [RegExp, number][] = [
  [/\bopenWorld\(/, 40],
  [/\bspawn\(|\.apart\b/, 8],
  [/\bloadSample\(|\bopenBook\(|support\/every-tool/, 5],
  [/\bopenGreendoor\(/, 4],
  [/\btestDatabase\(/, 1],
];

/**
 * Starts those first that take longest, so that all workers end at the same time. Jest knows how long each took the last
 * time; on a machine where it does not it would go by the size of the file, and begin the evaluations in the end.
 */
export default class LongestFirst extends Sequencer {
  override async sort(tests: Tests): Promise<Tests> {
    const sorted = await super.sort(tests);
    const takes = new Map(sorted.map((test) => [test, this._getCache(test)[test.path] ? 0 : guess(test.path)]));
    return sorted.sort((a, b) => (takes.get(b) ?? 0) - (takes.get(a) ?? 0));
  }
}

function guess(path: string): number {
  const text = readFileSync(path, 'utf8');
  return TAKES.find(([opens]) => opens.test(text))?.[1] ?? 0.3;
}
