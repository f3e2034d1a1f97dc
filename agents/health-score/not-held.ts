import type { Condition } from '../kit/conditions.ts';
import { listed, small } from '../kit/say.ts';
import { fieldOf } from '../kit/standings/values.ts';
import type { Context } from '../kit/tool.ts';
import { metricNamed } from '../metrics/index.ts';

/**
 * Of the metrics asked for those that no standing holds, be it that no account has them or that all were scored before there
 * was such a metric: nothing matches then, and that says nothing of the accounts.
 */
export async function notHeld(conditions: readonly Condition[] | null, { tenant, models }: Context): Promise<string[]> {
  const keys = [...new Set((conditions ?? []).filter(({ comparator }) => comparator !== 'unknown').map(({ metric }) => metric))];
  const held = await Promise.all(
    keys.map((key) => models.accountStandings.exists({ tenant, [fieldOf(metricNamed(key))]: { $ne: null } } as never)),
  );
  return keys.filter((_, at) => held[at] === null).map((key) => small(metricNamed(key).label));
}

export const notHeldText = (labels: readonly string[], whose: string): string =>
  `Of ${whose} I cannot tell that: no account is scored yet for ${listed(labels)}.`;
