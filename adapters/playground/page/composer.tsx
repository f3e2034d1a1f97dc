import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { Message } from '../wire.ts';
import { usePage } from './context.tsx';

/** A message's text as one short line, without Slack's escapes. */
function excerpt(text: string): string {
  const plain = text
    .replaceAll(/<(?:mailto:)?([^|<>]+)(?:\|[^<>]*)?>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ');
  return plain.length > 60 ? `${plain.slice(0, 60)}…` : plain;
}

/** Enter sends, Shift+Enter breaks the line. */
export function Composer(props: {
  title: string;
  direct: boolean;
  root: Message | undefined;
  onNew: () => void;
  onSay: (text: string) => Promise<boolean>;
  onCommand: (text: string) => Promise<boolean>;
}) {
  const { world } = usePage();
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const { root } = props;
  const { command } = world.workspace;

  // biome-ignore lint/correctness/useExhaustiveDependencies: choosing a thread means writing in it next.
  useEffect(() => field.current?.focus(), [root?.ts]);

  const send = async () => {
    const said = text.trim();
    if (said === '' || busy) return;
    setText('');
    setBusy(true);
    const called = said === command || said.startsWith(`${command} `);
    const done = await (called ? props.onCommand(said.slice(command.length).trim()) : props.onSay(said));
    setBusy(false);
    if (!done && !called) setText(said);
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void send();
  };
  const mention = () => {
    setText((now) => `@${world.bot.name} ${now}`);
    field.current?.focus();
  };

  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {root && (
        <p className="in-thread" data-testid="in-thread">
          <span>
            In thread: <q>{excerpt(root.text.replaceAll(`<@${world.bot.id}>`, `@${world.bot.name}`))}</q>
          </span>
          <button type="button" className="link" onClick={props.onNew} data-testid="new-question">
            {props.direct ? 'New question' : 'Leave thread'}
          </button>
        </p>
      )}
      <div className="box">
        <textarea
          ref={field}
          value={text}
          rows={Math.min(8, Math.max(1, text.split('\n').length))}
          aria-label={root ? `Reply in ${props.title}` : `Message ${props.title}`}
          placeholder={root ? 'Reply…' : `Message ${props.title}`}
          data-testid="composer"
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
        />
        {!props.direct && (
          <button type="button" className="chip" onClick={mention} aria-label={`Mention ${world.bot.name}`}>
            @<span className="wide">{world.bot.name}</span>
          </button>
        )}
        <button type="submit" className="button primary send" aria-label="Send" disabled={text.trim() === '' || busy} data-testid="send">
          Send
        </button>
      </div>
      <p className="help">
        Enter sends, Shift+Enter breaks the line · <code>{command}</code> for commands
        {!props.direct && (
          <>
            {' '}
            · <code>@{world.bot.name}</code> to ask here
          </>
        )}
      </p>
    </form>
  );
}
