import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Door } from './avatar.tsx';
import { Composer } from './composer.tsx';
import { usePage } from './context.tsx';
import { threadsOf } from './state.ts';
import { ThreadView } from './thread.tsx';
import { Top, type TopProps, titleOf } from './top.tsx';

const dayOf = (ts: string, timeZone: string) =>
  new Intl.DateTimeFormat('en', { weekday: 'long', day: 'numeric', month: 'long', timeZone }).format(Number(ts) * 1000);

export function ConversationView(props: TopProps & { onRead: (channel: string, ts: string) => void }) {
  const { world, act } = usePage();
  const { conversation, onRead } = props;
  const { id, kind } = conversation;
  const direct = kind === 'im';
  const title = titleOf(conversation, world.bot.name);
  const threads = threadsOf(world.messages, id);
  const [thread, setThread] = useState<string>();
  const list = useRef<HTMLDivElement>(null);
  const follow = useRef(true);
  /** The newest message there was when something in a message was last pressed; undefined once something is said. */
  const pressedAfter = useRef<string>(undefined);
  const newest = world.messages.findLast(({ channel }) => channel === id);
  const statuses = world.statuses.filter(({ channel }) => channel === id);

  useEffect(() => {
    if (newest) onRead(id, newest.ts);
  }, [id, newest, onRead]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever changes here may move the end of what is followed.
  useLayoutEffect(() => {
    if (!follow.current || !list.current) return;
    // What answers a press, or says that it is on its way, may stand far below the question its message answered: it is brought into view, and no more.
    if (pressedAfter.current !== undefined) {
      const since = Number(pressedAfter.current);
      const shown = [...list.current.querySelectorAll<HTMLElement>('[data-testid="message"]')];
      const answer = shown.find(({ dataset }) => Number(dataset.ts) > since) ?? list.current.querySelector('[data-testid="status"]');
      answer?.scrollIntoView({ block: 'nearest' });
      return;
    }
    // What was asked last stands at the top, so that an answer longer than the screen shows its first line.
    const within = thread ? `[data-thread="${thread}"] ` : '';
    const asked = thread ? [...list.current.querySelectorAll(`${within}[data-from="${world.you.id}"]`)] : [];
    const from = asked.at(-1) ?? [...list.current.querySelectorAll(`${within}[data-testid="message"]`)].at(-1);
    from?.scrollIntoView({ block: 'start' });
  }, [newest, statuses.length, thread]);

  const say = async (text: string, inThread: string | undefined) => {
    follow.current = true;
    pressedAfter.current = undefined;
    const done = await act({ do: 'say', channel: id, text, ...(inThread ? { thread: inThread } : {}) });
    const asked = direct || text.toLowerCase().includes(`@${world.bot.name.toLowerCase()}`);
    // The assistant answers in the message's thread; what is written next belongs there until a new question is begun.
    // A reply is there already, unless its thread was left meanwhile.
    if (done.ts && asked && !inThread) setThread(done.ts);
    return done.ts !== undefined;
  };

  const press = (target: EventTarget) => {
    if (!(target instanceof Element) || !target.closest('[data-testid="message"] :is(button, select)')) return;
    follow.current = true;
    pressedAfter.current = newest?.ts;
  };

  const prompts = world.prompts.find(({ channel }) => channel === id);
  const root = thread ? threads.find((each) => each.root.ts === thread)?.root : undefined;
  return (
    <main className="conversation" aria-label={title}>
      <Top {...props} />
      <div
        className="messages"
        ref={list}
        role="log"
        aria-label={`Messages in ${title}`}
        onClickCapture={({ target }) => press(target)}
        onChangeCapture={({ target }) => press(target)}
        onWheel={() => {
          follow.current = false;
        }}
        onTouchMove={() => {
          follow.current = false;
        }}
      >
        {threads.length === 0 && <Welcome direct={direct} title={title} />}
        {threads.map((each, at) => {
          const day = dayOf(each.root.ts, world.you.timezone);
          const before = threads[at - 1];
          return (
            <div key={each.root.ts}>
              {(!before || dayOf(before.root.ts, world.you.timezone) !== day) && (
                <p className="day">
                  <span>{day}</span>
                </p>
              )}
              <ThreadView
                thread={each}
                status={statuses.find((status) => status.thread === each.root.ts)}
                current={thread === each.root.ts}
                onReply={() => setThread(each.root.ts)}
              />
            </div>
          );
        })}
      </div>
      {!root && direct && prompts && (
        <section className="prompts" aria-label={prompts.title || 'Suggestions'}>
          {prompts.title && <span className="caption">{prompts.title}</span>}
          {prompts.prompts.map((prompt) => (
            <button
              key={prompt.title}
              type="button"
              className="chip"
              data-testid="prompt"
              onClick={() => void say(prompt.message, undefined)}
            >
              {prompt.title}
            </button>
          ))}
        </section>
      )}
      <Composer
        title={title}
        direct={direct}
        root={root}
        onNew={() => setThread(undefined)}
        onSay={(text) => say(text, root?.ts)}
        onCommand={async (text) => (await act({ do: 'command', channel: id, text })).ok}
      />
    </main>
  );
}

function Welcome({ direct, title }: { direct: boolean; title: string }) {
  return (
    <div className="welcome">
      <Door />
      <p>
        {direct
          ? `This is your conversation with ${title}. Ask about an account, or pick a suggestion below.`
          : `This is the start of ${title}.`}
      </p>
    </div>
  );
}
