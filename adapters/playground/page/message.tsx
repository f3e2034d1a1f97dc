import type { KnownBlock } from '@slack/types';
import type { Message, Task } from '../wire.ts';
import { Avatar, Door } from './avatar.tsx';
import { Blocks } from './blocks.tsx';
import { usePage } from './context.tsx';
import { Prose } from './prose.tsx';

const unitOf = (bytes: number, unit: number) => `${Math.round((bytes / unit) * 10) / 10}`;
const size = (bytes: number) => {
  if (bytes < 1024) return `${bytes} bytes`;
  return bytes < 1024 ** 2 ? `${unitOf(bytes, 1024)} KB` : `${unitOf(bytes, 1024 ** 2)} MB`;
};
const ending = (name: string) => (name.includes('.') ? (name.split('.').at(-1) ?? '').slice(0, 4) : 'file');

export function MessageView({ message }: { message: Message }) {
  const { world } = usePage();
  const name = message.fromBot ? world.bot.name : (world.people.find(({ id }) => id === message.user)?.name ?? message.user);
  const time = new Intl.DateTimeFormat('en', { hour: 'numeric', minute: '2-digit', timeZone: world.you.timezone });
  return (
    <section
      className={`message${message.fromBot ? ' bot' : ''}${message.onlyFor ? ' ephemeral' : ''}`}
      aria-label={`Message from ${name}`}
      aria-busy={message.streaming ?? false}
      data-testid="message"
      data-ts={message.ts}
      data-from={message.fromBot ? 'bot' : message.user}
    >
      {message.fromBot ? <Door /> : <Avatar id={message.user} name={name} />}
      <div className="body">
        {message.onlyFor && (
          <p className="only" data-testid="only-you">
            Only visible to you
          </p>
        )}
        <header>
          <strong>{name}</strong>
          {message.fromBot && <span className="app">app</span>}
          <time dateTime={new Date(Number(message.ts) * 1000).toISOString()}>{time.format(Number(message.ts) * 1000)}</time>
          {message.edited && <span className="edited">edited</span>}
        </header>
        <Content message={message} />
        {message.files?.map((file) => (
          <a key={file.id} className="file" href={file.url} download={file.name} data-testid="file">
            <span className="kind" aria-hidden="true">
              {ending(file.name)}
            </span>
            <b>{file.title}</b>
            <span className="about">{size(file.size)} · Download</span>
          </a>
        ))}
        {message.reactions?.map((reaction) => (
          <span key={reaction.name} className="reaction">
            <Prose blocks={[{ type: 'section', text: { type: 'mrkdwn', text: `:${reaction.name}:` } }]} /> {reaction.users.length}
          </span>
        ))}
      </div>
    </section>
  );
}

function Content({ message }: { message: Message }) {
  const hasBlocks = message.blocks !== undefined && message.blocks.length > 0;
  const text: KnownBlock[] = [];
  if (message.markdown) text.push({ type: 'markdown', text: message.markdown });
  else if (!hasBlocks && message.text) text.push({ type: 'section', text: { type: 'mrkdwn', text: message.text } });
  return (
    <div className={message.streaming ? 'content streaming' : 'content'} data-testid={message.streaming ? 'streaming' : undefined}>
      {message.plan && <p className="plan">{message.plan}</p>}
      {message.tasks && <Tasks tasks={message.tasks} />}
      {text.length > 0 && <Prose blocks={text} />}
      {message.streaming && <span className="caret" aria-hidden="true" />}
      {hasBlocks && <Blocks blocks={message.blocks ?? []} at={{ channel: message.channel, ts: message.ts }} />}
    </div>
  );
}

const MARKS: Record<Task['status'], string> = { pending: '○', in_progress: '◐', complete: '✓', error: '!' };

function Tasks({ tasks }: { tasks: Task[] }) {
  return (
    <ul className="tasks">
      {tasks.map((task) => (
        <li key={task.id} className={task.status}>
          <span aria-hidden="true">{MARKS[task.status]}</span> {task.title}
          {task.output && <em> {task.output}</em>}
        </li>
      ))}
    </ul>
  );
}
