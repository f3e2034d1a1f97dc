import type { Figure } from '../facts/index.ts';
import { ratesInto, worthAt } from '../kit/exchange.ts';
import type { Context } from '../kit/tool.ts';
import { shortDate } from '../metrics/index.ts';

const isCurrency = (unit: string): boolean => /^[A-Z]{3}$/.test(unit);

/** Figures as they are told in one currency, where that was asked for: by the rates, or as recorded where there are none, which `note` says. */
export async function toldIn(figures: readonly Figure[], into: string | null, context: Context) {
  const asRecorded = (figure: Figure): Figure => figure;
  const others = [...new Set(figures.map(({ unit }) => unit).filter((unit) => isCurrency(unit) && unit !== into))];
  if (into === null || others.length === 0) return { tell: asRecorded, note: null };
  const rates = await ratesInto(context, others, into);
  if (!rates) return { tell: asRecorded, note: noRate(others, into) };
  return {
    tell: (figure: Figure): Figure =>
      typeof figure.value === 'number' && isCurrency(figure.unit)
        ? { ...figure, value: worthAt(rates, { amount: figure.value, currency: figure.unit }), unit: into }
        : figure,
    note: rates.at ? `Amounts told in ${into} at the rates of ${shortDate(rates.at)}` : null,
  };
}

export const noRate = (from: readonly string[], into: string): string =>
  `No exchange rate from ${from.join(', ')} into ${into} is on record: amounts are in their own currency`;
