import { parseArgs } from 'node:util';
import type { Changing } from '../../agents/kit/changing.ts';
import { OperatorError } from '../../agents/kit/errors.ts';
import type { Models } from '../../models/index.ts';
import { findCollection, importableNames } from './collections.ts';
import { type LinkReport, linkPeople } from './link-people.ts';
import { shown } from './mapping.ts';
import { readMapping } from './mapping-file.ts';
import { type Proposal, propose } from './propose.ts';
import { type ImportCounts, type ImportReport, importFile } from './run-import.ts';

export interface ImportDeps {
  models: Models;
  /** Whose data it becomes unless --tenant says otherwise. */
  tenant: string;
  clock: { now(): Date };
  out: { write(text: string): unknown };
  err: { write(text: string): unknown; isTTY?: boolean };
  /** Asks on a terminal; absent where nobody can answer. */
  ask?(question: string): Promise<string>;
  /** Whose scores follow from the rows. */
  changing?: Changing | undefined;
  signal?: AbortSignal;
}

export const IMPORT_USAGE = `Usage: npm run import -- FILE --as COLLECTION [--map MAP.json] [--source NAME] [--tenant T] [--dry-run]

  FILE             CSV, JSON (an array) or NDJSON
  --as COLLECTION  what the rows are: ${importableNames().join(', ')};
                   users, to learn what another system calls the people Greendoor knows (npm run users makes them);
                   or auto, to have collection and mapping proposed
  --map MAP.json   which column is which field, how dates are written, what values are called
  --source NAME    the system the rows come from, whose ids they have: the same id of two systems is two
                   things. Otherwise as the mapping says, or "import"
  --tenant T       whose data it becomes
  --dry-run        says what it would do and writes nothing`;

/**
 * `npm run import`.
 * @returns the exit code: 0 everything taken, 2 rows were set aside or nothing could be imported as asked.
 */
export async function runImport(deps: ImportDeps, argv: string[]): Promise<0 | 2> {
  const { models, clock, out, err, changing, signal } = deps;
  try {
    const { file, as, map, source, tenant = deps.tenant, dryRun } = parsed(argv);
    let collection = as;
    let mapping = map === undefined ? undefined : await readMapping(map);
    if (as === 'auto') {
      const proposal = await propose(file);
      if (!(await accepted(deps, proposal, file))) return 2;
      ({ collection, mapping } = proposal);
    }
    collection ??= mapping?.collection;
    if (collection === undefined) throw new OperatorError(`--as says what the rows are.\n\n${IMPORT_USAGE}`);
    if (findCollection(collection) === 'users') {
      const linked = await linkPeople({ models, tenant, clock, file, mapping, dryRun });
      out.write(`${describeLinks(linked, dryRun)}\n`);
      return linked.nameless.length > 0 ? 2 : 0;
    }
    const progress = err.isTTY ? (counts: ImportCounts) => err.write(`\r${counts.rows.toLocaleString('en')} rows…`) : undefined;
    const started = performance.now();
    const report = await importFile({
      models,
      tenant,
      clock,
      file,
      collection,
      mapping,
      source,
      dryRun,
      signal,
      onProgress: progress,
      changing,
    });
    if (err.isTTY) err.write('\r\u001b[K');
    out.write(`${describe(report, dryRun, performance.now() - started)}\n`);
    return report.setAside > 0 ? 2 : 0;
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
      options: {
        as: { type: 'string' },
        map: { type: 'string' },
        source: { type: 'string' },
        tenant: { type: 'string' },
        'dry-run': { type: 'boolean' },
      },
    });
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) throw new Error(file === undefined ? 'Which file?' : 'One file at a time.');
    return {
      file,
      as: values.as,
      map: values.map,
      source: sourceSaid(values.source),
      tenant: values.tenant,
      dryRun: values['dry-run'] ?? false,
    };
  } catch (error) {
    throw new OperatorError(`${error instanceof Error ? error.message : error}\n\n${IMPORT_USAGE}`);
  }
}

function sourceSaid(source: string | undefined): string | undefined {
  if (source !== undefined && !/^\S(?:.{0,58}\S)?$/.test(source)) throw new Error('--source is a name of 1 to 60 characters.');
  return source;
}

async function accepted({ out, err, ask }: ImportDeps, { collection, mapping, why, sure }: Proposal, file: string): Promise<boolean> {
  err.write(`${why}\n`);
  const json = JSON.stringify(mapping, null, 2);
  if (ask && sure) {
    err.write(`${json}\n`);
    if (/^y(?:es)?$/i.test((await ask(`Import ${file} as ${collection} with this mapping? (yes/no) `)).trim())) return true;
    err.write('Nothing was imported.\n');
    return false;
  }
  out.write(`${json}\n`);
  err.write(
    `Nothing was imported. Keep the mapping in a file, correct it, and run: npm run import -- ${file} --as ${collection} --map MAP.json\n`,
  );
  return false;
}

function describe(report: ImportReport, dryRun: boolean, milliseconds: number): string {
  const { collection, rows, setAside, deleted, flagged, flags, strangers, nothing, absent, unread, examples, rolledUp, rejectedFile } =
    report;
  const number = (value: number) => value.toLocaleString('en');
  const lines = [
    `${dryRun ? 'Would import' : 'Imported'} ${collection}: ${number(rows)} ${rows === 1 ? 'row' : 'rows'} in ${(milliseconds / 1000).toFixed(1)} s`,
    `  new        ${number(report.new)}`,
    `  updated    ${number(report.updated)}`,
    `  unchanged  ${number(report.unchanged)}`,
    `  set aside  ${number(setAside)}${deleted > 0 ? ` (${number(deleted)} deleted in the source)` : ''}`,
  ];
  if (rolledUp.new + rolledUp.updated + rolledUp.unchanged > 0)
    lines.push(
      `Usage analytics (days and weeks): ${number(rolledUp.new)} new, ${number(rolledUp.updated)} updated, ${number(rolledUp.unchanged)} unchanged`,
    );
  if (flagged > 0) {
    const reasons = Object.entries(flags).map(([code, count]) => `${code.replaceAll('_', ' ')} ${number(count)}`);
    lines.push(`Kept but doubtful: ${number(flagged)} ${flagged === 1 ? 'row' : 'rows'} (${reasons.join(', ')})`);
  }
  if (absent.length > 0) lines.push(`Columns the mapping reads and the file has not, so nothing came of them: ${some(absent)}`);
  if (unread.length > 0) lines.push(`Columns of the file that the mapping does not read: ${some(unread)}`);
  if (nothing.size > 0) lines.push(`Read as empty cells: ${some([...nothing].map(([word, times]) => `${word} (${number(times)})`))}`);
  if (strangers.size > 0) lines.push(notPeople('owners', [...strangers]));
  if (setAside > 0) {
    lines.push(...examples.map(({ row, reasons }) => `  row ${number(row)}: ${reasons.join('; ')}`));
    if (setAside > examples.length) lines.push(`  … and ${number(setAside - examples.length)} more`);
    lines.push(dryRun ? 'Nothing was written.' : `Set-aside rows with their reasons: ${shown(rejectedFile).slice(1, -1)}`);
  } else if (dryRun) lines.push('Nothing was written.');
  return lines.join('\n');
}

function describeLinks({ rows, linked, known, strangers, nameless }: LinkReport, dryRun: boolean): string {
  const lines = [
    `People come by npm run users; an import only ${dryRun ? 'would link' : 'links'} those Greendoor knows: ${rows.toLocaleString('en')} rows`,
    `  linked         ${linked.length}${linked.length > 0 ? ` (${some(linked)})` : ''}`,
    `  known already  ${known}`,
  ];
  if (strangers.length > 0) lines.push(notPeople('people', strangers));
  if (nameless.length > 0) lines.push(`Without an e-mail address: row ${some(nameless.map(String))}`);
  return lines.join('\n');
}

const notPeople = (what: string, whom: readonly string[]): string =>
  `These ${what} are not people of Greendoor: ${some(whom)}; add them with npm run users.`;

const MOST_SHOWN = 20;

/** The first of a list, and how many more there are. */
function some(items: readonly string[]): string {
  const more = items.length - MOST_SHOWN;
  const listed = items.slice(0, MOST_SHOWN).map((each) => shown(each).slice(1, -1));
  return more > 0 ? `${listed.join(', ')} and ${more.toLocaleString('en')} more` : listed.join(', ');
}
