import { z } from 'zod';

/** Where a figure came from: one stored document, the field that holds it, and when it was true. */
export const evidenceSchema = z.object({
  collection: z.string(),
  id: z.string(),
  field: z.string(),
  at: z.string().describe('ISO 8601'),
  words: z.string().optional().describe('What a person looks for in their own system: "e-mail from Lisa Park". Added where it is shown'),
});
export type Evidence = z.infer<typeof evidenceSchema>;
