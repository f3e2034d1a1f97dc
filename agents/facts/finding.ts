import { z } from 'zod';
import { evidenceSchema } from './evidence.ts';
import { type Figure, type Text, textSchema } from './figure.ts';

/** A line of a "Why": what was found, what it contributed to the result, and the documents behind it. */
export const findingSchema = z.object({
  label: z.string(),
  value: z.number().nullable(),
  unit: z.string().describe("'%', 'hours', 'users', 'USD', 'points' …; empty for a bare count"),
  /** In points of the result it belongs to; 0 where it only informs. */
  contribution: z.number(),
  /** One plain sentence for a person, with the figure and its date. */
  text: textSchema,
  evidence: z.array(evidenceSchema),
});
export type Finding<T = Text> = Omit<z.infer<typeof findingSchema>, 'text'> & { text: T };

/** A finding about one figure, said in a sentence around it. */
export function findingOf(about: Figure, text: Text, contribution = 0): Finding {
  const { label, value, unit, evidence } = about;
  return { label, value: typeof value === 'number' ? value : null, unit, contribution, text, evidence };
}
