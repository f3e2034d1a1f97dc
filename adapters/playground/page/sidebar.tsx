import { Door } from './avatar.tsx';
import { usePage } from './context.tsx';
import { unread } from './state.ts';

export function Sidebar(props: {
  current: string;
  lastRead: (channel: string) => string | undefined;
  onChannel: (id: string) => void;
  onPerson: (id: string) => void;
  onClose: () => void;
}) {
  const { world } = usePage();
  const channels = world.conversations.filter(({ kind }) => kind === 'channel');
  const direct = world.conversations.filter(({ kind }) => kind === 'im');
  const entry = (id: string, label: string, testid: string, mark: React.ReactNode) => {
    const count = id === props.current ? 0 : unread(world, id, props.lastRead(id));
    return (
      <li key={id}>
        <button
          type="button"
          className={count > 0 ? 'entry unread' : 'entry'}
          aria-current={id === props.current ? 'page' : undefined}
          data-testid={testid}
          onClick={() => props.onChannel(id)}
        >
          <span className="mark">{mark}</span>
          <span className="label">{label}</span>
          {count > 0 && (
            <span className="count" title={`${count} unread`}>
              {count}
            </span>
          )}
        </button>
      </li>
    );
  };
  return (
    <nav className="sidebar" aria-label="Workspace">
      <header>
        <Door />
        <strong>{world.workspace.name}</strong>
        <button type="button" className="plain close" aria-label="Close the menu" onClick={props.onClose}>
          ×
        </button>
      </header>
      <h2>Assistant</h2>
      <ul>{direct.map(({ id }) => entry(id, world.bot.name, 'dm', <Door />))}</ul>
      <h2>Channels</h2>
      <ul>{channels.map(({ id, name }) => entry(id, name, `channel-${name}`, '#'))}</ul>
      <label className="you">
        <span className="caption">You are</span>
        <span className="person">
          <select data-testid="person-switch" value={world.you.id} onChange={(event) => props.onPerson(event.target.value)}>
            {world.people.map(({ id, name, title }) => (
              <option key={id} value={id}>
                {name} · {title}
              </option>
            ))}
          </select>
        </span>
      </label>
    </nav>
  );
}
