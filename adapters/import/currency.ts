import { isEmpty, type Mapped, shown } from './mapping.ts';

/** The signs that several currencies have, and the codes they may stand for. */
const SHARED: Record<string, readonly string[]> = {
  $: ['USD', 'CAD', 'AUD', 'NZD', 'SGD', 'HKD', 'TWD', 'MXN', 'CLP', 'COP', 'ARS'],
  '¥': ['JPY', 'CNY'],
  kr: ['SEK', 'NOK', 'DKK', 'ISK'],
};
const codesOf = (sign: string): readonly string[] => SHARED[sign] ?? [sign];

/**
 * A currency written beside an amount is the row's, where it names none; where it names another one, or the sign may be one
 * of several, the row cannot be taken. A dollar alone says nothing: it may be what is on record, else it is the default.
 */
export function settleCurrency(mapped: Mapped, fields: readonly string[]): Mapped {
  if ('reasons' in mapped || !mapped.currencies?.length || !fields.includes('currency')) return mapped;
  const { document } = mapped;
  const signs = [...new Set(mapped.currencies)];
  const said = isEmpty(document.currency) ? undefined : String(document.currency).trim().toUpperCase();
  const possible = (said === undefined ? codesOf(signs[0] ?? '') : [said]).filter((code) =>
    signs.every((sign) => codesOf(sign).includes(code)),
  );
  const [code, ...others] = possible;
  const refused = (why: string): Mapped => ({ reasons: [`currency: ${why}`] });
  if (code === undefined)
    return refused(`the amounts are in ${signs.join(' and ')}${said === undefined ? '' : `, the row says ${shown(said)}`}`);
  if (said !== undefined || (others.length > 0 && signs[0] === '$')) return mapped;
  if (others.length > 0) return refused(`${signs[0]} may be ${possible.join(', ')}: name it in a column, or in the mapping's constants`);
  return { ...mapped, document: { ...document, currency: code } };
}
