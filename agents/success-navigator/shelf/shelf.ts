import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { insertNew } from '../../../models/kit/bulk.ts';
import type { SegmentSuccessPlaybook } from '../../../models/segment-success-playbook.ts';
import type { SuccessPlaybook } from '../../../models/success-playbook.ts';
import type { Text } from '../../facts/index.ts';
import { figuresOf, t } from '../../kit/say.ts';
import { type Context, meant } from '../../kit/tool.ts';

/** A playbook that can be started: a row of `success_playbooks`, which for one that comes with Greendoor is written when it is first started. */
export type Playbook = Omit<SuccessPlaybook, 'tenant' | 'at' | 'ingestedAt'>;
type Shipped = Omit<Playbook, '_id'>;

/** How a segment changes a playbook. */
export type Adjustment = Partial<SegmentSuccessPlaybook> &
  Pick<SegmentSuccessPlaybook, 'segmentType' | 'segmentIdentifier' | 'playbookName'>;

/**
 * The playbooks that come with Greendoor: data in the form `npm run import -- FILE --as success_playbooks` takes, so that
 * a changed copy can be imported under a higher version. A test imports them all.
 */
const FOLDER = join(import.meta.dirname, '..', 'playbooks');

const read = <Of>(folder: string): Of[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .flatMap((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Of[]);

/** What a row holds beside, before it was ever run. */
const UNUSED = { source: 'greendoor', automatedExecution: false, humanApprovalRequired: true, executionCount: 0 };
const EMPTY = { meetingAgendas: [], presentationTemplates: [], performanceMetrics: [], optimizationRecommendations: [] };
export const library: readonly Shipped[] = read<Shipped>(FOLDER).map((each) => ({ ...UNUSED, ...EMPTY, ...each }));
export const libraryVariants: readonly Adjustment[] = read(join(FOLDER, 'segments'));

const MOST = 500;

/** Every playbook of the tenant, by name: of each name the highest version, of equal ones the tenant's own. */
export async function loadShelf({ tenant, models }: Pick<Context, 'tenant' | 'models'>): Promise<Playbook[]> {
  const rows = await models.successPlaybooks.find({ tenant }).sort({ playbookName: 1, version: -1 }).limit(MOST).lean<SuccessPlaybook[]>();
  return mergeShelf(tenant, rows);
}

/** Pure. The order of the library, then the tenant's own by name. */
export function mergeShelf(tenant: string, rows: readonly Playbook[]): Playbook[] {
  const newest = new Map<string, Playbook>();
  for (const row of rows) {
    const known = newest.get(keyOf(row));
    if (!known || row.version > known.version) newest.set(keyOf(row), row);
  }
  const shipped = library.map((each) => {
    const row = newest.get(keyOf(each));
    newest.delete(keyOf(each));
    return row && row.version >= each.version ? row : { ...each, _id: rowId(tenant, each) };
  });
  const own = [...newest.values()].sort((a, b) => a.playbookName.localeCompare(b.playbookName));
  return [...shipped, ...own]
    .map((each) => ({ ...each, playbookSteps: each.playbookSteps.toSorted((a, b) => a.number - b.number) }))
    .filter(({ playbookSteps }) => playbookSteps.length > 0);
}

const keyOf = ({ playbookName }: Pick<Playbook, 'playbookName'>): string => playbookName.trim().toLowerCase();

/** The same in every process, so that starting one twice writes its row once. */
const rowId = (tenant: string, { externalId, version }: Shipped): string =>
  `playbook-${createHash('sha256').update(`${tenant}\n${externalId}\n${version}`).digest('hex').slice(0, 24)}`;

/** Writes the row of a playbook where it is not there yet: what is run is on record as it was run. */
export async function keepOnRecord({ models, tenant }: Pick<Context, 'models' | 'tenant'>, playbook: Playbook, now: Date): Promise<void> {
  await insertNew(models.successPlaybooks, tenant, [{ ...playbook, tenant, at: now, ingestedAt: now }]);
}

/** The playbook a person means by its id, its name, or words of it; several where the words fit several. */
export function playbooksNamed(shelf: readonly Playbook[], said: string): Playbook[] {
  const byId = shelf.find(({ _id }) => _id === said.trim());
  if (byId) return [byId];
  const within = shelf.filter((playbook) => said.toLowerCase().includes(keyOf(playbook)));
  return within.length > 0 ? within : meant(shelf, said, ({ playbookName }) => playbookName);
}

/** A playbook as people see it on the shelf. */
export const bookOf = (playbook: Playbook) => ({
  id: playbook._id,
  name: playbook.playbookName,
  version: playbook.version,
  type: playbook.playbookType,
  about: playbook.description ?? null,
  source: playbook.source === 'greendoor' && playbook.externalId?.startsWith('greendoor-') ? 'greendoor' : 'own',
  steps: playbook.playbookSteps.length,
  days: playbook.executionTimelineDays ?? Math.max(0, ...playbook.playbookSteps.map(({ dayTo }) => dayTo)),
  /** Share of the measured executions that reached every target. */
  successRate: playbook.successRate ?? null,
  /** Measured ones. */
  executions: playbook.executionCount ?? 0,
});
export type Book = ReturnType<typeof bookOf>;

/** @param adjustedFor the account whose segments changed it, where they did */
export function bookFigures({ id, name, steps, days, successRate, executions }: Book, asOf: string, adjustedFor?: string) {
  const { of, count, percent } = figuresOf({ kind: 'playbook', id: adjustedFor ? `${id} ${adjustedFor}` : id, name }, asOf);
  const record: Text =
    successRate === null || executions === 0
      ? 'no measured run yet'
      : t`targets reached in ${percent('playbook_success', 'runs that reached every target', successRate)} of ${count('playbook_runs', executions, 'run')}`;
  return { steps: count('playbook_steps', steps, 'step'), days: of('playbook_days', 'days', days, 'days'), record };
}
