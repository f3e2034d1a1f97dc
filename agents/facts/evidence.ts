import { z } from 'zod';

/** Where a figure came from: one stored document, the field that holds it, and when it was true. */
export const evidenceSchema = z.object({
  collection: z.string(),
  id: z.string(),
  field: z.string(),
  at: z.string().describe('ISO 8601'),
});
export type Evidence = z.infer<typeof evidenceSchema>;

/** A figure that can say why: what it is, what it contributed to the result, and the documents behind it. */
export const figureSchema = z.object({
  label: z.string(),
  value: z.number().nullable(),
  unit: z.string().describe("'%', 'hours', 'users', 'USD', 'points' …; empty for a bare count"),
  /** In points of the result it belongs to; 0 where it only informs. */
  contribution: z.number(),
  /** One plain sentence for a person, with the figure and its date. */
  text: z.string(),
  evidence: z.array(evidenceSchema),
});
export type Figure = z.infer<typeof figureSchema>;
