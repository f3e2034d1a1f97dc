import { z } from 'zod';
import type { AccountStanding } from '../../../models/account-standing.ts';
import { rows } from '../../../models/kit/rows.ts';
import type { Text } from '../../facts/index.ts';
import { callButton, contextLine, type Shown, shown, tableOf } from '../../kit/present/index.ts';
import { figuresOf, listed, t } from '../../kit/say.ts';
import { newestOf } from '../../kit/standings/page.ts';
import { type Context, optional, ownerInput, readTool } from '../../kit/tool.ts';
import { whoseAccounts } from '../../kit/who.ts';
import { mean, plural, round, sum } from '../../metrics/index.ts';
import { valueWords } from '../dimensions.ts';

const BY = ['size', 'industry', 'size_and_industry'] as const;
type By = (typeof BY)[number];

type Group = SegmentListOutput['groups'][number];

const input = z.object({
  owner: ownerInput,
  by: optional(z.enum(BY)).describe('What the segments are made by; size unless asked'),
});

export const listSegments = readTool({
  name: 'list_segments',
  title: 'Segments of the portfolio',
  description:
    'Counts the accounts of each segment, by size, industry or both: how many accounts, yearly value per currency, average health. Use it for "how many accounts are in each segment?", "break our customers down by industry", "which segments do we have?". Not for one account’s segment (classify_account), and not for a list of accounts.',
  examples: [
    'how many accounts are in each segment?',
    'which segments do we have?',
    'break our customers down by segment',
    'average health per segment',
    'yearly value by segment and industry',
    'list segments of my accounts',
    'segment breakdown by industry',
  ],
  todayOnly: true,
  status: 'Counting the segments',
  input,
  run,
  ...shown(answer),
});

export type SegmentListOutput = Awaited<ReturnType<typeof run>>;

async function run({ owner, by: asked }: z.output<typeof input>, context: Context) {
  const { tenant, models, asOf } = context;
  const by = asked ?? 'size';
  const { where, label } = await whoseAccounts(context, owner);
  const standings = await rows<AccountStanding>(
    models.accountStandings,
    tenant,
    { ...where, asOf: { $lte: asOf }, lifecycleStage: { $ne: 'churned' } },
    { fields: { segment: 1, vertical: 1, arr: 1, currency: 1, health: 1, asOf: 1 } },
  );
  const segment = (each: AccountStanding) => (by === 'industry' ? null : (each.segment ?? null));
  const vertical = (each: AccountStanding) => (by === 'size' ? null : (each.vertical ?? null));
  const groups = [...Map.groupBy(standings, (each) => `${segment(each) ?? ''}|${vertical(each) ?? ''}`)]
    .sort(([a, own], [b, other]) => other.length - own.length || a.localeCompare(b))
    .flatMap(([, own]) => (own[0] ? [{ segment: segment(own[0]), vertical: vertical(own[0]), ...totalsOf(own) }] : []));
  return {
    whose: label,
    owner,
    by,
    accounts: standings.length,
    groups,
    asOf: newestOf(standings)?.toISOString() ?? null,
  };
}

function totalsOf(standings: readonly AccountStanding[]) {
  const scores = standings.flatMap(({ health }) => health ?? []);
  const paying = Map.groupBy(
    standings.filter(({ arr }) => (arr ?? 0) > 0),
    ({ currency }) => currency ?? '',
  );
  const health = mean(scores);
  return {
    accounts: standings.length,
    scored: scores.length,
    averageHealth: health === null ? null : round(health),
    /** Never added across currencies. */
    arr: [...paying]
      .map(([currency, own]) => ({ currency, amount: sum(own.map(({ arr }) => arr ?? 0)) }))
      .sort((a, b) => b.amount - a.amount),
  };
}

function nameOf({ segment, vertical }: Group, by: By): string {
  const size = segment ? valueWords(segment) : 'size unknown';
  const industry = vertical ? valueWords(vertical) : 'industry unknown';
  return by === 'size' ? size : by === 'industry' ? industry : `${size}, ${industry}`;
}

function figuresFor(each: Group, { by, whose, asOf }: SegmentListOutput) {
  const name = nameOf(each, by);
  const { of, money } = figuresOf({ kind: 'group', id: `customers ${name} of ${whose}`, name }, asOf ?? '');
  const amounts = each.arr.map(({ currency, amount }) => [money(`sum:arr:${currency}`, 'yearly value', amount, currency)]);
  return {
    name,
    accounts: of('accounts', 'accounts', each.accounts, ''),
    worth: amounts.length > 0 ? listed(amounts, ' + ') : ('–' as Text),
    health: of('average:health', 'average health', each.averageHealth, 'points'),
    scored: of('scored', 'scored accounts', each.scored, ''),
  };
}

function pointOf(result: SegmentListOutput): Text {
  const { groups, accounts, whose } = result;
  const [first] = groups;
  if (!first) return `There is nothing to show: ${whose} are none, or not scored yet.`;
  const [weak] = groups.filter(({ scored }) => scored >= 5).sort((a, b) => (a.averageHealth ?? 0) - (b.averageHealth ?? 0));
  const weakest = weak && groups.length > 1 ? figuresFor(weak, result) : null;
  const most = figuresFor(first, result);
  return t`${plural(accounts, 'account')} in ${plural(groups.length, 'segment')}; most are ${most.name} (${most.accounts}).${weakest ? t` Lowest average health: ${weakest.name}, ${weakest.health}.` : ''}`;
}

const OTHERS: Record<By, string> = { size: 'By size', industry: 'By industry', size_and_industry: 'By both' };

function answer(result: SegmentListOutput): Shown {
  const { groups, by, asOf, whose, owner } = result;
  const point = pointOf(result);
  if (groups.length === 0) return { point, header: 'Nothing to show' };
  const rows = groups.map((group) => ({ ...figuresFor(group, result), group }));
  return {
    point,
    why: rows.map(({ name, accounts, worth, health, scored, group }) => {
      const said = group.averageHealth === null ? 'not scored' : t`average health ${health} (${scored} scored)`;
      return t`${name}: ${accounts} ${group.accounts === 1 ? 'account' : 'accounts'}, ${worth}, ${said}`;
    }),
    header: `${plural(result.accounts, 'account')} in ${plural(groups.length, 'segment')}`,
    body: tableOf(null, rows, ({ name, accounts, worth, health, scored, group }) => ({
      Segment: name,
      Accounts: accounts,
      'Yearly value': worth,
      Health: group.averageHealth === null ? '–' : health,
      Scored: scored,
    })),
    next: BY.filter((other) => other !== by).map((other) =>
      callButton<typeof listSegments>(OTHERS[other], 'list_segments', { owner, by: other }),
    ),
    feedback: true,
    context: contextLine({ asOf, used: [whose, 'customers only'], notes: ['yearly values are not added across currencies'] }),
  };
}
