import { createHash } from 'node:crypto';
import type { Models } from '../../../models/index.ts';
import { insertNew } from '../../../models/kit/bulk.ts';
import type { SuccessPlaybook } from '../../../models/success-playbook.ts';
import type { Context } from '../../kit/context.ts';
import { meant } from '../said.ts';
import { type LibraryPlaybook, library } from './library.ts';

/** A playbook as it can be started: the tenant's newest version of a name, or the one that comes with Greendoor. */
export interface Playbook extends Omit<LibraryPlaybook, 'externalId' | 'playbookSteps'> {
  /** Of its row in `success_playbooks`, which for one that comes with Greendoor is written when it is first started. */
  id: string;
  steps: LibraryPlaybook['playbookSteps'];
  source: 'greendoor' | 'own';
  executionCount: number;
  successRate: number | null;
}

const MOST = 500;

/** Every playbook of the tenant, by name: of each name the highest version, of equal ones the tenant's own. */
export async function loadShelf({ tenant, models }: Pick<Context, 'tenant' | 'models'>): Promise<Playbook[]> {
  const rows = await models.successPlaybooks.find({ tenant }).sort({ playbookName: 1, version: -1 }).limit(MOST).lean<SuccessPlaybook[]>();
  return mergeShelf(tenant, rows);
}

/** Pure. The order of the library, then the tenant's own by name. */
export function mergeShelf(tenant: string, rows: readonly SuccessPlaybook[]): Playbook[] {
  const newest = new Map<string, SuccessPlaybook>();
  for (const row of rows) {
    const known = newest.get(keyOf(row));
    if (!known || row.version > known.version) newest.set(keyOf(row), row);
  }
  const shipped = library.map((each) => {
    const row = newest.get(keyOf(each));
    newest.delete(keyOf(each));
    return row && row.version >= each.version ? fromRow(row) : fromLibrary(tenant, each);
  });
  const own = [...newest.values()].map(fromRow).sort((a, b) => a.playbookName.localeCompare(b.playbookName));
  return [...shipped, ...own].filter(({ steps }) => steps.length > 0);
}

const keyOf = ({ playbookName }: Pick<SuccessPlaybook, 'playbookName'>): string => playbookName.trim().toLowerCase();

/** The same in every process, so that starting one twice writes its row once. */
const rowId = (tenant: string, { externalId, version }: LibraryPlaybook): string =>
  `playbook-${createHash('sha256').update(`${tenant}\n${externalId}\n${version}`).digest('hex').slice(0, 24)}`;

const fromRow = (row: SuccessPlaybook): Playbook => ({
  ...row,
  id: row._id,
  steps: row.playbookSteps.toSorted((a, b) => a.number - b.number),
  phaseNames: row.phaseNames ?? [],
  source: row.externalId?.startsWith('greendoor-') && row.source === 'greendoor' ? 'greendoor' : 'own',
  executionCount: row.executionCount ?? 0,
  successRate: row.successRate ?? null,
});

const fromLibrary = (tenant: string, each: LibraryPlaybook): Playbook => ({
  ...each,
  id: rowId(tenant, each),
  steps: each.playbookSteps,
  source: 'greendoor',
  executionCount: 0,
  successRate: null,
});

/** Writes the row of a playbook that comes with Greendoor where it is not there yet: what is run is on record as it was run. */
export async function keepOnRecord(models: Models, tenant: string, playbook: Playbook, now: Date): Promise<void> {
  const shipped = library.find((each) => rowId(tenant, each) === playbook.id);
  if (!shipped) return;
  const defaults = {
    automatedExecution: false,
    humanApprovalRequired: true,
    presentationTemplates: [],
    executionCount: 0,
    performanceMetrics: [],
    optimizationRecommendations: [],
  };
  await insertNew(models.successPlaybooks, tenant, [
    { ...defaults, ...shipped, _id: playbook.id, tenant, source: 'greendoor', at: now, ingestedAt: now },
  ]);
}

/** The playbook a person means by its id, its name, or words of it; several where the words fit several. */
export function playbooksNamed(shelf: readonly Playbook[], said: string): Playbook[] {
  const byId = shelf.find(({ id }) => id === said.trim());
  if (byId) return [byId];
  const within = shelf.filter((playbook) => said.toLowerCase().includes(keyOf(playbook)));
  return within.length > 0 ? within : meant(shelf, said, ({ playbookName }) => playbookName);
}
