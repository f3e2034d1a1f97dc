import { useEffect, useState } from 'react';
import type { Status } from '../wire.ts';
import { usePage } from './context.tsx';
import { MessageView } from './message.tsx';
import type { Thread } from './state.ts';

const SHOWN = 8;

/** A message with its replies beneath it. */
export function ThreadView(props: { thread: Thread; status: Status | undefined; current: boolean; onReply: () => void }) {
  const { root, replies } = props.thread;
  const [all, setAll] = useState(false);
  const hidden = all ? 0 : Math.max(0, replies.length - SHOWN);
  return (
    <article className={props.current ? 'thread current' : 'thread'} data-testid="thread" data-thread={root.ts}>
      <MessageView message={root} />
      {(replies.length > 0 || props.status) && (
        <div className="replies">
          {hidden > 0 && (
            <button type="button" className="link" onClick={() => setAll(true)}>
              Show {hidden} earlier {hidden === 1 ? 'reply' : 'replies'}
            </button>
          )}
          {replies.slice(hidden).map((reply) => (
            <MessageView key={reply.ts} message={reply} />
          ))}
          {props.status && <StatusLine status={props.status} />}
        </div>
      )}
      {!root.onlyFor && (
        <button type="button" className="link reply" onClick={props.onReply} aria-pressed={props.current} data-testid="reply">
          Reply in thread
        </button>
      )}
    </article>
  );
}

function StatusLine({ status }: { status: Status }) {
  const { world } = usePage();
  const [turn, setTurn] = useState(0);
  const several = status.loading.length;
  useEffect(() => {
    if (several < 2) return;
    const timer = setInterval(() => setTurn((now) => now + 1), 2000);
    return () => clearInterval(timer);
  }, [several]);
  return (
    <p className="status" role="status" data-testid="status">
      <span className="dots" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      <strong>{world.bot.name}</strong> {several > 0 ? status.loading[turn % several] : status.text}
    </p>
  );
}
