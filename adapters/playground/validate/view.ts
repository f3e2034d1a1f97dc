import type { View } from '@slack/types';
import { z } from 'zod';
import { LIMITS } from '../limits.ts';
import { viewBlock } from './blocks.ts';
import { checkIds } from './message.ts';
import { plain } from './objects.ts';
import { problemsOf, Refusal } from './problems.ts';

const { view } = LIMITS;
const common = {
  blocks: z.array(viewBlock).max(view.blocks),
  private_metadata: z.string().max(view.privateMetadata).optional(),
  callback_id: z.string().max(view.callbackId).optional(),
  external_id: z.string().max(view.callbackId).optional(),
};

const modal = z
  .strictObject({
    type: z.literal('modal'),
    title: plain(view.title),
    submit: plain(view.submit).optional(),
    close: plain(view.close).optional(),
    clear_on_close: z.boolean().optional(),
    notify_on_close: z.boolean().optional(),
    submit_disabled: z.boolean().optional(),
    ...common,
  })
  .refine((found) => found.submit !== undefined || found.blocks.every((block) => block.type !== 'input'), {
    path: ['submit'],
    message: 'missing required field: a form with inputs needs submit',
  });
const home = z.strictObject({ type: z.literal('home'), ...common });

/**
 * The view as Slack would open it.
 * @throws Refusal `invalid_arguments`.
 */
export function checkedView(candidate: unknown, kind: 'modal' | 'home'): View {
  const parsed = (kind === 'modal' ? modal : home).safeParse(candidate);
  if (!parsed.success) throw new Refusal('invalid_arguments', problemsOf(parsed.error, '/view'));
  try {
    checkIds(parsed.data.blocks);
  } catch (error) {
    if (error instanceof Refusal) throw new Refusal('invalid_arguments', error.messages);
    throw error;
  }
  return candidate as View;
}
