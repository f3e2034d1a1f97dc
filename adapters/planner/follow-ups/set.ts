import type { Index, Route } from '../routing/route.ts';
import type { PastTurn } from './conversation.ts';

/** Accounts that were spoken of, as the list is asked for them. */
export type Selected = Record<string, unknown>;

export const routeOf = (tool: string | undefined, { routes, list, sums }: Index): Route | undefined =>
  [...routes, list, sums].find((each) => each?.tool.name === tool);

/** Which accounts a turn listed, counted or stood side by side; undefined where nothing says so. */
export function selectedBy({ calls: [asked, ...others], listed }: PastTurn, index: Index): Selected | undefined {
  const route = routeOf(asked?.name, index);
  if (!asked || !route) return undefined;
  const own = parsed(asked.arguments);
  const account = route.slots.find(({ kind }) => kind === 'account')?.name;
  if (account && others.length > 0) {
    const named = [asked, ...others].flatMap((call) => parsed(call.arguments)[account] ?? []);
    return { accounts: [...new Set(named)] };
  }
  if (route === index.list || route === index.sums) return own;
  const told = account && own[account] != null ? undefined : route.tool.selects?.(own);
  if (told || listed?.of !== 'accounts' || !listed.whole) return told;
  return { accounts: [...new Set(listed.rows.map(({ id }) => id))] };
}

export function parsed(json: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json);
    return value && typeof value === 'object' ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
