import type { Conversation, Tab } from '../wire.ts';
import { usePage } from './context.tsx';

export interface TopProps {
  conversation: Conversation;
  connected: boolean;
  tab: Tab;
  /** Messages nobody looked at while the other tab is open. */
  unread?: number;
  onTab: (tab: Tab) => void;
  onMenu: () => void;
}

export const titleOf = ({ kind, name }: Conversation, bot: string): string => (kind === 'im' ? bot : `#${name}`);

/** What stands above a conversation, and above what the assistant shows beside its own. */
export function Top({ conversation, connected, tab, unread = 0, onTab, onMenu }: TopProps) {
  const { world } = usePage();
  const direct = conversation.kind === 'im';
  const tabView = (which: Tab, label: string) => (
    <button
      type="button"
      className="tab"
      aria-current={tab === which ? 'page' : undefined}
      data-testid={`tab-${which}`}
      onClick={() => onTab(which)}
    >
      {label}
      {which === 'messages' && unread > 0 && <span className="count">{unread}</span>}
    </button>
  );
  return (
    <>
      <header className="top">
        <button type="button" className="plain menu" aria-label="Open the menu" onClick={onMenu}>
          ☰
        </button>
        <h1>{titleOf(conversation, world.bot.name)}</h1>
        {direct && (
          <nav className="tabs" aria-label={`What ${world.bot.name} shows you`}>
            {tabView('home', 'Home')}
            {tabView('messages', 'Messages')}
          </nav>
        )}
        {!direct && <span className="members">{conversation.members.length + 1} members</span>}
        {!connected && <span className="offline">reconnecting…</span>}
      </header>
      {world.workspace.banner && (
        <details className="banner" data-testid="banner">
          <summary>{world.workspace.banner.line}</summary>
          {world.workspace.banner.more.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </details>
      )}
    </>
  );
}
