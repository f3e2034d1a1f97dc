/** `npm run eval -- NAME`. */
const EVALS: Record<string, () => Promise<unknown>> = {
  grounding: () => import('./grounding/run.ts'),
};

const name = process.argv[2] ?? '';
const load = EVALS[name];
if (!load) {
  process.stderr.write(`Usage: npm run eval -- NAME\nNAME is one of ${Object.keys(EVALS).join(', ')}.\n`);
  process.exit(1);
}
await load();
