/**
 * Notes durably that data of these accounts is about to change. What it gives back is called once the data has
 * changed: they are scored soon. A process that dies in between leaves the note, and they are scored all the same.
 */
export type Changing = (tenant: string, accountIds: readonly string[]) => Promise<() => void>;

/** Writes with the note made before; a write that fails may have changed something all the same. */
export async function noted<Result>(
  { changing, tenant }: { changing?: Changing | undefined; tenant: string },
  accountIds: readonly string[],
  write: () => Promise<Result>,
): Promise<Result> {
  const changed = accountIds.length > 0 ? await changing?.(tenant, [...new Set(accountIds)]) : undefined;
  try {
    return await write();
  } finally {
    changed?.();
  }
}
