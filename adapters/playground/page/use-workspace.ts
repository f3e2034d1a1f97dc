import { useCallback, useEffect, useState } from 'react';
import type { Act, Acted, Update } from '../wire.ts';
import { changed, type World } from './state.ts';

export interface Session {
  world: World | undefined;
  connected: boolean;
  act: (act: Act) => Promise<Acted>;
}

/** The workspace as one person sees it, kept current by the server's pushes. */
export function useWorkspace(as: string): Session {
  const [world, setWorld] = useState<World>();
  const [connected, setConnected] = useState(false);

  useEffect(() => {
    const source = new EventSource(`/live?as=${encodeURIComponent(as)}`);
    source.onopen = () => setConnected(true);
    source.onerror = () => setConnected(false);
    source.onmessage = ({ data }: MessageEvent<string>) => {
      const update = JSON.parse(data) as Update;
      setWorld((known) => changed(known, update));
    };
    return () => source.close();
  }, [as]);

  const act = useCallback(
    async (request: Act): Promise<Acted> => {
      try {
        const answer = await fetch(`/act?as=${encodeURIComponent(as)}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(request),
        });
        return (await answer.json()) as Acted;
      } catch {
        return { ok: false, problem: 'The workspace does not answer. Is it still running?' };
      }
    },
    [as],
  );

  return { world: world?.you.id === as ? world : undefined, connected, act };
}
