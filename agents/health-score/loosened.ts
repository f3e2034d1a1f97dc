import type { Money } from '../kit/standings/money.ts';
import type { Context } from '../kit/tool.ts';
import { type Asked, bookOf, filtersInWords } from './book-filters.ts';

/** A list of which one of the things asked for is left out. */
export interface Loosened<List extends Asked> {
  /** In words, what is left out. */
  without: string;
  /** How many match then. */
  total: number;
  asked: List;
}

const PLAIN = ['band', 'segment', 'vertical', 'region', 'stage', 'executive'] as const;
const MOST = 3;

/**
 * Where nothing matches several things at once: how many do without one of them, fewest first, so that whoever asks sees which
 * one it fails on. None where only one thing was asked for.
 */
export async function loosened<List extends Asked>(asked: List, money: Money, context: Context): Promise<Loosened<List>[]> {
  const fewer = [
    ...PLAIN.filter((name) => asked[name] !== null).map((name): List => ({ ...asked, [name]: null })),
    ...(asked.conditions ?? []).map(
      (_, left): List => ({ ...asked, conditions: asked.conditions?.filter((__, at) => at !== left) ?? null }),
    ),
  ];
  if (fewer.length < 2) return [];
  const all = filtersInWords(asked, money);
  const counted = await Promise.all(
    fewer.map(async (each): Promise<Loosened<List>> => {
      const { where } = await bookOf(each, context, money);
      const kept = filtersInWords(each, money);
      const without = all.find((words) => !kept.includes(words)) ?? '';
      return { without, total: await context.models.accountStandings.countDocuments({ tenant: context.tenant, ...where }), asked: each };
    }),
  );
  return counted
    .filter(({ total, without }) => total > 0 && without !== '')
    .sort((a, b) => a.total - b.total)
    .slice(0, MOST);
}
