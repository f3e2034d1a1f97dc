import type { Button } from '../kit/card.ts';
import { longDate } from '../metrics/format.ts';
import { round } from '../metrics/statistics.ts';
import type { CurrencyValue, ValueAssessment } from './assessment.ts';

export const LOW_CONFIDENCE = 0.6;

export const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** "$1,635,000", "CHF 12,500": exact to the unit, for tables and definitions. */
export function money(amount: number, currency: string): string {
  const symbol = { USD: '$', EUR: '€', GBP: '£' }[currency] ?? `${currency} `;
  return `${amount < 0 ? '−' : ''}${symbol}${Math.abs(Math.round(amount)).toLocaleString('en-US')}`;
}

/** "187 %", or "none" where nothing was invested. */
export const roiWords = ({ roi }: Pick<CurrencyValue, 'roi'>): string =>
  roi === null ? 'no investment on record' : `${Math.round(roi)} %`;

export const paybackWords = ({ paybackMonths }: Pick<CurrencyValue, 'paybackMonths'>): string =>
  paybackMonths === null ? 'unknown' : `${round(paybackMonths, 1)} months`;

export function doubtOf({ confidence }: Pick<ValueAssessment, 'confidence'>): string {
  return confidence < LOW_CONFIDENCE ? ` Low confidence (${percent(confidence)}).` : '';
}

export function contextLine({ asOf, confidence, coverage, freshness, missing }: ValueAssessment): string {
  const unknown = missing.length > 0 ? `Missing: ${missing.join('; ')}.` : 'Nothing missing.';
  return `As of ${longDate(new Date(asOf))}. Confidence ${percent(confidence)} (coverage ${percent(coverage)} × freshness ${percent(freshness)}). ${unknown}`;
}

export const call = (label: string, tool: string, args: Record<string, unknown>, style?: Button['style']): Button => ({
  label,
  ...(style ? { style } : {}),
  effect: { type: 'call', tool, arguments: args },
});
