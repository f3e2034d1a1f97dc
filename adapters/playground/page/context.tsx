import { createContext, useContext } from 'react';
import type { Act, Acted } from '../wire.ts';
import type { World } from './state.ts';

export interface PageContext {
  world: World;
  /** Does something as the person; a problem is shown by itself. */
  act: (act: Act) => Promise<Acted>;
}

const Context = createContext<PageContext | undefined>(undefined);
export const PageProvider = Context.Provider;

export function usePage(): PageContext {
  const page = useContext(Context);
  if (!page) throw new Error('outside the page');
  return page;
}
