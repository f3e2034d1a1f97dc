import type { Form } from '../../agents/kit/card.ts';
import { toPlain } from '../../bot/card-words.ts';
import { clip } from '../../bot/cut-text.ts';
import { type AdaptiveCard, adaptiveCard, type Element } from './adaptive-card.ts';
import { LIMITS } from './limits.ts';
import { header } from './parts.ts';
import { blocks, exactBlocks, titled } from './text.ts';

/** What a person fills is sent beside what the buttons carry: under names of its own. */
const FIELD = 'input:';

/** A form as a card; what was filled comes back with `formId`, and Cancel brings back the message it was opened from. */
export function renderForm(formId: string, form: Form, { replyId }: { replyId: string }): AdaptiveCard {
  const title = toPlain(form.title).trim();
  return adaptiveCard(clip(title || '…', LIMITS.fallback), [
    ...header(title),
    ...(form.intro ? blocks(form.intro) : []),
    ...form.inputs.flatMap(field),
    {
      type: 'ActionSet',
      actions: [
        {
          type: 'Action.Execute',
          title: clip(form.submit.trim() || 'Send', LIMITS.button),
          style: 'positive',
          verb: 'submit',
          data: { formId, replyId },
        },
        { type: 'Action.Execute', title: 'Cancel', verb: 'cancel', data: { replyId }, associatedInputs: 'none' },
      ],
    },
  ]);
}

function field({ id, label, value, multiline, maxLength, editable }: Form['inputs'][number]): Element[] {
  if (!editable) return titled(label, exactBlocks(value));
  return [
    {
      type: 'Input.Text',
      id: `${FIELD}${id}`,
      label: clip(label.trim() || '…', LIMITS.fallback),
      value,
      isMultiline: multiline,
      maxLength: Math.max(1, value.length, maxLength),
    },
  ];
}

/** The values a person sent, by the inputs' ids: the inverse of how the form was drawn. */
export function readValues(data: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(data).flatMap(([key, value]) =>
      key.startsWith(FIELD) && typeof value === 'string' ? [[key.slice(FIELD.length), value]] : [],
    ),
  );
}
