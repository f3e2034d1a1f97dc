import type { KnownBlock } from '@slack/types';
import { Blocks } from './blocks.tsx';
import { usePage } from './context.tsx';
import { Top, type TopProps } from './top.tsx';

/** What the assistant shows this person on their home. */
export function HomeView(props: TopProps) {
  const { world } = usePage();
  const { home } = world;
  return (
    <main className="conversation" aria-label={`Home of ${world.bot.name}`}>
      <Top {...props} />
      <div className="messages" data-testid="home">
        {home ? (
          <Blocks key={home.hash} blocks={home.view.blocks as KnownBlock[]} at={{ viewId: home.id }} />
        ) : (
          <p className="loading">Putting your day together…</p>
        )}
      </div>
    </main>
  );
}
