import { setTimeout as wait } from 'node:timers/promises';

/** Resolves once the condition holds; throws when it does not within `limitMs`. */
export async function until(condition: () => boolean | Promise<boolean>, limitMs = 60_000): Promise<void> {
  const deadline = Date.now() + limitMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`not within ${limitMs} ms: ${condition}`);
    await wait(10);
  }
}
