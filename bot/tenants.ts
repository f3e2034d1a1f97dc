import type { Models } from '../models/index.ts';

/** Whose data this Greendoor keeps: its own tenant and those of every connected workspace, in order. */
export async function allTenants({ workspaces }: Pick<Models, 'workspaces'>, own: string): Promise<string[]> {
  return [...new Set([own, ...(await workspaces.distinct('tenant'))])].sort();
}
