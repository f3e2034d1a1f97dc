import { z } from 'zod';
import { evidenceSchema } from './evidence.ts';

/** What a figure is about. `name` is how people call it. */
const subjectSchema = z.object({
  kind: z.enum(['account', 'person', 'group', 'contract', 'opportunity', 'step', 'playbook', 'product', 'team']),
  id: z.string().describe('Stable; of a group, what defines it ("owner:u1", "all accounts")'),
  name: z.string(),
});
export type Subject = z.infer<typeof subjectSchema>;

/**
 * A number or date that a person may act on, from the metric that gives it to the screen that shows it. One function
 * words it (`figureText`), grounding binds replies to it, and the consistency test compares it.
 */
export const figureSchema = z.object({
  subject: subjectSchema,
  /** A metric's key, or the name of an event ("invoice_due", "nps_answer"). */
  metric: z.string(),
  /** As people call it, without the value: "health", "days to renewal". */
  label: z.string(),
  /** A number in `unit`; an ISO 8601 date where the unit is `date`; null where it is not known. */
  value: z.union([z.number(), z.string()]).nullable(),
  unit: z.string().describe('"%", "days", "of 10", "date" …, or an ISO 4217 currency code in upper case; empty for a bare count'),
  digits: z.number().int().min(0).max(4).default(0),
  /** A change, not a level: shown with its sign. */
  signed: z.boolean().default(false),
  /** A date, or days until one: told from `asOf`, as "in 127 days" or "12 days ago". */
  relative: z.boolean().optional(),
  /** A change told by a word instead of its sign: "down 24". */
  directed: z.boolean().optional(),
  /** The level before, in the same unit: "86 → 52". With `signed`, `value` is the change since. */
  from: z.number().nullable().default(null),
  /** The instant it is true for, ISO 8601. */
  asOf: z.string(),
  evidence: z.array(evidenceSchema).default([]),
});
export type Figure = z.infer<typeof figureSchema>;

/** What people read: words with figures in between. Plain strings hold no figure. */
export type Text = string | readonly (string | Figure)[];

/** A figure with what is usual left out. */
export const figure = (given: z.input<typeof figureSchema>): Figure => ({
  digits: 0,
  signed: false,
  from: null,
  evidence: [],
  ...given,
});
