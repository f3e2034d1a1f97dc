import { parseArgs } from 'node:util';
import type { Models } from '../../models/index.ts';
import { forgetPerson } from './forget.ts';

export interface ForgetDeps {
  models: Models;
  tenant: string;
  clock: { now(): Date };
  out: { write(text: string): unknown };
  err: { write(text: string): unknown };
}

export const FORGET_USAGE = 'Usage: npm run forget -- EMAIL [--tenant T] [--dry-run]';

/**
 * `npm run forget`: takes one person out of every collection and says how many documents of which changed.
 * @returns the exit code: 2 when the arguments make no sense or nobody and nothing was found.
 */
export async function runForget({ models, tenant, clock, out, err }: ForgetDeps, argv: string[]): Promise<0 | 2> {
  let email: string | undefined;
  let of = tenant;
  let dryRun = false;
  try {
    const options = { tenant: { type: 'string' }, 'dry-run': { type: 'boolean' } } as const;
    const { values, positionals } = parseArgs({ args: argv, allowPositionals: true, options });
    if (positionals.length !== 1 || !/^\S+@\S+$/.test(positionals[0] ?? '')) throw new Error('Whom? Give one e-mail address.');
    [email] = positionals;
    of = values.tenant ?? tenant;
    dryRun = values['dry-run'] ?? false;
  } catch (error) {
    err.write(`${error instanceof Error ? error.message : error}\n${FORGET_USAGE}\n`);
    return 2;
  }
  const { counts, known, pseudonym } = await forgetPerson({ models, tenant: of, clock, email: email ?? '', dryRun });
  const lines = Object.entries(counts).map(([name, { removed, changed }]) => {
    const parts = [...(removed > 0 ? [`${removed} removed`] : []), ...(changed > 0 ? [`${changed} changed`] : [])];
    return `  ${name}: ${parts.join(', ')}`;
  });
  if (lines.length === 0) {
    err.write('Nobody has this address, and it stands nowhere.\n');
    return 2;
  }
  out.write(
    [
      `${dryRun ? 'Would take out' : 'Took out'} ${known ? 'the person' : 'the address (no contact or user has it)'}; what must stay names "${pseudonym}".`,
      ...lines,
      'Backups, mail already sent and files beside the database (such as *.rejected.ndjson) are not reached from here.',
      '',
    ].join('\n'),
  );
  return 0;
}
