import type { CallCategory } from '../../models/renewal-call.ts';
import type { Button, Tone } from '../kit/card.ts';
import { exactMoney, longDate, plural, shortMoney } from '../metrics/format.ts';
import { round } from '../metrics/statistics.ts';
import type { Call, RenewalAssessment } from './schema.ts';

export const LOW_CONFIDENCE = 0.6;

/** "$1,635,000": to the unit, as documents state it. */
export const money = (amount: number, currency: string): string => exactMoney(Math.round(amount), currency);

export const percent = (share: number): string => `${Math.round(share * 100)} %`;
export const points = (logOdds: number): string => `${logOdds < 0 ? '−' : '+'}${round(Math.abs(logOdds), 2).toFixed(2)}`;

export const CATEGORY_WORDS: Record<CallCategory, string> = {
  commit: 'commit',
  best_case: 'best case',
  pipeline: 'pipeline',
  at_risk: 'at risk',
};
export const BAND_WORDS = { high: 'safe', medium: 'likely', low: 'open', at_risk: 'at risk' } as const;

export const toneOf = ({ band }: Pick<RenewalAssessment, 'band'>): Tone =>
  band === null ? 'neutral' : ({ high: 'green', medium: 'yellow', low: 'orange', at_risk: 'red' } as const)[band];

export const callWords = ({ category, probability, amount, currency, by }: Call): string =>
  `${by} calls ${CATEGORY_WORDS[category]}${probability === null ? '' : ` (${probability} %)`}, ${shortMoney(amount, currency)}`;

/** "in 127 days", "today", "5 days ago". */
export const inDays = (days: number): string =>
  days === 0 ? 'today' : days > 0 ? `in ${plural(days, 'day')}` : `${plural(-days, 'day')} ago`;

export function contextLine({
  asOf,
  confidence,
  coverage,
  freshness,
  missing,
}: Pick<RenewalAssessment, 'asOf' | 'confidence' | 'coverage' | 'freshness' | 'missing'>): string {
  const unknown = missing.length > 0 ? `Missing: ${missing.join('; ')}.` : 'Nothing missing.';
  return `As of ${longDate(new Date(asOf))}. Confidence ${percent(confidence)} (coverage ${percent(coverage)} × freshness ${percent(freshness)}). ${unknown}`;
}

export const call = (label: string, tool: string, args: Record<string, unknown>, style?: Button['style']): Button => ({
  label,
  ...(style ? { style } : {}),
  effect: { type: 'call', tool, arguments: args },
});

export const bullets = (title: string, lines: readonly string[]) =>
  lines.length === 0 ? [] : [{ type: 'text' as const, text: `**${title}**\n${lines.map((line) => `• ${line}`).join('\n')}` }];

/** "$1.64M", "$875K": two decimals for millions, so that the parts visibly add up. */
export function shown(amount: number, currency: string): string {
  if (Math.abs(amount) < 999_500) return shortMoney(amount, currency);
  const symbol = { USD: '$', EUR: '€', GBP: '£' }[currency] ?? `${currency} `;
  return `${symbol}${Number((amount / 1_000_000).toFixed(2))}M`;
}
