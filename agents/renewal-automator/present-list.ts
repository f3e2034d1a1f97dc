import type { Text } from '../facts/figure.ts';
import { EVERYBODYS } from '../kit/people.ts';
import { callButton } from '../kit/present/buttons.ts';
import { contextLine } from '../kit/present/context-line.ts';
import { ofAccount, ofGroup } from '../kit/present/figures.ts';
import type { Line, Listing } from '../kit/present/list.ts';
import { listed, t } from '../kit/text.ts';
import { plural } from '../metrics/format.ts';
import type { assessRenewalTool } from './tools/assess-renewal.ts';
import type { ListOutput, listUpcomingRenewals } from './tools/list-upcoming-renewals.ts';
import { CATEGORY_WORDS } from './words.ts';

type Item = ListOutput['renewals'][number];

const about = ({ filters }: ListOutput): string => (filters.length > 0 ? ` (${filters.join(', ')})` : '');

/** The accounts that no list of dates can hold. */
export const undatedWords = (undated: number): string[] =>
  undated > 0 ? [`${plural(undated, 'paying account has', 'paying accounts have')} no renewal date on record: ask for it`] : [];

function figuresOf({ accountId, account, contract, endAt, days, annualValue, currency, chance, health, others }: Item, asOf: string) {
  const { of, date } = ofAccount({ id: accountId, name: account }, asOf);
  const worth = of(`renewing:${contract}`, 'yearly value', annualValue, currency);
  return {
    days: t`${of('days_to_renewal', 'days to renewal', days, 'days', { relative: true })}`,
    date: t`${date('renewal_date', 'renewal', endAt)}`,
    worth: others > 0 ? t`${worth} +${others}` : t`${worth}`,
    chance: chance.value === null ? 'no probability yet' : t`${chance}`,
    health: health === null || health.value === null ? '' : t`${health}`,
  };
}

function lineOf(item: Item, asOf: string): Line {
  const { days, date, worth, chance, health } = figuresOf(item, asOf);
  const likely = item.chance.value === null ? chance : t`${chance} likely`;
  return {
    name: item.account,
    figure: t`${days}, ${date}`,
    more: [worth, likely, ...(health === '' ? [] : [t`health ${health}`])],
    open: callButton<typeof assessRenewalTool>(item.account, 'assess_renewal', { account: item.accountId }),
  };
}

function pointOf(output: ListOutput): Text {
  const { total, days, whose, worth, asOf, page, pages, windows } = output;
  const { of, money } = ofGroup(`${whose}${about(output)}`, asOf);
  const within = of('within_days', 'within', days, 'days');
  if (total === 0) return t`Nothing of ${whose}${about(output)} renews within ${within}.`;
  const count = (limit: number, value: number) => of(`renewals_within:${limit}`, `renewals within ${limit} days`, value, '');
  const amounts = worth.map(({ amount, currency }) => money(`renewing_within:${days}:${currency}`, 'yearly value', amount, currency));
  const near = windows.filter((each) => each.days < days).map((each) => t`${count(each.days, each.accounts)} within ${each.days}`);
  const whom = whose === EVERYBODYS ? '' : ` of ${whose}`;
  const where = pages > 1 ? ` Page ${page} of ${pages}.` : '';
  return t`${count(days, total)} ${total === 1 ? 'account' : 'accounts'}${whom}${about(output)} ${total === 1 ? 'renews' : 'renew'} within ${within}, ${listed(amounts, ' + ')} a year${near.length > 0 ? t`: ${listed(near)}` : ''}.${where}`;
}

export function listingOf(output: ListOutput): Listing {
  const { renewals, asOf, page, pages, undated } = output;
  return {
    point: pointOf(output),
    header: 'Upcoming renewals',
    lines: renewals.map((each) => lineOf(each, asOf)),
    none: undatedWords(undated),
    table: {
      labels: ['Account', 'Ends', 'In', 'A year', 'Likely', 'CSM’s call', 'Health', 'Owner'],
      rows: renewals.map((each) => {
        const { days, date, worth, chance, health } = figuresOf(each, asOf);
        const call = each.call ? CATEGORY_WORDS[each.call.category] : '–';
        return [each.account, date, days, worth, chance, call, health || '–', each.owner ?? '–'];
      }),
    },
    next: [
      page < pages &&
        callButton<typeof listUpcomingRenewals>('Next page', 'list_upcoming_renewals', { ...output.arguments, page: page + 1 }),
    ],
    context: contextLine({
      asOf,
      notes: [
        'Health and probability as last scored',
        ...(pages > 1 ? [`Page ${page} of ${pages}`] : []),
        ...(renewals.some(({ others }) => others > 0) ? ['+n: further contracts within the window'] : []),
        ...undatedWords(undated),
      ],
    }),
  };
}
