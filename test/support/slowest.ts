/** Prints the ten slowest test files of a run, so that what makes the suite slow is seen when it comes. */
const SHOWN = 10;

interface FileResult {
  testFilePath: string;
  /** In milliseconds since 1970; of a skipped file both are 0. */
  perfStats: { start: number; end: number };
}

export default class Slowest {
  onRunComplete(_: unknown, { testResults }: { testResults: FileResult[] }): void {
    if (testResults.length <= SHOWN) return;
    const files = testResults.map(({ testFilePath, perfStats: { start, end } }) => ({ testFilePath, seconds: (end - start) / 1_000 }));
    files.sort((a, b) => b.seconds - a.seconds);
    const lines = files.slice(0, SHOWN).map(({ testFilePath, seconds }) => `  ${seconds.toFixed(1).padStart(6)} s  ${short(testFilePath)}`);
    process.stderr.write(`\nThe slowest ten:\n${lines.join('\n')}\n`);
  }
}

const short = (path: string): string => path.slice(path.lastIndexOf('/test/') + 1);
