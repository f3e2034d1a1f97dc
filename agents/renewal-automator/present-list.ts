import type { Text } from '../facts/index.ts';
import { callButton, contextLine, type Listing, tableOf } from '../kit/present/index.ts';
import { listed, ofAccount, ofGroup, t } from '../kit/say.ts';
import { EVERYBODYS } from '../kit/who.ts';
import { longDate } from '../metrics/index.ts';
import type { assessRenewalTool } from './tools/assess-renewal.ts';
import type { ListOutput, listUpcomingRenewals } from './tools/list-upcoming-renewals.ts';
import { CATEGORY_WORDS, undatedWords } from './words.ts';

type Item = ListOutput['renewals'][number];

const about = ({ filters }: ListOutput): string => (filters.length > 0 ? ` (${filters.join(', ')})` : '');

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

const day = (iso: string): string => longDate(new Date(iso));
function daysAsked({ from, until, dated }: ListOutput): string | undefined {
  if (from) return `from ${day(from)} to ${day(until)}`;
  return dated ? `by ${day(until)}` : undefined;
}

function pointOf(output: ListOutput): Text {
  const { total, days, whose, worth, asOf, page, pages, windows } = output;
  const { of, money } = ofGroup(`${whose}${about(output)}`, asOf);
  const within = daysAsked(output) ?? t`within ${of('within_days', 'within', days, 'days')}`;
  if (total === 0) return t`${whose === EVERYBODYS ? 'No account' : `None of ${whose}`}${about(output)} renews ${within}.`;
  const count = (limit: number, value: number) => of(`renewals_within:${limit}`, `renewals within ${limit} days`, value, '');
  const amounts = worth.map(({ amount, currency }) => money(`renewing_within:${days}:${currency}`, 'yearly value', amount, currency));
  const near = windows
    .filter((each) => each.days < days && each.accounts > 0)
    .map((each) => t`${count(each.days, each.accounts)} within ${each.days}`);
  const whom = whose === EVERYBODYS ? '' : ` of ${whose}`;
  const where = pages > 1 ? ` Page ${page} of ${pages}.` : '';
  return t`${count(days, total)} ${total === 1 ? 'account' : 'accounts'}${whom}${about(output)} ${total === 1 ? 'renews' : 'renew'} ${within}, ${listed(amounts, ' + ')} a year${near.length > 0 ? t`: ${listed(near)}` : ''}.${where}`;
}

export function listingOf(output: ListOutput): Listing {
  const { renewals, asOf, past, page, pages, undated } = output;
  const told = renewals.map((each) => ({ each, figures: figuresOf(each, asOf) }));
  return {
    point: pointOf(output),
    header: 'Upcoming renewals',
    lines: told.map(({ each: { account, accountId, chance: known }, figures: { days, date, worth, chance, health } }) => ({
      name: account,
      figure: t`${days}, ${date}`,
      more: [worth, known.value === null ? chance : t`${chance} likely`, ...(health === '' ? [] : [t`health ${health}`])],
      open: callButton<typeof assessRenewalTool>(account, 'assess_renewal', { account: accountId }),
    })),
    none: undatedWords(undated),
    table: tableOf(null, told, ({ each: { account, call, owner }, figures: { days, date, worth, chance, health } }) => ({
      Account: account,
      Ends: date,
      In: days,
      'A year': worth,
      Likely: chance,
      'CSM’s call': call ? CATEGORY_WORDS[call.category] : '–',
      Health: health || '–',
      Owner: owner ?? '–',
    })),
    pages,
    next: [
      page < pages &&
        callButton<typeof listUpcomingRenewals>('Next page', 'list_upcoming_renewals', { ...output.arguments, page: page + 1 }),
    ],
    context: contextLine({
      asOf,
      notes: [
        past ? 'As known then; health as last scored by then' : 'Health and probability as last scored',
        ...(pages > 1 ? [`Page ${page} of ${pages}`] : []),
        ...(renewals.some(({ others }) => others > 0) ? ['+n: further contracts within the window'] : []),
        ...undatedWords(undated),
      ],
    }),
  };
}
