/** Something done again and again without anybody asking, for each tenant by itself. */
export interface Chore {
  /** kebab-case; names its lease. */
  name: string;
  /** How often, for each tenant, over all processes; a minute at least. */
  everyMs: number;
  /** So heavy that a process does it for one tenant after another. */
  oneAtATime?: boolean;
  /** Safe to break off, and to run again. */
  run(tenant: string, signal: AbortSignal): Promise<unknown>;
}
