import type { Figure } from '../facts/figure.ts';
import type { Context } from '../kit/context.ts';
import { namesOf } from '../kit/people.ts';
import { shortDate, shortMoney, signed } from '../metrics/format.ts';
import { metricOf } from '../metrics/index.ts';
import { round } from '../metrics/statistics.ts';

const PEOPLE = new Set(['owner', 'account_executive']);

/** The names of the colleagues that figures give by id. */
export async function namesFor(context: Context, rows: readonly { figures: readonly Figure[] }[]): Promise<Record<string, string>> {
  const ids = rows.flatMap(({ figures }) =>
    figures.flatMap(({ metric, value }) => (PEOPLE.has(metric) && typeof value === 'string' ? [value] : [])),
  );
  return ids.length === 0 ? {} : Object.fromEntries(await namesOf(context, ids));
}

/** A figure as a cell of a table: "84 %", "$180K", "29 Mar 2027", "+12"; "–" where it is not known. */
export function figureCell(
  { metric, value, unit, digits, signed: change, asOf }: Figure,
  names: Readonly<Record<string, string>> = {},
): string {
  if (value === null) return '–';
  if (typeof value === 'string')
    return unit === 'date' ? shortDate(new Date(value), new Date(asOf)) : (names[value] ?? value.replaceAll('_', ' '));
  if (metricOf(metric)?.unit === 'money') return shortMoney(value, unit);
  const number = change ? signed(value, digits) : String(round(value, digits));
  return unit === '%' ? `${number} %` : number;
}
