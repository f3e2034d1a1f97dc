import { callButton } from '../kit/present/index.ts';
import { goalOf } from './bands.ts';
import type { simulateHealth } from './tools/simulate-health.ts';

/** What would bring a score to where it is worth getting to; none once it is green. */
export function goalButton(account: { id: string }, score: number) {
  const target = goalOf(score);
  return target === null
    ? []
    : [callButton<typeof simulateHealth>(`What would bring it to ${target}?`, 'simulate_health', { account: account.id, target })];
}
