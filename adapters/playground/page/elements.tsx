import type { Button, Confirm, FeedbackButtons, IconButton, KnownBlock, Overflow, PlainTextOption, StaticSelect } from '@slack/types';
import { useState } from 'react';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { usePage } from './context.tsx';
import { Prose } from './prose.tsx';

/** Where an element stands: in a message or in a form. */
export type At = { channel: string; ts: string } | { viewId: string };

type ActionElement = Extract<KnownBlock, { type: 'actions' }>['elements'][number];
type Accessory = NonNullable<Extract<KnownBlock, { type: 'section' }>['accessory']>;

/** Asks first where the element says so; busy until the assistant has acknowledged. */
function usePress(at: At, element: { action_id?: string; confirm?: Confirm }, blockId: string | undefined) {
  const { act } = usePage();
  const [busy, setBusy] = useState(false);
  const [asking, setAsking] = useState<{ value?: string }>();
  const send = async (value?: string) => {
    setBusy(true);
    const pressed = { actionId: element.action_id ?? '', ...(blockId ? { blockId } : {}), ...(value === undefined ? {} : { value }) };
    const done = await act('viewId' in at ? { do: 'pressInForm', ...at, ...pressed } : { do: 'press', ...at, ...pressed });
    setBusy(false);
    return done.ok;
  };
  const press = (value?: string) => (element.confirm ? setAsking(value === undefined ? {} : { value }) : void send(value));
  const dialog = asking && element.confirm && (
    <ConfirmDialog
      confirm={element.confirm}
      onDeny={() => setAsking(undefined)}
      onConfirm={() => {
        setAsking(undefined);
        void send(asking.value);
      }}
    />
  );
  return { press, send, busy, dialog };
}

export function ElementView(props: { element: ActionElement | Accessory | IconButton; blockId: string | undefined; at: At }) {
  const { element, blockId, at } = props;
  switch (element.type) {
    case 'button':
      return <ButtonView element={element} blockId={blockId} at={at} />;
    case 'icon_button':
      return <ButtonView element={{ ...element, type: 'button' }} blockId={blockId} at={at} />;
    case 'static_select':
    case 'overflow':
      return <ChoiceView element={element} blockId={blockId} at={at} />;
    default:
      return <Prose blocks={[{ type: 'actions', elements: [element] } as KnownBlock]} />;
  }
}

function ButtonView({ element, blockId, at }: { element: Button; blockId: string | undefined; at: At }) {
  const { press, busy, dialog } = usePress(at, element, blockId);
  const shared = {
    className: `button ${element.style ?? ''}`,
    'aria-label': element.accessibility_label,
    'data-action': element.action_id,
  };
  if (element.url) {
    return (
      <a {...shared} href={element.url} target="_blank" rel="noreferrer" onClick={() => press()}>
        {element.text.text}
      </a>
    );
  }
  return (
    <>
      <button type="button" {...shared} disabled={busy} aria-busy={busy} onClick={() => press()}>
        {element.text.text}
      </button>
      {dialog}
    </>
  );
}

function ChoiceView({ element, blockId, at }: { element: StaticSelect | Overflow; blockId: string | undefined; at: At }) {
  const { press, busy, dialog } = usePress(at, element, blockId);
  const groups = element.type === 'static_select' ? (element.option_groups ?? []) : [];
  const initial = element.type === 'static_select' ? (element.initial_option?.value ?? '') : '';
  const label = element.type === 'static_select' ? (element.placeholder?.text ?? 'Choose') : 'More';
  const listed = (options: PlainTextOption[]) =>
    options.map((option) => (
      <option key={option.value ?? option.text.text} value={option.value ?? ''}>
        {option.text.text}
      </option>
    ));
  return (
    <>
      <select
        className="button"
        aria-label={label}
        value={initial}
        disabled={busy}
        data-action={element.action_id}
        onChange={(event) => press(event.target.value)}
      >
        <option value="" disabled>
          {element.type === 'overflow' ? '⋯' : label}
        </option>
        {listed(element.options ?? [])}
        {groups.map((group) => (
          <optgroup key={group.label.text} label={group.label.text}>
            {listed(group.options)}
          </optgroup>
        ))}
      </select>
      {dialog}
    </>
  );
}

export function FeedbackView({ element, blockId, at }: { element: FeedbackButtons; blockId: string | undefined; at: At }) {
  const { send, busy } = usePress(at, element, blockId);
  const [given, setGiven] = useState<string>();
  const verdict = (which: 'positive_button' | 'negative_button', mark: string, testid: string) => {
    const { value, text, accessibility_label } = element[which];
    return (
      <button
        type="button"
        className="thumb"
        title={text.text}
        aria-label={accessibility_label ?? text.text}
        aria-pressed={given === value}
        disabled={busy}
        data-testid={testid}
        onClick={async () => {
          if (await send(value)) setGiven(value);
        }}
      >
        {mark}
      </button>
    );
  };
  return (
    <>
      {verdict('positive_button', '👍', 'feedback-up')}
      {verdict('negative_button', '👎', 'feedback-down')}
    </>
  );
}
