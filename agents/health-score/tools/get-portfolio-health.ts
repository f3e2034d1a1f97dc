import { z } from 'zod';
import { HEALTH_BANDS } from '../../../models/account-health-score.ts';
import type { AccountStanding } from '../../../models/account-standing.ts';
import { ROLES } from '../../../models/user.ts';
import type { Card } from '../../kit/card.ts';
import { defineTool, type Summary } from '../../kit/define-agent.ts';
import { ownerInput } from '../../kit/inputs.ts';
import { whoseAccounts } from '../../kit/people.ts';
import { worth } from '../../kit/standings-page.ts';
import { plural, shortDate, shortMoney, signed } from '../../metrics/format.ts';
import { CURRENT, type Standing, standingLine, standingOf, standingSchema, withOwners } from '../standings.ts';
import { callButton, openAccount } from '../words.ts';

const input = z.object({
  owner: ownerInput,
});

const output = z.object({
  whose: z.string(),
  owner: z.string().nullable(),
  accounts: z.number(),
  scored: z.number(),
  bands: z.array(
    z.object({ band: z.enum(HEALTH_BANDS), accounts: z.number(), arr: z.array(z.object({ currency: z.string(), amount: z.number() })) }),
  ),
  averageHealth: z.number().nullable(),
  worsened: z.object({ accounts: z.number(), largest: z.array(standingSchema) }).describe('Fell by 3 points or more in 30 days'),
  improved: z.object({ accounts: z.number(), largest: z.array(standingSchema) }).describe('Rose by 3 points or more in 30 days'),
  atRisk: z.number().describe('Churn risk of 70 or more'),
  asOf: z.string().nullable(),
});
type Output = z.infer<typeof output>;

const MOVED = 3;
const SHOWN = 5;

export const getPortfolioHealth = defineTool({
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
  ],
  status: 'Adding up the accounts',
  input,
  output,
  access: 'read',
  roles: ROLES,
  async run({ owner }, context): Promise<Output> {
    const { where, label } = await whoseAccounts(context, owner);
    const filter = { tenant: context.tenant, ...where, ...CURRENT };
    const { accountStandings } = context.models;
    const movers = (condition: object, direction: 1 | -1) =>
      accountStandings
        .find({ ...filter, change30: condition })
        .sort({ change30: direction })
        .limit(SHOWN)
        .lean<AccountStanding[]>();
    const [groups, counts, down, up] = await Promise.all([
      accountStandings.aggregate<{
        _id: { band: string | null; currency: string | null };
        accounts: number;
        arr: number;
        health: number | null;
        asOf: Date;
      }>([
        { $match: filter },
        {
          $group: {
            _id: { band: '$band', currency: '$currency' },
            accounts: { $sum: 1 },
            arr: { $sum: '$arr' },
            health: { $sum: '$health' },
            asOf: { $max: '$asOf' },
          },
        },
      ]),
      Promise.all([
        accountStandings.countDocuments({ ...filter, change30: { $lte: -MOVED } }),
        accountStandings.countDocuments({ ...filter, change30: { $gte: MOVED } }),
        accountStandings.countDocuments({ ...filter, churnRisk: { $gte: 69.5 } }),
      ]),
      movers({ $lte: -MOVED }, 1),
      movers({ $gte: MOVED }, -1),
    ]);
    const [worsened, improved, atRisk] = counts;
    const scored = groups.filter(({ _id }) => _id.band);
    const scoredCount = scored.reduce((sum, { accounts }) => sum + accounts, 0);
    const standings = (rows: AccountStanding[]): Promise<Standing[]> =>
      withOwners(
        context,
        rows.map((each) => standingOf(each, context.asOf)),
      );
    return {
      whose: label,
      owner,
      accounts: groups.reduce((sum, { accounts }) => sum + accounts, 0),
      scored: scoredCount,
      bands: HEALTH_BANDS.map((band) => {
        const own = groups.filter(({ _id }) => _id.band === band);
        return {
          band,
          accounts: own.reduce((sum, { accounts }) => sum + accounts, 0),
          arr: worth(own),
        };
      }),
      averageHealth: scoredCount > 0 ? Math.round(scored.reduce((sum, { health }) => sum + (health ?? 0), 0) / scoredCount) : null,
      worsened: { accounts: worsened, largest: await standings(down) },
      improved: { accounts: improved, largest: await standings(up) },
      atRisk,
      asOf: groups.length > 0 ? new Date(Math.max(...groups.map(({ asOf }) => asOf.getTime()))).toISOString() : null,
    };
  },
  summary,
  card,
});

const money = (arr: Output['bands'][number]['arr']): string =>
  arr.map(({ amount, currency }) => shortMoney(amount, currency)).join(' + ') || '–';

function summary({ whose, accounts, scored, bands, averageHealth, worsened, improved, atRisk }: Output): Summary {
  if (accounts === 0) return { point: `There is nothing to show: ${whose} are none, or not scored yet.`, why: [] };
  const [first] = worsened.largest;
  const most = first ? ` Most: ${standingLine(first)}.` : '';
  const whom = `${worsened.accounts} of ${whose} (${accounts}) got worse in 30 days, ${improved.accounts} better.`;
  const rest = bands.filter((band) => band.accounts > 0).map((band) => `${band.accounts} ${band.band} (${money(band.arr)})`);
  return {
    point: `${whom}${most}`,
    why: [
      ...worsened.largest.slice(1, 4).map((each) => `Worse: ${standingLine(each)}`),
      `${rest.join(', ')}; average ${averageHealth ?? 'unknown'}, ${accounts - scored} without a score, ${atRisk} with a churn risk of 70 or more`,
      ...improved.largest.slice(0, 1).map((each) => `Better: ${standingLine(each)}`),
    ].slice(0, 5),
  };
}

function card(result: Output): Card {
  const { point } = summary(result);
  const { bands, worsened, improved, asOf, owner } = result;
  if (result.accounts === 0) return { point, parts: [{ type: 'text', text: point }], sections: [] };
  const movers = (title: string, rows: Standing[]) => ({
    type: 'table' as const,
    title,
    columns: [
      { label: 'Account' },
      { label: 'Health', align: 'right' as const },
      { label: '30 days', align: 'right' as const },
      { label: 'Why' },
    ],
    rows: rows.map((each) => [each.name, `${each.health} ${each.band}`, signed(each.change30 ?? 0), each.reasons[0] ?? '–']),
  });
  return {
    point,
    parts: [
      { type: 'header', text: `${plural(result.accounts, 'account')}: ${worsened.accounts} worse, ${improved.accounts} better in 30 days` },
      {
        type: 'table',
        columns: [{ label: 'Band' }, { label: 'Accounts', align: 'right' }, { label: 'Yearly value', align: 'right' }],
        rows: bands.map((band) => [band.band, `${band.accounts}`, money(band.arr)]),
      },
      ...(worsened.largest.length > 0 ? [movers('Worse', worsened.largest)] : []),
      {
        type: 'buttons',
        buttons: [
          ...worsened.largest.slice(0, 3).map(({ id, name }) => openAccount(id, name)),
          callButton('All that got worse', 'list_accounts', {
            owner,
            conditions: [{ metric: 'health_change_30', comparator: 'at most', value: -3, to: null }],
          }),
          ...(improved.largest.length > 0 ? [{ label: 'Better', effect: { type: 'show' as const, section: 0 } }] : []),
        ],
      },
      { type: 'feedback' },
      {
        type: 'context',
        text: `${asOf ? `Scores as of ${shortDate(new Date(asOf))}` : 'No scores yet'} · ${result.whose} · ${result.accounts - result.scored} with too little data for a score`,
      },
    ],
    sections: improved.largest.length > 0 ? [{ label: 'Better', parts: [movers('Better', improved.largest)] }] : [],
  };
}
