import { createHash } from 'node:crypto';
import type { Models } from '../../../models/index.ts';
import { insertNew } from '../../../models/kit/bulk.ts';
import type { SuccessPlaybook } from '../../../models/success-playbook.ts';
import type { Context } from '../../kit/context.ts';
import { type LibraryPlaybook, library } from './library.ts';

type Step = SuccessPlaybook['playbookSteps'][number];

/** A playbook as it can be started: the tenant's newest version of a name, or the one that comes with Greendoor. */
export interface Playbook
  extends Pick<
    SuccessPlaybook,
    | 'playbookName'
    | 'version'
    | 'playbookType'
    | 'description'
    | 'executionTimelineDays'
    | 'priorityLevel'
    | 'triggerConditions'
    | 'targetOutcomes'
    | 'phaseNames'
    | 'decisionPoints'
    | 'escalationTriggers'
    | 'emailTemplates'
    | 'meetingAgendas'
  > {
  /** Of its row in `success_playbooks`, which for one that comes with Greendoor is written when it is first started. */
  id: string;
  steps: Step[];
  source: 'greendoor' | 'own';
  executionCount: number;
  successRate: number | null;
  averageCompletionTime: number | null;
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
    const key = keyOf(row.playbookName);
    const known = newest.get(key);
    if (!known || row.version > known.version) newest.set(key, row);
  }
  const shipped = library.map((each) => {
    const row = newest.get(keyOf(each.playbookName));
    newest.delete(keyOf(each.playbookName));
    return row && row.version >= each.version ? fromRow(row) : fromLibrary(tenant, each);
  });
  const own = [...newest.values()].map(fromRow).sort((a, b) => a.playbookName.localeCompare(b.playbookName));
  return [...shipped, ...own].filter(({ steps }) => steps.length > 0);
}

const keyOf = (name: string): string => name.trim().toLowerCase();

/** The same in every process, so that starting one twice writes its row once. */
const rowId = (tenant: string, { externalId, version }: LibraryPlaybook): string =>
  `playbook-${createHash('sha256').update(`${tenant}\n${externalId}\n${version}`).digest('hex').slice(0, 24)}`;

function fromRow(row: SuccessPlaybook): Playbook {
  const ordered = row.playbookSteps.toSorted((a, b) => a.number - b.number);
  return {
    ...row,
    id: row._id,
    steps: ordered,
    phaseNames: row.phaseNames ?? [],
    source: row.externalId?.startsWith('greendoor-') && row.source === 'greendoor' ? 'greendoor' : 'own',
    executionCount: row.executionCount ?? 0,
    successRate: row.successRate ?? null,
    averageCompletionTime: row.averageCompletionTime ?? null,
  };
}

function fromLibrary(tenant: string, each: LibraryPlaybook): Playbook {
  const { playbookSteps, triggerConditions, ...rest } = each;
  return {
    ...rest,
    id: rowId(tenant, each),
    steps: playbookSteps,
    triggerConditions: triggerConditions.map((condition) => ({ ...condition, required: condition.required ?? false })),
    source: 'greendoor',
    executionCount: 0,
    successRate: null,
    averageCompletionTime: null,
  };
}

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
  const typed = said.trim().toLowerCase();
  const exact = shelf.filter(({ id, playbookName }) => id === said.trim() || keyOf(playbookName) === typed);
  if (exact.length > 0) return exact;
  const within = shelf.filter(({ playbookName }) => typed.includes(keyOf(playbookName)));
  if (within.length > 0) return within;
  const spoken = wordsOf(typed);
  const same = (word: string) => spoken.some((each) => each === word || (word.length > 4 && each.startsWith(word.slice(0, 5))));
  const scored = shelf.map((playbook) => ({ playbook, held: wordsOf(playbook.playbookName).filter(same).length }));
  const most = Math.max(1, ...scored.map(({ held }) => held));
  return scored.filter(({ held }) => held === most).map(({ playbook }) => playbook);
}

const IDLE = new Set('a an the of for and in at to playbook start run begin launch with account customer'.split(' '));
const wordsOf = (text: string): string[] => (text.toLowerCase().match(/[\p{L}\d]+/gu) ?? []).filter((word) => !IDLE.has(word));
