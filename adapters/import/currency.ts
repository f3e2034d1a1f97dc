import { isEmpty, type Mapped, shown } from './mapping.ts';
import { saysNothing } from './nothing.ts';
import { currencyOf as signOf } from './numbers.ts';

/** The signs that several currencies have, and the codes they may stand for. */
const SHARED: Record<string, readonly string[]> = {
  $: ['USD', 'CAD', 'AUD', 'NZD', 'SGD', 'HKD', 'TWD', 'MXN', 'CLP', 'COP', 'ARS'],
  '¥': ['JPY', 'CNY'],
  kr: ['SEK', 'NOK', 'DKK', 'ISK'],
};
const codesOf = (sign: string): readonly string[] => SHARED[sign] ?? [sign];

const WRITTEN: Record<string, string> = { EURO: 'EUR', EUROS: 'EUR', A$: 'AUD', C$: 'CAD', CA$: 'CAD', R$: 'BRL' };

/** A currency as a column names it: its ISO code, or a sign that several have; undefined where it is none. */
function namedBy(value: unknown): string | undefined {
  const text = String(value).trim();
  const upper = text.toUpperCase();
  const sign = signOf(text) ?? signOf(text.toLowerCase()) ?? signOf(upper);
  return sign ?? WRITTEN[upper] ?? (/^[A-Z]{3}$/.test(upper) ? upper : undefined);
}

/**
 * The currency of a row as an ISO code, from what it says and what stands beside its amounts. Where these contradict each
 * other, or a sign may be one of several, the row cannot be taken. A dollar alone says nothing: it may be what is on record,
 * else it is the default.
 */
export function settleCurrency(mapped: Mapped, fields: readonly string[]): Mapped {
  if ('reasons' in mapped || !fields.includes('currency')) return mapped;
  const { currency: written, ...others } = mapped.document;
  const refused = (why: string): Mapped => ({ reasons: [`currency: ${why}`] });
  const silent = isEmpty(written) || saysNothing(written);
  const said = silent ? undefined : namedBy(written);
  if (!silent && said === undefined) return refused(`${shown(written)} is no currency; its code is meant, such as EUR`);
  const amounts = [...new Set(mapped.currencies)];
  const [sign, ...further] = said === undefined ? amounts : [said, ...amounts];
  if (sign === undefined) return written === undefined ? mapped : { ...mapped, document: { ...others, currency: null } };
  const [code, ...more] = codesOf(sign).filter((each) => further.every((other) => codesOf(other).includes(each)));
  if (code === undefined)
    return refused(`the amounts are in ${amounts.join(' and ')}${said === undefined ? '' : `, the row says ${shown(written)}`}`);
  if (more.length === 0) return { ...mapped, document: { ...others, currency: code } };
  if (sign === '$') return { ...mapped, document: others };
  return refused(`${sign} may be ${[code, ...more].join(', ')}: name it in a column, or in the mapping's constants`);
}
