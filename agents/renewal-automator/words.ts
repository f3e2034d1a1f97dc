import type { CallCategory } from '../../models/renewal-call.ts';
import type { Tone } from '../kit/present/index.ts';
import { exactMoney, plural, shortMoney } from '../metrics/index.ts';
import type { Band } from './weights.ts';

/** "$1,635,000": to the unit, as documents state it. */
export const money = (amount: number, currency: string): string => exactMoney(Math.round(amount), currency);

/** "$1.64M", "$875K": as slides state it; two decimals for millions, so that the parts visibly add up. */
export const shown = (amount: number, currency: string): string => shortMoney(amount, currency, 2);

export const CATEGORY_WORDS: Record<CallCategory, string> = {
  commit: 'commit',
  best_case: 'best case',
  pipeline: 'pipeline',
  at_risk: 'at risk',
};
export const BAND_WORDS: Record<Band, string> = { high: 'safe', medium: 'likely', low: 'open', at_risk: 'at risk' };
const TONES: Record<Band, Tone> = { high: 'green', medium: 'yellow', low: 'orange', at_risk: 'red' };
export const toneOf = (band: Band | null): Tone => (band === null ? 'neutral' : TONES[band]);

/** The accounts that no list of dates can hold. */
export const undatedWords = (undated: number): string[] =>
  undated > 0 ? [`${plural(undated, 'paying account has', 'paying accounts have')} no renewal date on record: ask for it`] : [];
