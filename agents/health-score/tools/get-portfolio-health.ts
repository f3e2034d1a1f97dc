import { z } from 'zod';
import { HEALTH_BANDS } from '../../../models/account-health-score.ts';
import type { AccountStanding } from '../../../models/account-standing.ts';
import type { Figure, Text } from '../../facts/index.ts';
import { filterOf } from '../../kit/conditions.ts';
import { callButton, contextLine, linesOf, type Shown, shown, tableOf, textPart } from '../../kit/present/index.ts';
import { listed, ofGroup, t } from '../../kit/say.ts';
import { newestOf, worth as worthOf } from '../../kit/standings/page.ts';
import { type Context, ownerInput, readTool } from '../../kit/tool.ts';
import { whoseAccounts } from '../../kit/who.ts';
import { sum } from '../../metrics/index.ts';
import { HIGH_RISK } from '../../metrics/risk-band.ts';
import { CURRENT, MOVED, openAccount, rowLine, rowOf, withReason } from '../standings.ts';
import type { listAccounts } from './list-accounts.ts';

const input = z.object({ owner: ownerInput });

const SHOWN = 5;

export const getPortfolioHealth = readTool({
  name: 'get_portfolio_health',
  title: 'Portfolio health',
  description:
    'Overview of a book of accounts: how many and how much yearly value in each health band, the average, which accounts got worse or better in the last 30 days. Use it for "which of my accounts got worse this month", "how is my portfolio", "how is the team’s book". Not for one account; for a filtered list use list_accounts.',
  examples: [
    'Which of my accounts got worse this month?',
    'how is my portfolio doing?',
    'overview of my book of business',
    'which accounts improved lately',
    'health of all our customers',
    'how are Lucy Grant’s accounts',
    'who declined the most',
    'what changed in my book',
    'which accounts moved most',
    'biggest movers in my portfolio',
    'what got worse lately',
    'whose health fell the most',
    'state of the portfolio',
    'are we trending up or down',
    'overall trend of my accounts',
    'who improved most',
    'winners and losers this month',
    'how is the customer base doing',
    'health overview',
    'give me a summary of the portfolio',
    'portfolio summary',
    'sum up my book',
    'summarise my accounts',
  ],
  words: [
    'month: monat, mois, mes',
    'worse: worsened, schlechter, verschlechtert, pire, empeorar, empeoraron, empeorado, peor',
    'overview: picture, snapshot, überblick, aperçu, panorama',
    'portfolio: book, portefeuille, cartera, overall, base',
  ],
  todayOnly: true,
  status: 'Adding up the accounts',
  input,
  selects: ({ owner }) => ({ owner }),
  run,
  ...shown(answer),
});

type Output = Awaited<ReturnType<typeof run>>;

interface Group extends Record<'accounts' | 'arr' | 'health', number> {
  _id: { band: string | null; currency: string | null };
  asOf: Date;
}
const totals = { accounts: { $sum: 1 }, arr: { $sum: '$arr' }, health: { $sum: '$health' }, asOf: { $max: '$asOf' } };

async function run({ owner }: z.output<typeof input>, context: Context) {
  const { where, label } = await whoseAccounts(context, owner);
  const filter = { tenant: context.tenant, ...where, ...CURRENT };
  const { accountStandings } = context.models;
  const fits = (metric: string, comparator: 'at least' | 'at most', value: number) => filterOf({ metric, comparator, value }, context.asOf);
  const [fell, rose] = [fits('health_change_30', 'at most', -MOVED), fits('health_change_30', 'at least', MOVED)];
  const largest = async (condition: object, direction: 1 | -1) => {
    const rows = await accountStandings
      .find({ ...filter, ...condition })
      .sort({ change30: direction })
      .limit(SHOWN)
      .lean<AccountStanding[]>();
    return rows.map((each) => rowOf(each, context.asOf));
  };
  const counted = (condition: object) => accountStandings.countDocuments({ ...filter, ...condition });
  const [groups, worsened, improved, atRisk, down, up] = await Promise.all([
    accountStandings.aggregate<Group>([{ $match: filter }, { $group: { _id: { band: '$band', currency: '$currency' }, ...totals } }]),
    counted(fell),
    counted(rose),
    counted(fits('churn_risk', 'at least', HIGH_RISK)),
    largest(fell, 1),
    largest(rose, -1),
  ]);
  const scored = groups.filter(({ _id }) => _id.band);
  const total = (rows: readonly Group[]) => sum(rows.map(({ accounts }) => accounts));
  const asOf = newestOf(groups)?.toISOString() ?? null;
  const { of, money, score } = ofGroup(label, asOf ?? context.asOf.toISOString());
  const count = (what: string, value: number) => of(`accounts:${what}`, `accounts ${what}`, value, '');
  const health = sum(scored.map((each) => each.health));
  return {
    whose: label,
    owner,
    accounts: count('in all', total(groups)),
    bands: HEALTH_BANDS.map((band) => {
      const own = groups.filter(({ _id, accounts }) => _id.band === band && accounts > 0);
      return {
        band,
        accounts: count(band, total(own)),
        arr: worthOf(own).map(({ currency, amount }) => money(`sum:arr:${band}:${currency}`, `yearly value, ${band}`, amount, currency)),
      };
    }),
    averageHealth: score('average:health', 'average health', total(scored) > 0 ? health / total(scored) : null),
    unscored: count('without a score', total(groups) - total(scored)),
    /** By 3 points or more. */
    worsened: { accounts: count('worse in 30 days', worsened), largest: down },
    improved: { accounts: count('better in 30 days', improved), largest: up },
    atRisk: count('with a churn risk of 70 or more', atRisk),
    asOf,
  };
}

const worth = (arr: readonly Figure[]): Text => (arr.length === 0 ? '–' : listed(arr, ' + '));

function answer({ whose, owner, accounts, unscored, bands, averageHealth, worsened, improved, atRisk, asOf }: Output): Shown {
  const nothing = `There is nothing to show: ${whose} are none, or not scored yet.`;
  if (accounts.value === 0) return { point: nothing, body: textPart(nothing) };
  const [first, ...rest] = worsened.largest;
  const filled = bands.filter((band) => band.accounts.value !== 0).map((band) => t`${band.accounts} ${band.band} (${worth(band.arr)})`);
  return {
    point: t`${worsened.accounts} of ${whose} (${accounts}) got worse in 30 days, ${improved.accounts} better.${first ? t` Most: ${withReason(first)}.` : ''}`,
    why: [
      ...rest.slice(0, 3).map((each) => t`Worse: ${withReason(each)}`),
      t`${listed(filled)}; average ${averageHealth}, ${unscored} without a score, ${atRisk} with a churn risk of 70 or more`,
      ...improved.largest.slice(0, 1).map((each) => t`Better: ${rowLine(each)}`),
    ],
    header: t`${accounts} accounts by health`,
    body: tableOf(null, bands, (band) => ({ Band: band.band, Accounts: band.accounts, 'Yearly value': worth(band.arr) })),
    next: [
      ...worsened.largest.slice(0, 3).map(openAccount),
      callButton<typeof listAccounts>('All that got worse', 'list_accounts', {
        owner,
        conditions: [{ metric: 'health_change_30', comparator: 'at most', value: -MOVED }],
      }),
    ],
    sections: { Worse: linesOf(null, worsened.largest, withReason), Better: linesOf(null, improved.largest, withReason) },
    feedback: true,
    context: contextLine({ asOf, used: [whose], notes: [t`${unscored} with too little data for a score`] }),
  };
}
