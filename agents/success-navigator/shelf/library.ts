import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SegmentSuccessPlaybook } from '../../../models/segment-success-playbook.ts';
import type { SuccessPlaybook } from '../../../models/success-playbook.ts';

/**
 * The playbooks that come with Greendoor: data in the form `npm run import -- FILE --as success_playbooks` takes, so that
 * a changed copy can be imported under a higher version. A test imports them all.
 */

type Given<Row, Field extends keyof Row> = Pick<Row, Field> & { externalId: string };

export type LibraryPlaybook = Given<
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
  | 'playbookSteps'
  | 'decisionPoints'
  | 'escalationTriggers'
  | 'emailTemplates'
  | 'meetingAgendas'
>;

/** How a segment changes a playbook. */
export type Adjustment = Given<
  SegmentSuccessPlaybook,
  'segmentType' | 'segmentIdentifier' | 'playbookName' | 'playbookType' | 'timelineFactor' | 'stepAdjustments'
> &
  Partial<Pick<SegmentSuccessPlaybook, 'playbookId' | 'segmentSuccessMetrics' | 'escalationTriggers'>>;

const FOLDER = join(import.meta.dirname, '..', 'playbooks');

const read = (folder: string): unknown[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .flatMap((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as unknown[]);

export const library = read(FOLDER) as readonly LibraryPlaybook[];
export const libraryVariants = read(join(FOLDER, 'segments')) as readonly Adjustment[];
