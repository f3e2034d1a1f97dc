import { z } from 'zod';

/** A number or date of the result, told apart from the words around it; `text` is how people read it. */
const figureSchema = z.object({
  subject: z.string(),
  subjectId: z.string(),
  metric: z.string(),
  label: z.string(),
  text: z.string(),
  value: z.union([z.number(), z.string(), z.null()]),
  unit: z.string(),
  from: z.number().optional(),
  asOf: z.string(),
});

const decisionSchema = z.object({
  id: z.string(),
  kind: z.enum(['offer', 'outreach', 'action']),
  title: z.string(),
  account: z.string().optional(),
  recipient: z.string().optional(),
  state: z.string(),
  by: z.string().optional(),
  at: z.string().optional(),
  receipt: z.string().optional(),
});
/** What a person must press, or has pressed: an offer, a draft, an action put up for approval. */
export type Decision = z.infer<typeof decisionSchema>;

/** What every tool answers beside its text. */
export const resultSchema = z.object({
  ok: z.boolean(),
  point: z.string().describe('The answer in one sentence'),
  why: z.array(z.string()),
  shown: z.string().describe('What else is shown'),
  note: z.string().optional(),
  asOf: z.string(),
  figures: z.array(figureSchema),
  more: z.array(z.object({ handle: z.string(), section: z.string() })).describe('Hidden, for get_details'),
  decisions: z.array(decisionSchema).describe('Waits for a person, for get_receipt'),
  error: z.object({ code: z.string(), choices: z.array(z.string()) }).optional(),
});
export type Result = z.infer<typeof resultSchema>;

// It stands at every tool: the short form, without a word on properties that are not named.
const { $schema, ...schema } = z.toJSONSchema(resultSchema, { io: 'input' });
export const resultJsonSchema = schema as { type: 'object' } & Record<string, unknown>;
