import { happened } from '../../facts/index.ts';
import { plain } from '../../kit/say.ts';
import type { Context } from '../../kit/tool.ts';
import { colleagues } from '../../kit/who.ts';
import { check } from '../condition.ts';
import type { Sign, SignalFacts } from '../signals.ts';
import { loadShelf, type Playbook } from './shelf.ts';
import { variantsFor } from './variant.ts';

interface Recommendation {
  playbook: Playbook;
  /** 0 to 1: how much of what speaks for it holds. */
  fit: number;
  /** What of it holds. */
  met: Sign[];
  /** What the data do not say, by name. */
  unknown: string[];
}

const PRIORITY: Record<NonNullable<Playbook['priorityLevel']>, number> = { critical: 0.3, high: 0.2, medium: 0.1, low: 0 };
const rank = ({ fit, playbook, met }: Recommendation): number =>
  fit + PRIORITY[playbook.priorityLevel ?? 'low'] + Math.min(5, met.length) / 50;

/** A condition that holds for nearly everybody says nothing by itself. */
const IDLE = 'customer_days';

/**
 * The playbooks whose conditions the account's signals meet, the best first: every required condition holds, and at
 * least one that tells accounts apart. What the data do not say speaks neither way; for who has left there is none. Pure.
 */
export function recommend(shelf: readonly Playbook[], facts: SignalFacts): Recommendation[] {
  if (happened(facts.account.churnedAt, facts.asOf)) return [];
  return shelf
    .flatMap((playbook): Recommendation[] => {
      const checked = playbook.triggerConditions.map((condition) => ({ ...condition, ...check(condition, facts) }));
      if (checked.some(({ required, met }) => required && met !== true)) return [];
      const telling = checked.filter(({ signal }) => signal !== IDLE);
      const found = telling.filter(({ met }) => met);
      const known = telling.filter(({ met }) => met !== null);
      if (found.length === 0) return [];
      const unknown = telling.flatMap(({ met, text }) => (met === null ? [plain(text)] : []));
      return [{ playbook, fit: found.length / known.length, met: found.flatMap(({ sign }) => sign ?? []), unknown }];
    })
    .sort((a, b) => rank(b) - rank(a) || a.playbook.playbookName.localeCompare(b.playbook.playbookName));
}

/** The shelf as it is for an account: what fits, how its segments change each playbook, and who there is to do it. */
export async function shelfFor(context: Context, facts: SignalFacts) {
  const { account, asOf } = facts;
  const [shelf, people, adjusted] = await Promise.all([
    loadShelf(context),
    colleagues(context),
    variantsFor({ ...context, asOf }, account._id),
  ]);
  return { shelf, people, adjusted, fitting: recommend(shelf, facts) };
}
