import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { CONTACT_ROLES } from '../../../models/contact.ts';
import { PLAYBOOK_TYPES, STEP_KINDS } from '../../../models/success-playbook.ts';

/** The playbooks that come with Greendoor: data in the form `npm run import -- FILE --as success_playbooks` takes, so that a changed copy can be imported under a higher version. */

const FOLDER = join(import.meta.dirname, '..', 'playbooks');

const measure = z.strictObject({ name: z.string(), unit: z.string(), target: z.number() });
const escalation = z.strictObject({
  when: z.string(),
  metric: z.string(),
  above: z.number().optional(),
  below: z.number().optional(),
  to: z.string(),
  withinHours: z.number().optional(),
});
const template = z.strictObject({ name: z.string(), title: z.string(), body: z.array(z.string()) });

const playbookFileSchema = z.array(
  z.strictObject({
    externalId: z.string(),
    playbookName: z.string(),
    version: z.number(),
    playbookType: z.enum(PLAYBOOK_TYPES),
    description: z.string(),
    executionTimelineDays: z.number(),
    priorityLevel: z.enum(['low', 'medium', 'high', 'critical']),
    triggerConditions: z.array(
      z.strictObject({
        signal: z.string(),
        comparison: z.enum(['above', 'below', 'equals', 'occurs']),
        value: z.number().optional(),
        days: z.number().optional(),
        required: z.boolean().optional(),
      }),
    ),
    targetOutcomes: z.array(measure),
    phaseNames: z.array(z.string()),
    playbookSteps: z.array(
      z.strictObject({
        number: z.number(),
        phase: z.number(),
        title: z.string(),
        description: z.string(),
        kind: z.enum(STEP_KINDS),
        dayFrom: z.number(),
        dayTo: z.number(),
        ownerRole: z.string(),
        recipientRole: z.enum(CONTACT_ROLES).optional(),
        templateName: z.string().optional(),
      }),
    ),
    decisionPoints: z.array(z.strictObject({ afterStep: z.number(), question: z.string(), when: z.string(), nextStep: z.number() })),
    escalationTriggers: z.array(escalation),
    emailTemplates: z.array(template),
    meetingAgendas: z.array(template),
  }),
);
export type LibraryPlaybook = z.infer<typeof playbookFileSchema>[number];

const variantFileSchema = z.array(
  z.strictObject({
    externalId: z.string(),
    segmentType: z.enum(['vertical', 'contract_tier', 'maturity_level', 'use_case']),
    segmentIdentifier: z.string(),
    playbookName: z.string(),
    playbookType: z.enum(PLAYBOOK_TYPES),
    timelineFactor: z.number().optional(),
    stepAdjustments: z.array(
      z.strictObject({
        number: z.number(),
        leaveOut: z.boolean().optional(),
        title: z.string().optional(),
        description: z.string().optional(),
        ownerRole: z.string().optional(),
        templateName: z.string().optional(),
        dayFrom: z.number().optional(),
        dayTo: z.number().optional(),
        reason: z.string(),
      }),
    ),
    segmentSuccessMetrics: z.array(measure).optional(),
    escalationTriggers: z.array(escalation).optional(),
  }),
);
export type LibraryVariant = z.infer<typeof variantFileSchema>[number];

function read(folder: string): unknown[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .flatMap((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as unknown[]);
}

export const library: readonly LibraryPlaybook[] = playbookFileSchema.parse(read(FOLDER));
export const libraryVariants: readonly LibraryVariant[] = variantFileSchema.parse(read(join(FOLDER, 'segments')));
