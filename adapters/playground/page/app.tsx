import { useCallback, useEffect, useState } from 'react';
import type { Act, Tab } from '../wire.ts';
import { PageProvider } from './context.tsx';
import { ConversationView } from './conversation.tsx';
import { HomeView } from './home.tsx';
import { Modal } from './modal.tsx';
import { Sidebar } from './sidebar.tsx';
import { unread } from './state.ts';
import type { TopProps } from './top.tsx';
import { useLastRead } from './use-last-read.ts';
import { useWorkspace } from './use-workspace.ts';

/** Who one is and where one looks is in the address, so that a reload and a second window keep it. */
function useAddress() {
  const [place, setPlace] = useState(() => {
    const query = new URLSearchParams(location.search);
    const tab: Tab = query.get('tab') === 'home' ? 'home' : 'messages';
    return { as: query.get('as') ?? '', channel: query.get('channel') ?? '', tab };
  });
  const go = useCallback((next: Partial<{ as: string; channel: string; tab: Tab }>) => {
    setPlace((now) => {
      const to = { ...now, ...next };
      const query = new URLSearchParams(Object.entries(to).filter(([, value]) => value !== ''));
      history.replaceState(null, '', `?${query}`);
      return to;
    });
  }, []);
  return { ...place, go };
}

export function App() {
  const { as, channel, tab, go } = useAddress();
  const { world, connected, act } = useWorkspace(as);
  const [problem, setProblem] = useState('');
  const [menu, setMenu] = useState(false);
  const lastRead = useLastRead(as);

  const acting = useCallback(
    async (request: Act) => {
      const done = await act(request);
      if (done.problem) setProblem(done.problem);
      return done;
    },
    [act],
  );
  useEffect(() => {
    if (!problem) return;
    const timer = setTimeout(() => setProblem(''), 8000);
    return () => clearTimeout(timer);
  }, [problem]);

  const here = world?.conversations.find(({ id, name }) => id === channel || name === channel);
  const current = here ?? world?.conversations.find(({ kind }) => kind === 'im');
  const direct = current?.kind === 'im' ? current.id : undefined;
  useEffect(() => {
    if (direct) void act({ do: 'open', tab });
  }, [act, direct, tab]);

  if (!world || !current) return <p className="loading">{connected || !world ? 'Opening the workspace…' : 'Not connected.'}</p>;
  const top = world.views.at(-1);
  const above: TopProps = {
    conversation: current,
    connected,
    tab,
    onTab: (next) => go({ channel: current.id, tab: next }),
    onMenu: () => setMenu(true),
  };
  return (
    <PageProvider value={{ world, act: acting }}>
      <div className={menu ? 'page menu-open' : 'page'}>
        <Sidebar
          current={current.id}
          lastRead={lastRead.of}
          onChannel={(id) => {
            go({ channel: id });
            setMenu(false);
          }}
          onPerson={(id) => go({ as: id, channel: current.kind === 'im' ? '' : current.id })}
          onClose={() => setMenu(false)}
        />
        {direct && tab === 'home' ? (
          <HomeView {...above} unread={unread(world, direct, lastRead.of(direct))} />
        ) : (
          <ConversationView key={`${as}:${current.id}`} {...above} onRead={lastRead.mark} />
        )}
        {top && <Modal key={`${top.id}:${top.hash}`} open={top} />}
        <div className="toasts" role="status" aria-live="polite" data-testid="problem">
          {problem && (
            <p className="toast">
              {problem}
              <button type="button" className="plain" aria-label="Dismiss" onClick={() => setProblem('')}>
                ×
              </button>
            </p>
          )}
        </div>
      </div>
    </PageProvider>
  );
}
