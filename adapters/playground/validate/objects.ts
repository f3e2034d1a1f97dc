import { z } from 'zod';
import { LIMITS } from '../limits.ts';

/** Composition objects, with Slack's limits. */

export const plain = (max: number) =>
  z.strictObject({ type: z.literal('plain_text'), text: z.string().min(1).max(max), emoji: z.boolean().optional() });

export const mrkdwn = (max: number) =>
  z.strictObject({ type: z.literal('mrkdwn'), text: z.string().min(1).max(max), verbatim: z.boolean().optional() });

export const anyText = (max: number) => z.discriminatedUnion('type', [plain(max), mrkdwn(max)]);

export const confirm = z.strictObject({
  title: plain(LIMITS.confirm.title).optional(),
  text: anyText(LIMITS.confirm.text),
  confirm: plain(LIMITS.confirm.confirm).optional(),
  deny: plain(LIMITS.confirm.deny).optional(),
  style: z.enum(['primary', 'danger']).optional(),
});

const optionOf = <T extends z.ZodType>(text: T) =>
  z.strictObject({
    text,
    value: z.string().max(LIMITS.element.optionValue).optional(),
    description: plain(LIMITS.element.optionDescription).optional(),
    url: z.string().max(LIMITS.element.url).optional(),
  });

export const plainOption = optionOf(plain(LIMITS.element.optionText));
export const option = optionOf(anyText(LIMITS.element.optionText));

export const optionGroup = z.strictObject({
  label: plain(LIMITS.element.optionText),
  options: z.array(plainOption).min(1).max(LIMITS.element.options),
});

const source = {
  image_url: z.string().min(1).max(LIMITS.block.imageUrl).optional(),
  slack_file: z.strictObject({ id: z.string().optional(), url: z.string().optional() }).optional(),
};
export const imageSource = source;

export const hasOneSource = (image: { image_url?: string | undefined; slack_file?: unknown }) =>
  (image.image_url === undefined) !== (image.slack_file === undefined);

export const actionId = z.string().max(LIMITS.element.actionId).optional();
export const blockId = z.string().max(LIMITS.block.id).optional();
