import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import type { Form } from '../../agents/kit/card.ts';
import { wholeCharacters } from '../../bot/cut-text.ts';
import { LIMITS } from './limits.ts';
import { exactSections, plain, sections } from './objects.ts';

export const FORM = 'form';
/** How a value of several fields is put together again: at a line break, or exactly where it was cut. */
const JOINTS = { line: '\n', cut: '', end: '' } as const;
type Joint = keyof typeof JOINTS;

type Input = Form['inputs'][number];

/** A form as a modal. `metadata` comes back with what the person sends; at most 3000 characters. */
export function renderForm(formId: string, form: Form, metadata: string = JSON.stringify({ formId })): ModalView {
  const blocks = [
    ...(form.intro ? sections(form.intro) : []),
    ...form.inputs.flatMap((input, index) => (input.editable ? fieldsOf(input, index) : fixed(input))),
  ];
  return {
    type: 'modal',
    callback_id: FORM,
    private_metadata: metadata,
    title: plain(form.title, LIMITS.viewTitle),
    submit: plain(form.submit, LIMITS.viewTitle),
    close: plain('Cancel', LIMITS.viewTitle),
    blocks: blocks.slice(0, LIMITS.viewBlocks),
  };
}

function fixed(input: Input): KnownBlock[] {
  return [...sections(`**${input.label}**`), ...exactSections(input.value)];
}

/** A value longer than one of Slack's fields takes several, so that nothing of it is lost. */
function fieldsOf(input: Input, index: number): InputBlock[] {
  const chunks = cutValue(input.value);
  return chunks.map(({ text, joint }, part) => ({
    type: 'input',
    block_id: `input:${index}:${part}:${joint}`,
    label: plain(chunks.length > 1 ? `${input.label} (${part + 1} of ${chunks.length})` : input.label, LIMITS.inputLabel),
    optional: chunks.length > 1,
    element: {
      type: 'plain_text_input',
      action_id: input.id,
      multiline: input.multiline,
      max_length: Math.max(1, text.length, Math.min(LIMITS.inputValue, chunks.length > 1 ? LIMITS.inputValue : input.maxLength)),
      ...(text === '' ? {} : { initial_value: text }),
    },
  }));
}

function cutValue(value: string): { text: string; joint: Joint }[] {
  const chunks: { text: string; joint: Joint }[] = [];
  let rest = value;
  while (rest.length > LIMITS.inputValue) {
    const line = rest.lastIndexOf('\n', LIMITS.inputValue);
    const text = line > 0 ? rest.slice(0, line) : wholeCharacters(rest, LIMITS.inputValue);
    chunks.push({ text, joint: line > 0 ? 'line' : 'cut' });
    rest = rest.slice(text.length + (line > 0 ? 1 : 0));
  }
  return [...chunks, { text: rest, joint: 'end' }];
}

/** The values a person sent, by the inputs' ids: the inverse of how the form was drawn. */
export function readValues(state: Record<string, Record<string, { value?: string | null | undefined }>>): Record<string, string> {
  const fields = Object.entries(state)
    .flatMap(([blockId, actions]) => {
      const match = /^input:(\d+):(\d+):(line|cut|end)$/.exec(blockId);
      const [action] = Object.entries(actions);
      if (!match || !action) return [];
      return [
        { input: Number(match[1]), part: Number(match[2]), joint: JOINTS[match[3] as Joint], id: action[0], value: action[1].value ?? '' },
      ];
    })
    .sort((a, b) => a.input - b.input || a.part - b.part);
  const values = new Map<string, string>();
  for (const { id, value, joint } of fields) values.set(id, `${values.get(id) ?? ''}${value}${joint}`);
  return Object.fromEntries(values);
}
