import { z } from 'zod';
import { LIMITS } from '../limits.ts';
import { accessory, actionElement, button, contextAction, contextElement, image, inputElement, urlSource } from './elements.ts';
import { anyText, blockId, hasOneSource, imageSource, mrkdwn, plain } from './objects.ts';
import { richText } from './rich-text.ts';

/** Blocks, with Slack's limits. Unknown keys are refused, as Slack does. */

const { block } = LIMITS;
const id = { block_id: blockId };

const section = z
  .strictObject({
    type: z.literal('section'),
    ...id,
    text: anyText(block.sectionText).optional(),
    fields: z.array(anyText(block.fieldText)).min(1).max(block.fields).optional(),
    accessory: accessory.optional(),
    expand: z.boolean().optional(),
  })
  .refine((found) => found.text !== undefined || found.fields !== undefined, 'needs text or fields');
const header = z.strictObject({
  type: z.literal('header'),
  ...id,
  text: plain(block.headerText),
  level: z.number().int().min(1).max(4).optional(),
});
const divider = z.strictObject({ type: z.literal('divider'), ...id });
const context = z.strictObject({
  type: z.literal('context'),
  ...id,
  elements: z.array(contextElement).min(1).max(block.contextElements),
});
const actions = z.strictObject({ type: z.literal('actions'), ...id, elements: z.array(actionElement).min(1).max(block.actions) });
const contextActions = z.strictObject({
  type: z.literal('context_actions'),
  ...id,
  elements: z.array(contextAction).min(1).max(block.contextActions),
});
const picture = z
  .strictObject({
    type: z.literal('image'),
    ...id,
    alt_text: z.string().min(1).max(block.imageAlt),
    title: plain(block.imageTitle).optional(),
    ...imageSource,
  })
  .refine(hasOneSource, 'needs exactly one of image_url and slack_file');
const input = z.strictObject({
  type: z.literal('input'),
  ...id,
  label: plain(block.inputLabel),
  element: inputElement,
  hint: plain(block.inputHint).optional(),
  optional: z.boolean().optional(),
  dispatch_action: z.boolean().optional(),
});
const markdown = z.strictObject({ type: z.literal('markdown'), ...id, text: z.string().min(1).max(block.markdown) });

const rawText = z.strictObject({ type: z.literal('raw_text'), text: z.string().min(1) });
const rawNumber = z.strictObject({ type: z.literal('raw_number'), value: z.number(), text: z.string().min(1) });
const cell = z.discriminatedUnion('type', [rawText, rawNumber, richText]);
const row = z.array(cell).min(1).max(block.tableColumns);
const table = z.strictObject({
  type: z.literal('table'),
  ...id,
  rows: z.array(row).min(1).max(block.tableRows),
  column_settings: z
    .array(z.strictObject({ align: z.enum(['left', 'center', 'right']).optional(), is_wrapped: z.boolean().optional() }).nullable())
    .max(block.tableColumns)
    .optional(),
});
const dataTable = z.strictObject({
  type: z.literal('data_table'),
  ...id,
  rows: z.array(row).min(2).max(block.dataTableRows),
  caption: z.string().min(1),
  page_size: z.number().int().min(1).max(100).optional(),
  row_header_column_index: z.number().int().min(0).optional(),
});

const alert = z.strictObject({
  type: z.literal('alert'),
  ...id,
  text: anyText(block.sectionText),
  level: z.enum(['default', 'info', 'warning', 'error', 'success']).optional(),
});
const card = z.strictObject({
  type: z.literal('card'),
  ...id,
  hero_image: image.optional(),
  icon: image.optional(),
  title: mrkdwn(block.cardText).optional(),
  subtitle: mrkdwn(block.cardText).optional(),
  body: mrkdwn(block.cardBody).optional(),
  actions: z.array(button).min(1).max(block.actions).optional(),
});
const carousel = z.strictObject({ type: z.literal('carousel'), ...id, elements: z.array(card).min(1).max(block.cards) });
const task = z.strictObject({
  type: z.literal('task_card'),
  ...id,
  task_id: z.string().min(1),
  title: z.string().min(1),
  details: richText.optional(),
  output: richText.optional(),
  sources: z.array(urlSource).optional(),
  status: z.enum(['pending', 'in_progress', 'complete', 'error']),
});
const plan = z.strictObject({ type: z.literal('plan'), ...id, title: z.string().min(1), tasks: z.array(task).optional() });
const container = z
  .strictObject({
    type: z.literal('container'),
    ...id,
    title: plain(block.cardText).optional(),
    rich_text_title: richText.optional(),
    subtitle: anyText(block.cardText).optional(),
    child_blocks: z
      .array(z.discriminatedUnion('type', [actions, context, divider, header, picture, input, richText, section, table]))
      .min(1)
      .max(block.containerBlocks),
    width: z.enum(['narrow', 'standard', 'wide', 'full']).optional(),
    icon: image.optional(),
    is_collapsible: z.boolean().optional(),
    default_collapsed: z.boolean().optional(),
    has_header_divider: z.boolean().optional(),
  })
  .refine((found) => found.title !== undefined || found.rich_text_title !== undefined, 'needs title or rich_text_title');

const everywhere = [section, header, divider, context, actions, picture, input, richText, alert, card, carousel] as const;

export const messageBlock = z.discriminatedUnion('type', [
  ...everywhere,
  contextActions,
  markdown,
  table,
  dataTable,
  task,
  plan,
  container,
]);
export const viewBlock = z.discriminatedUnion('type', [...everywhere]);
