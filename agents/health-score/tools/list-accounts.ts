import { z } from 'zod';
import { VERTICALS } from '../../../models/account.ts';
import { HEALTH_BANDS } from '../../../models/account-health-score.ts';
import type { StandingsIndex } from '../../../models/account-standing.ts';
import { SEGMENTS } from '../../../models/scorecard.ts';
import { ROLES } from '../../../models/user.ts';
import type { Card } from '../../kit/card.ts';
import type { Context } from '../../kit/context.ts';
import { defineTool, type Summary } from '../../kit/define-agent.ts';
import { ownerInput, pageInput } from '../../kit/inputs.ts';
import { EVERYBODYS, whoseAccounts } from '../../kit/people.ts';
import { standingsPage } from '../../kit/standings-page.ts';
import { plural, shortDate, shortMoney, signed } from '../../metrics/format.ts';
import { CURRENT, standingLine, standingOf, standingSchema, withOwners } from '../standings.ts';
import { DAY } from '../view.ts';
import { callButton, openAccount } from '../words.ts';

const SORTS = ['health', 'churn_risk', 'change', 'renewal', 'arr', 'name'] as const;
const PAGE = 10;

const optional = <T extends z.ZodType>(type: T) => type.nullable().default(null);
const score = z.number().min(0).max(100);
const input = z.object({
  owner: ownerInput,
  healthMin: optional(score).describe('Health of at least'),
  healthMax: optional(score).describe('Health of at most'),
  band: optional(z.enum(HEALTH_BANDS)).describe('Health band: green, yellow, orange or red'),
  churnRiskMin: optional(score).describe('Churn risk of at least, 0 to 100; "above 70 %" is 70'),
  segment: optional(z.enum(SEGMENTS)).describe('Size of the customer: enterprise, mid_market, smb or startup'),
  vertical: optional(z.enum(VERTICALS)).describe('Industry of the customer'),
  renewalWithinDays: optional(z.number().int().min(0).max(1000)).describe('Contract renews within so many days'),
  arrMin: optional(z.number().min(0)).describe('Yearly value of at least, e.g. 100000 for "worth more than 100k"'),
  arrMax: optional(z.number().min(0)).describe('Yearly value of at most'),
  worsened: optional(z.boolean()).describe('Only accounts whose health fell by 3 points or more in the last 30 days'),
  sort: optional(z.enum(SORTS)).describe(
    'health (lowest first), churn_risk (highest first), change (largest fall first), renewal (soonest first), arr (largest first) or name',
  ),
  page: pageInput,
});
type Input = z.output<typeof input>;

const output = z.object({
  total: z.number().describe('How many accounts match; with "more", that many or more'),
  more: z.boolean().describe('True where more match than were counted'),
  unlisted: z.number().describe('How many of them have no value to sort by, e.g. too little data for a score; they come last'),
  sortedBy: z.enum(SORTS),
  page: z.number(),
  pages: z.number(),
  whose: z.string(),
  filters: z.array(z.string()),
  totalArr: z.array(z.object({ currency: z.string(), amount: z.number() })),
  accounts: z.array(standingSchema),
  asOf: z.string().nullable().describe('When the scores were last brought up to date'),
  arguments: z.record(z.string(), z.unknown()),
});
type Output = z.infer<typeof output>;

const ORDER = {
  health: { field: 'health', direction: 1 },
  churn_risk: { field: 'churnRisk', direction: -1 },
  change: { field: 'change30', direction: 1 },
  renewal: { field: 'renewalAt', direction: 1 },
  arr: { field: 'arr', direction: -1 },
  name: { field: 'name', direction: 1 },
} as const satisfies Record<(typeof SORTS)[number], { field: StandingsIndex; direction: 1 | -1 }>;

/** What an account lacks that comes last. */
const LACKING: Record<(typeof SORTS)[number], string> = {
  health: 'too little data for a health score',
  churn_risk: 'too little data for a churn risk',
  change: 'no score of 30 days ago',
  renewal: 'no renewal date',
  arr: 'no contract value',
  name: 'no name',
};

export const listAccounts = defineTool({
  name: 'list_accounts',
  title: 'Find accounts',
  description:
    'A list of accounts by filters: health, band, churn risk, segment, industry, renewal window, owner, yearly value, worsened in 30 days; sorted and paged. Use it for "who is above 70 % churn risk and worth more than 100k", "my red accounts", "renewals in the next 60 days". Not for one account, and not for the overview of a whole book.',
  examples: [
    'Who is above 70 % churn risk and worth more than 100k?',
    'list my accounts',
    'show all red accounts',
    'fintech accounts with health below 60',
    'which customers renew in the next 60 days?',
    'my enterprise accounts sorted by value',
    'accounts of Omar Haddad that are orange',
  ],
  status: 'Looking through the accounts',
  input,
  output,
  access: 'read',
  roles: ROLES,
  async run(asked, context): Promise<Output> {
    const { where: theirs, label } = await whoseAccounts(context, asked.owner);
    const page = asked.page ?? 1;
    const where = { ...theirs, ...conditions(asked, context) };
    const sortedBy = asked.sort ?? defaultSort(asked);
    const { rows, total, more, unlisted, arr } = await standingsPage({ ...context, where, ...ORDER[sortedBy], page, size: PAGE });
    return {
      total,
      more,
      unlisted,
      sortedBy,
      page,
      pages: Math.max(1, Math.ceil(total / PAGE)),
      whose: label,
      filters: inWords(asked),
      totalArr: arr,
      accounts: await withOwners(
        context,
        rows.map((each) => standingOf(each, context.asOf)),
      ),
      asOf: rows.length > 0 ? new Date(Math.max(...rows.map((row) => row.asOf.getTime()))).toISOString() : null,
      arguments: asked,
    };
  },
  summary,
  card,
});

function defaultSort({ churnRiskMin, worsened, renewalWithinDays, arrMin }: Input): (typeof SORTS)[number] {
  if (churnRiskMin !== null) return 'churn_risk';
  if (worsened) return 'change';
  if (renewalWithinDays !== null) return 'renewal';
  return arrMin !== null ? 'arr' : 'health';
}

function conditions(asked: Input, { asOf }: Context): Record<string, object> {
  const range = (low: number | null, high: number | null) => ({
    ...(low === null ? {} : { $gte: low }),
    ...(high === null ? {} : { $lte: high }),
  });
  const some = (field: string, value: object) => (Object.keys(value).length > 0 ? { [field]: value } : {});
  return {
    ...CURRENT,
    ...some('health', range(asked.healthMin, asked.healthMax)),
    ...some('churnRisk', range(asked.churnRiskMin, null)),
    ...some('arr', range(asked.arrMin, asked.arrMax)),
    ...(asked.band ? { band: { $eq: asked.band } } : {}),
    ...(asked.segment ? { segment: { $eq: asked.segment } } : {}),
    ...(asked.vertical ? { vertical: { $eq: asked.vertical } } : {}),
    ...(asked.renewalWithinDays === null
      ? {}
      : { renewalAt: { $gte: asOf, $lte: new Date(asOf.getTime() + asked.renewalWithinDays * DAY) } }),
    ...(asked.worsened ? { change30: { $lte: -3 } } : {}),
  };
}

function inWords(asked: Input): string[] {
  const words: (string | false)[] = [
    asked.band !== null && asked.band,
    asked.healthMin !== null && `health at least ${asked.healthMin}`,
    asked.healthMax !== null && `health at most ${asked.healthMax}`,
    asked.churnRiskMin !== null && `churn risk at least ${asked.churnRiskMin}`,
    asked.segment !== null && `${asked.segment}`.replace('_', ' '),
    asked.vertical !== null && asked.vertical,
    asked.renewalWithinDays !== null && `renewal within ${asked.renewalWithinDays} days`,
    asked.arrMin !== null && `worth at least ${asked.arrMin}`,
    asked.arrMax !== null && `worth at most ${asked.arrMax}`,
    asked.worsened === true && 'worse than 30 days ago',
  ];
  return words.filter((each) => each !== false);
}

const about = ({ filters }: Output): string => (filters.length > 0 ? ` (${filters.join(', ')})` : '');

const pageOf = ({ page, pages, more }: Output): string => (more ? `page ${page}` : `page ${page} of ${pages}`);

function summary(result: Output): Summary {
  const { total, more, whose, totalArr, accounts, pages } = result;
  if (total === 0) return { point: `No account matches among ${whose}${about(result)}.`, why: [] };
  const worth = totalArr.map(({ amount, currency }) => shortMoney(amount, currency)).join(' + ');
  const where = more || pages > 1 ? ` P${pageOf(result).slice(1)}.` : '';
  return {
    point: `${more ? 'More than ' : ''}${whose === EVERYBODYS ? plural(total, 'account') : `${total} of ${whose}`}${about(result)}${worth ? `, ${worth} a year` : ''}.${where}`,
    why: accounts.slice(0, 5).map(standingLine),
  };
}

function card(result: Output): Card {
  const { accounts, page, pages, more, unlisted, asOf } = result;
  const { point } = summary(result);
  if (accounts.length === 0) return { point, parts: [{ type: 'text', text: point }], sections: [] };
  const buttons = accounts.slice(0, 5).map(({ id, name }) => openAccount(id, name));
  if (more || page < pages) buttons.push(callButton('Next page', 'list_accounts', { ...result.arguments, page: page + 1 }));
  return {
    point,
    parts: [
      { type: 'header', text: point },
      {
        type: 'table',
        columns: [
          { label: 'Account' },
          { label: 'Health', align: 'right' },
          { label: '30 days', align: 'right' },
          { label: 'Churn risk', align: 'right' },
          { label: 'Value', align: 'right' },
          { label: 'Renewal' },
          { label: 'Owner' },
        ],
        rows: accounts.map((each) => [
          each.name,
          each.health === null ? 'no score' : `${each.health} ${each.band}`,
          each.change30 === null ? '–' : signed(each.change30),
          each.churnRisk === null ? '–' : `${each.churnRisk}`,
          each.arr === null ? '–' : shortMoney(each.arr, each.currency),
          each.renewalAt ? shortDate(new Date(each.renewalAt), asOf ? new Date(asOf) : undefined) : '–',
          each.owner ?? '–',
        ]),
      },
      { type: 'buttons', buttons },
      { type: 'feedback' },
      {
        type: 'context',
        text: `${asOf ? `Scores as of ${shortDate(new Date(asOf))}` : 'No scores yet'} · ${pageOf(result)}${unlisted > 0 ? ` · ${unlisted} with ${LACKING[result.sortedBy]}, listed last` : ''}`,
      },
    ],
    sections: [],
  };
}
