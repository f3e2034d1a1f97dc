import { z } from 'zod';
import { HEALTH_BANDS, type HealthBand } from '../../models/account-health-score.ts';
import type { Button, Part, Tone } from '../kit/card.ts';
import { daysBetween, longDate, shortMoney, signed } from '../metrics/format.ts';
import type { AccountHead } from './account.ts';
import { bandOf } from './assessment.ts';
import type { MetricChange } from './changes.ts';

export const LOW_CONFIDENCE = 0.6;

export const movedSchema = z.object({
  key: z.string(),
  label: z.string(),
  contribution: z.number().describe('Points of the overall score; over all metrics they add up to the change'),
  before: z.number().nullable(),
  after: z.number().nullable(),
  unit: z.string(),
  text: z.string(),
});
export type Moved = z.infer<typeof movedSchema>;

export const movedOf = ({ metric, before, after, contribution }: MetricChange): Moved => ({
  key: metric.key,
  label: metric.label,
  contribution: Number(contribution.toFixed(4)),
  before: before ? Number(before.value.toFixed(2)) : null,
  after: after ? Number(after.value.toFixed(2)) : null,
  unit: metric.unit,
  text: after?.reading?.text() ?? (before ? 'No data any more' : ''),
});

export const toneOf = (band: HealthBand | null): Tone => band ?? 'neutral';

export const bandSchema = z.enum(HEALTH_BANDS).nullable();

export const scoreWords = (score: number): string => `${Math.round(score)}, ${bandOf(score)}`;

/** "down 25 in 30 days", "unchanged in 30 days". */
export function moveWords(change: number, since: string): string {
  const points = Math.abs(Math.round(change));
  return points === 0 ? `unchanged ${since}` : `${change > 0 ? 'up' : 'down'} ${points} ${since}`;
}

/** "$180K a year, renewal in 127 days (29 March 2027)". */
export function worthWords({ arr, currency, renewalAt }: Pick<AccountHead, 'arr' | 'currency' | 'renewalAt'>, asOf: Date): string {
  const parts = [];
  if (arr !== null) parts.push(`${shortMoney(arr, currency)} a year`);
  if (renewalAt) {
    const days = daysBetween(asOf, new Date(renewalAt));
    parts.push(
      days >= 0 ? `renewal in ${days} days (${longDate(new Date(renewalAt))})` : `contract ended ${longDate(new Date(renewalAt))}`,
    );
  }
  return parts.join(', ');
}

export const percent = (share: number): string => `${Math.round(share * 100)} %`;

export const movedTable = (title: string, moved: readonly Moved[]): Part => ({
  type: 'table',
  title,
  columns: [{ label: 'Metric' }, { label: 'Points', align: 'right' }, { label: 'Now' }],
  rows: moved.map(({ label, contribution, text }) => [label, signed(contribution, 1), text]),
});

export const openAccount = (id: string, name: string): Button => ({
  label: name.length > 30 ? `${name.slice(0, 29)}…` : name,
  effect: { type: 'call', tool: 'get_account_health', arguments: { account: id } },
});

export const callButton = (label: string, tool: string, args: Record<string, unknown>, style?: Button['style']): Button => ({
  label,
  ...(style ? { style } : {}),
  effect: { type: 'call', tool, arguments: args },
});
