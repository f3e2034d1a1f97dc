import type { KnownBlock } from '@slack/types';
import { type FormEvent, useState } from 'react';
import type { FormValues, OpenView } from '../wire.ts';
import { Blocks } from './blocks.tsx';
import { usePage } from './context.tsx';
import { Dialog } from './dialog.tsx';
import { InputView } from './inputs.tsx';

/** The form on top, opened by the assistant for this person. */
export function Modal({ open }: { open: OpenView }) {
  const { act } = usePage();
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);
  const { view } = open;
  if (view.type !== 'modal') return null;
  const blocks = view.blocks as KnownBlock[];
  const dismiss = () => void act({ do: 'dismiss', viewId: open.id });

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setBusy(true);
    const done = await act({ do: 'submit', viewId: open.id, values: valuesOf(blocks, new FormData(event.currentTarget)) });
    setBusy(false);
    setErrors(done.errors ?? {});
  };

  return (
    <Dialog label={view.title.text} testid="modal" onClose={dismiss}>
      <form onSubmit={submit} noValidate>
        <header>
          <h2>{view.title.text}</h2>
          <button type="button" className="plain" aria-label="Close" onClick={dismiss}>
            ×
          </button>
        </header>
        <div className="form">
          {blocks.map((block, number) =>
            block.type === 'input' ? (
              <InputView key={block.block_id ?? number} block={block} error={errors[block.block_id ?? '']} />
            ) : (
              <Blocks key={block.block_id ?? number} blocks={[block]} at={{ viewId: open.id }} />
            ),
          )}
        </div>
        <footer>
          <button type="button" className="button" onClick={dismiss}>
            {view.close?.text ?? 'Cancel'}
          </button>
          {view.submit && (
            <button type="submit" className="button primary" disabled={busy} data-testid="modal-submit">
              {view.submit.text}
            </button>
          )}
        </footer>
      </form>
    </Dialog>
  );
}

function valuesOf(blocks: KnownBlock[], data: FormData): FormValues {
  const inputs = blocks.flatMap((block) => (block.type === 'input' ? [block] : []));
  return Object.fromEntries(
    inputs.map((block) => {
      const id = block.block_id ?? '';
      const given = data.getAll(id).map(String);
      return [id, block.element.type === 'checkboxes' ? given : (given[0] ?? '')];
    }),
  );
}
