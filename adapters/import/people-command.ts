import { parseArgs } from 'node:util';
import { OperatorError } from '../../agents/kit/errors.ts';
import type { Models } from '../../models/index.ts';
import { ROLES } from '../../models/user.ts';
import type { Numbered, Rejection } from './importer.ts';
import { type PeopleResult, writePeople } from './people.ts';
import { openRejectedFile } from './rejected-file.ts';
import { readRows } from './rows.ts';

export interface PeopleDeps {
  models: Models;
  /** Whose people they become unless --tenant says otherwise. */
  tenant: string;
  clock: { now(): Date };
  out: { write(text: string): unknown };
  err: { write(text: string): unknown };
}

export const PEOPLE_USAGE = `Usage: npm run users -- FILE [--tenant T] [--dry-run]
       npm run users -- --deactivate EMAIL [--tenant T] [--dry-run]

  FILE          CSV, JSON (an array) or NDJSON; one person a row, found again by e-mail address:
                email, name, title, roles (${ROLES.join(', ')}; several with ;), timezone, region,
                slack, teams (their ids there), manager (an e-mail address), active (yes or no), expertise, capacity,
                formerEmail (the address somebody had, where email is a new one).
                A column left out or a cell left empty stays as it is.
  --deactivate  the person may do nothing from now on; what they own stays until somebody else owns it
  --dry-run     says what it would do and writes nothing`;

const MOST_PEOPLE = 10_000;

/**
 * `npm run users`: the only way in for people, their roles, identities and managers.
 * @returns the exit code: 0 everything taken, 2 rows were set aside or nothing could be done as asked.
 */
export async function runPeople(deps: PeopleDeps, argv: string[]): Promise<0 | 2> {
  const { models, clock, out, err } = deps;
  try {
    const { file, deactivate, tenant = deps.tenant, dryRun } = parsed(argv);
    const scope = { models, tenant, now: clock.now(), dryRun };
    if (deactivate !== undefined) await requireKnown(models, tenant, deactivate);
    const { rows, unread } = deactivate === undefined ? await peopleIn(file ?? '') : { rows: leaving(deactivate), unread: [] };
    const { people, rejected } = await writePeople(scope, rows);
    const aside = [...unread, ...rejected].sort((a, b) => a.row - b.row);
    if (file !== undefined) await keep(file, aside, dryRun);
    out.write(`${describe({ people, rejected: aside }, dryRun)}\n`);
    return aside.length > 0 ? 2 : 0;
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    err.write(`${error.message}\n`);
    return 2;
  }
}

function parsed(argv: string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: argv,
      allowPositionals: true,
      options: { deactivate: { type: 'string' }, tenant: { type: 'string' }, 'dry-run': { type: 'boolean' } },
    });
    const [file, ...more] = positionals;
    if ((file === undefined) === (values.deactivate === undefined) || more.length > 0)
      throw new Error('Give one file, or --deactivate and one address.');
    return { file, deactivate: values.deactivate?.trim().toLowerCase(), tenant: values.tenant, dryRun: values['dry-run'] ?? false };
  } catch (error) {
    throw new OperatorError(`${error instanceof Error ? error.message : error}\n\n${PEOPLE_USAGE}`);
  }
}

const leaving = (email: string): Numbered[] => [{ number: 1, row: { email, active: false } }];

async function requireKnown(models: Models, tenant: string, email: string): Promise<void> {
  if (!(await models.users.exists({ tenant, email }))) throw new OperatorError(`${email} is nobody of Greendoor. Nothing was changed.`);
}

async function peopleIn(file: string): Promise<{ rows: Numbered[]; unread: Rejection[] }> {
  const rows: Numbered[] = [];
  const unread: Rejection[] = [];
  for await (const read of readRows(file)) {
    if ('problem' in read) unread.push({ row: read.number, reasons: [read.problem], data: read.row ?? {} });
    else rows.push(read);
    if (rows.length > MOST_PEOPLE)
      throw new OperatorError(`${file} has more than ${MOST_PEOPLE.toLocaleString('en')} people. Nothing was changed.`);
  }
  return { rows, unread };
}

async function keep(file: string, rejections: Rejection[], dryRun: boolean): Promise<void> {
  const rejected = await openRejectedFile(file, dryRun);
  await rejected.write(rejections);
  await rejected.close();
}

function describe({ people, rejected }: PeopleResult, dryRun: boolean): string {
  const count = (outcome: string) => people.filter((each) => each.outcome === outcome).length;
  const changed = people.filter(({ outcome }) => outcome !== 'unchanged');
  return [
    `${dryRun ? 'Would change' : 'Changed'} the people of Greendoor:`,
    ...changed.map(({ email, outcome, changes }) => `  ${outcome === 'new' ? 'new' : 'changed'} ${email}: ${changes.join('; ')}`),
    ...rejected.map(({ row, reasons }) => `  set aside row ${row}: ${reasons.join('; ')}`),
    `${count('new')} new, ${count('updated')} changed, ${count('unchanged')} unchanged, ${rejected.length} set aside.`,
    ...(dryRun ? ['Nothing was written.'] : []),
  ].join('\n');
}
