import { type ImportDeps, runImport } from '../../../adapters/import/command.ts';
import type { Models } from '../../../models/index.ts';

export interface Ran {
  code: number;
  out: string;
  err: string;
  /** Account ids reported as touched. */
  touched: string[];
}

/** Runs the command as the command line would, and gives back what it printed. */
export async function run(models: Models, argv: string[], options: Partial<ImportDeps> = {}): Promise<Ran> {
  const ran: Ran = { code: -1, out: '', err: '', touched: [] };
  ran.code = await runImport(
    {
      models,
      tenant: 'acme',
      clock: { now: () => new Date('2025-01-06T12:00:00Z') },
      out: { write: (text) => (ran.out += text) },
      err: { write: (text) => (ran.err += text) },
      changing: async (_, ids) => () => void ran.touched.push(...ids),
      ...options,
    },
    argv,
  );
  return ran;
}
