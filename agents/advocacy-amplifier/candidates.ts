import type { Account } from '../../models/account.ts';
import type { AccountStanding } from '../../models/account-standing.ts';
import { rows, rowsOfAccounts } from '../../models/kit/rows.ts';
import { loadAsked } from '../kit/asking.ts';
import type { Context } from '../kit/tool.ts';
import type { Whose } from '../kit/who.ts';
import { LEAST_READINESS } from './assess.ts';
import { matchOf, type Wanted } from './match.ts';
import { viewOf } from './view.ts';

/** A few more are looked at again than are shown: what was scored may have changed since. */
const SPARE = 5;
const ASIDE = 8;

type Standing = Pick<AccountStanding, 'accountId' | 'name' | 'metrics'>;
type Known = Pick<Account, '_id' | 'vertical' | 'employees' | 'region' | 'description' | 'tags'>;

/**
 * Customers ready to speak for us, the most like the company to convince first; those who may not be asked apart. Ranked by
 * what was last scored; of those shown everything is assessed anew.
 */
export async function candidatesFor(context: Context, wanted: Wanted, { where }: Pick<Whose, 'where'>, most: number) {
  const ready = await readyIn(context, where);
  const ids = ready.map(({ accountId }) => accountId);
  const [accounts, languages] = await Promise.all([accountsOf(context, ids), wanted.language ? languagesOf(context, ids) : new Map()]);
  const ranked = ready
    .flatMap((standing) => {
      const account = accounts.get(standing.accountId);
      if (!account) return [];
      const held = (standing.metrics ?? {}) as Record<string, unknown>;
      const useCase = typeof held.use_case === 'string' ? held.use_case : null;
      const readiness = Number(held.advocacy_readiness);
      const like = matchOf(wanted, { ...account, useCase, languages: languages.get(account._id) ?? [] });
      return [{ id: account._id, free: held.advocacy_obstacle === 'none', readiness, ...like }];
    })
    .sort((a, b) => b.match * b.readiness - a.match * a.readiness || (a.id < b.id ? -1 : 1));
  const shown = [...ranked.filter(({ free }) => free).slice(0, most + SPARE), ...ranked.filter(({ free }) => !free).slice(0, ASIDE)];
  const asked = await loadAsked(
    context,
    shown.map(({ id }) => id),
  );
  const views = shown.flatMap(({ id, match, same, other }) => {
    const facts = asked.get(id);
    return facts ? [{ ...viewOf(facts, null), match, same, other }] : [];
  });
  return {
    free: views.filter(({ verdict }) => verdict === 'ask'),
    aside: views.filter(({ verdict }) => verdict === 'not_now').slice(0, ASIDE),
    /** As last scored. */
    freeCount: ranked.filter(({ free }) => free).length,
    asideCount: ranked.filter(({ free }) => !free).length,
  };
}
export type Found = Awaited<ReturnType<typeof candidatesFor>>['free'][number];

const readyIn = ({ tenant, models }: Context, where: object): Promise<Standing[]> =>
  rows<Standing>(
    models.accountStandings as never,
    tenant,
    { lifecycleStage: { $ne: 'churned' }, 'metrics.advocacy_readiness': { $gte: LEAST_READINESS }, ...where },
    { fields: { _id: 0, accountId: 1, name: 1, 'metrics.advocacy_readiness': 1, 'metrics.advocacy_obstacle': 1, 'metrics.use_case': 1 } },
  );

async function accountsOf({ tenant, models }: Context, ids: readonly string[]): Promise<Map<string, Known>> {
  const found = await models.accounts
    .find({ tenant, _id: { $in: [...ids] } }, { vertical: 1, employees: 1, region: 1, description: 1, tags: 1 })
    .lean<Known[]>();
  return new Map(found.map((account) => [account._id, account]));
}

async function languagesOf({ tenant, models }: Context, ids: readonly string[]): Promise<Map<string, string[]>> {
  const people = await rowsOfAccounts<{ accountId: string; language?: string }>(
    models.contacts as never,
    tenant,
    ids,
    { language: { $gt: '' } },
    { fields: { accountId: 1, language: 1 } },
  );
  const grouped = Map.groupBy(people, ({ accountId }) => accountId);
  return new Map(
    [...grouped].map(([id, some]) => [id, [...new Set(some.flatMap(({ language }) => language?.slice(0, 2).toLowerCase() ?? []))]]),
  );
}
