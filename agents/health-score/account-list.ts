import type { Text } from '../facts/index.ts';
import type { Condition } from '../kit/conditions.ts';
import { type Cell, callButton, contextLine, type Line, type Listing, type Shown, tablePart } from '../kit/present/index.ts';
import { listed, ofGroup, small, t } from '../kit/say.ts';
import { EVERYBODYS } from '../kit/who.ts';
import { capital } from '../metrics/index.ts';
import { HIGH_RISK, MEDIUM_RISK } from '../metrics/risk-band.ts';
import { cell, labelled } from './labelled.ts';
import { notHeldText } from './not-held.ts';
import { openAccount } from './standings.ts';
import type { AccountList, listAccounts } from './tools/list-accounts.ts';

/** A column an account is read on a phone up to so many. */
const MOST_COMPARED = 3;
export const isCompared = ({ accounts }: Pick<AccountList['arguments'], 'accounts'>): boolean =>
  accounts !== null && accounts.length > 1 && accounts.length <= MOST_COMPARED;

/** Of each account a line shows so many figures; the table behind its button every one. */
const IN_LINE = 3;
const IN_POINT = 3;

/** One account was asked for, and what was asked of it is the point. */
const isAlone = ({ accounts, arguments: asked }: Pick<AccountList, 'accounts' | 'arguments'>): boolean =>
  accounts.length === 1 && asked.accounts?.length === 1;

function pointOf({
  total,
  more,
  whose,
  filters,
  totalArr,
  asOf,
  accounts,
  names,
  sortedBy,
  sortKey,
  end,
  apart,
  note,
  notHeld,
  loosened,
  arguments: asked,
}: AccountList): Text {
  const [first, ...others] = accounts;
  if (first && isAlone({ accounts, arguments: asked }))
    return t`${first.name}: ${listed(first.figures.map((figure) => labelled(figure, names)))}.${asked.currency && note ? ` ${note}.` : ''}`;
  const about = filters.length > 0 ? ` (${filters.join(', ')})` : '';
  if (notHeld.length > 0) return notHeldText(notHeld, whose);
  if (total === 0 && asked.accounts?.length === 1) return `No: ${whose} does not match${about}.`;
  if (total === 0) return t`No account matches among ${whose}${about}.${withoutOne(loosened, whose, asOf)}`;
  if (asked.limit !== null) {
    // "My worst five": who they are is the point.
    const by = ({ figures }: AccountList['accounts'][number]) => figures.find(({ metric }) => metric === sortKey);
    const firsts = apart ? [...Map.groupBy(accounts, (each) => by(each)?.unit).values()].flatMap((of) => of.slice(0, 1)) : accounts;
    const named = firsts.slice(0, Math.max(IN_POINT, apart ? firsts.length : 0)).map((each) => t`${each.name} ${by(each) ?? ''}`);
    const rest = total - named.length;
    const order = apart ? `${end} ${small(sortedBy)} of each currency` : `${end} ${small(sortedBy)} first`;
    return t`${capital(whose)}${about}, ${order}: ${listed(named)}${rest > 0 ? ` and ${rest} more` : ''}.`;
  }
  if (others.length > 0 && asked.accounts) {
    // Side by side: the first figure asked for, of each.
    const [metric] = first?.figures ?? [];
    const each = accounts.map(({ name, figures }) => t`${name} ${figures[0] ? cell(figures[0], names) : ''}`);
    return t`${capital(small(metric?.label ?? ''))}: ${listed(each)}.`;
  }
  const count = ofGroup(whose, asOf ?? '').of(`accounts:${about}`, 'accounts that match', total, '');
  const which = whose === EVERYBODYS ? (total === 1 ? 'account' : 'accounts') : `of ${whose}`;
  const who = first && total === 1 ? `: ${first.name}` : '';
  return t`${more ? 'More than ' : ''}${count} ${which}${about}${who}${totalArr.length > 0 ? t`, ${listed(totalArr, ' + ')} a year` : ''}.`;
}

/** "Without last contact before 1 November: 2." */
const withoutOne = (loosened: AccountList['loosened'], whose: string, asOf: string | null): Text =>
  loosened.length === 0
    ? ''
    : t` ${listed(
        loosened.map(
          ({ without, total }, at) =>
            t`${at === 0 ? 'Without' : 'without'} “${without}”: ${ofGroup(whose, asOf ?? '').of(`accounts_without:${without}`, `accounts that match without ${without}`, total, '')}`,
        ),
        ', ',
      )}.`;

const linesOf = ({ accounts, names }: AccountList): Line[] =>
  accounts.map(({ id, name, figures }) => {
    const [figure = '', ...more] = figures.slice(0, IN_LINE).map((each) => labelled(each, names));
    return { name, figure, more, open: openAccount({ id, name }) };
  });

/** Where no risk is high, those in the middle are one press away. */
function mediumToo({ arguments: { conditions, ...asked } }: AccountList) {
  const isHigh = ({ metric, comparator, value }: Condition) => metric === 'churn_risk' && comparator === 'at least' && value === HIGH_RISK;
  const lowered = conditions?.map((each) => (isHigh(each) ? { ...each, value: MEDIUM_RISK } : each));
  return (
    conditions?.some(isHigh) &&
    callButton<typeof listAccounts>('Medium risk too', 'list_accounts', { ...asked, conditions: lowered ?? null })
  );
}

export function listing(result: AccountList): Listing {
  const { accounts, columns, page, pages, more, unlisted, sortedBy, asOf, note, names, whose } = result;
  if (accounts.length === 0)
    return {
      point: pointOf(result),
      header: result.notHeld.length > 0 ? 'Not scored yet' : 'No account matches',
      lines: [],
      next: [
        mediumToo(result),
        ...result.loosened.map(({ without, total, asked }) =>
          callButton<typeof listAccounts>(`Without ${without} (${total})`, 'list_accounts', { ...asked, page: 1 }),
        ),
      ],
    };
  const by = small(sortedBy);
  const alone = isAlone(result);
  const isLined = !alone && !isCompared(result.arguments);
  const beside = isLined && result.asksFor ? columns.slice(IN_LINE).map(small) : [];
  const rows = accounts.map(({ name, figures }) => [name, ...figures.map((each) => cell(each, names))]);
  return {
    point: pointOf(result),
    header: alone
      ? whose
      : isCompared(result.arguments)
        ? 'Side by side'
        : result.apart && result.arguments.limit !== null
          ? `Top ${result.arguments.limit} of each currency`
          : more || pages > 1
            ? `Accounts, page ${page}${more ? '' : ` of ${pages}`}`
            : 'Accounts',
    lines: linesOf(result),
    ...(isCompared(result.arguments)
      ? { body: sideBySide(columns, rows), why: [] }
      : alone
        ? // The point says all of it.
          { body: [], why: [], table: columns.length > IN_LINE ? tablePart(null, ['Account', ...columns], rows) : [] }
        : { table: tablePart(null, ['Account', ...columns], rows), full: beside.length > 0, pages: more ? page + 1 : pages }),
    next: [
      (more || page < pages) && callButton<typeof listAccounts>('Next page', 'list_accounts', { ...result.arguments, page: page + 1 }),
    ],
    context: contextLine({
      asOf,
      used: alone ? [] : [whose, result.apart ? `by ${by}, each currency by itself` : `by ${by}`],
      notes: [
        ...(beside.length > 0 ? [`In the table: ${listed(beside)}`] : []),
        ...(unlisted > 0 ? [`${unlisted} with too little data for ${by}, listed last`] : []),
        ...(note ? [note] : []),
      ],
    }),
  };
}

/** A row a figure, which the point alone says where it is one. */
function sideBySide(columns: readonly string[], rows: readonly (readonly Cell[])[]): Shown['body'] {
  if (columns.length === 1) return [];
  const names = rows.map(([name = '']) => String(name));
  return tablePart(
    null,
    ['What', ...names],
    columns.map((label, at) => [label, ...rows.map((row) => row[at + 1] ?? '')]),
  );
}
