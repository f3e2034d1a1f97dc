import type { Text } from '../../facts/figure.ts';
import type { Part } from '../card.ts';
import { listed, t } from '../text.ts';
import { figuresOf } from './figures.ts';

/** From here on a confidence is said in the context line only; below, in the first line too. */
export const LOW_CONFIDENCE = 0.6;

export interface Basis {
  /** ISO 8601; null before anything was computed. */
  asOf: string | null;
  /** 0 to 1. */
  confidence?: number | null;
  missing?: readonly string[];
  /** Which accounts, filters and assumptions the answer took that the question did not say. */
  used?: readonly Text[];
  notes?: readonly Text[];
}

const scope = (asOf: string) => figuresOf({ kind: 'group', id: 'answer', name: 'this answer' }, asOf);

/** What the answer rests on: as of when, how sure, what is missing, what was assumed. */
export function contextLine({ asOf, confidence, missing, used = [], notes = [] }: Basis): Part {
  const parts: Text[] = [
    asOf === null ? 'Not computed yet' : t`As of ${scope(asOf).date('as_of', 'as of', asOf)}`,
    ...(confidence == null || asOf === null ? [] : [t`Confidence ${scope(asOf).percent('confidence', 'confidence', confidence)}`]),
    ...(missing === undefined ? [] : [missing.length > 0 ? `Missing: ${missing.join('; ')}` : 'Nothing missing']),
    ...(used.length > 0 ? [t`Used: ${listed(used)}`] : []),
    ...notes,
  ];
  return { type: 'context', text: listed(parts, ' · ') };
}

/** Added to the first line where the confidence is low. */
export function doubt(confidence: number, asOf: string): Text {
  return confidence < LOW_CONFIDENCE ? t` Low confidence (${scope(asOf).percent('confidence', 'confidence', confidence)}).` : '';
}
