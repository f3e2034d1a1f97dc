import { z } from 'zod';

/** A number or date of the result, told apart from the words around it. */
const figureSchema = z.object({
  subject: z.object({ kind: z.string(), id: z.string(), name: z.string() }),
  metric: z.string(),
  label: z.string(),
  value: z.union([z.number(), z.string(), z.null()]),
  unit: z.string(),
  from: z.number().nullable(),
  asOf: z.string(),
});

const decisionSchema = z.object({
  id: z.string(),
  kind: z.enum(['offer', 'outreach', 'action']),
  title: z.string(),
  account: z.string().nullable(),
  recipient: z.string().nullable(),
  state: z.string(),
  by: z.string().nullable(),
  at: z.string().nullable(),
  receipt: z.string().nullable(),
});
/** What a person must press, or has pressed: an offer, a draft, an action put up for approval. */
export type Decision = z.infer<typeof decisionSchema>;

/** What every tool answers beside its text. */
export const resultSchema = z.object({
  ok: z.boolean(),
  point: z.string().describe('The answer in one sentence'),
  why: z.array(z.string()),
  shown: z.string().describe('What else is shown, as text'),
  note: z.string().nullable(),
  asOf: z.string(),
  figures: z.array(figureSchema),
  more: z.array(z.object({ handle: z.string(), section: z.string() })).describe('Hidden sections, for get_details'),
  decisions: z.array(decisionSchema).describe('What waits for a person, for get_receipt'),
  error: z.object({ code: z.string(), choices: z.array(z.string()) }).nullable(),
});
export type Result = z.infer<typeof resultSchema>;

const { $schema, ...schema } = z.toJSONSchema(resultSchema);
export const resultJsonSchema = schema as { type: 'object' } & Record<string, unknown>;
