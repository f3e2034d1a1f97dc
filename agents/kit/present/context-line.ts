import type { Figure, Text } from '../../facts/figure.ts';
import type { Card, Part } from '../card.ts';
import { listed, plain, t } from '../text.ts';
import { figuresOf } from './figures.ts';

/** From here on a confidence is said in the context line only; below, in the first line too. */
export const LOW_CONFIDENCE = 0.6;

interface Basis {
  /** ISO 8601; null before anything was computed. */
  asOf: string | null;
  /** 0 to 1; or, where lists show it too, the figure in %. */
  confidence?: number | Figure | null;
  missing?: readonly string[];
  /** Which accounts, filters and assumptions the answer took that the question did not say. */
  used?: readonly Text[];
  notes?: readonly Text[];
}

const scope = (asOf: string) => figuresOf({ kind: 'group', id: 'answer', name: 'this answer' }, asOf);

/** A bare share belongs to this answer alone; where lists show it too, it is the account's figure. */
const sure = (confidence: number | Figure): string | Figure =>
  typeof confidence === 'number' ? `${Math.round(confidence * 100)} %` : confidence;

/** So many gaps are named beside an answer; the section that tells what it rests on names them all. */
const MOST_MISSING = 4;
const shortened = (missing: readonly string[]): string =>
  missing.length <= MOST_MISSING + 1
    ? missing.join('; ')
    : `${missing.slice(0, MOST_MISSING).join('; ')} and ${missing.length - MOST_MISSING} more`;

/** What the answer rests on: as of when, how sure, what is missing, what was assumed. */
export function contextLine({ asOf, confidence, missing, used = [], notes = [] }: Basis): Part {
  const parts: Text[] = [
    asOf === null ? 'Not computed yet' : t`As of ${scope(asOf).date('as_of', 'as of', asOf)}`,
    ...(confidence == null || asOf === null ? [] : [t`Confidence ${sure(confidence)}`]),
    ...(missing === undefined ? [] : [missing.length > 0 ? `Missing: ${shortened(missing)}` : 'Nothing missing']),
    ...(used.length > 0 ? [t`Used: ${listed(used)}`] : []),
    ...notes,
  ];
  return { type: 'context', text: listed(parts, ' · ') };
}

/** Added to the first line where the confidence is low. */
export function doubt(confidence: number | Figure, when = ''): Text {
  const share = typeof confidence === 'number' ? confidence : Number(confidence.value) / 100;
  return share < LOW_CONFIDENCE ? t` Low confidence${when} (${sure(confidence)}).` : '';
}

/** The card with what has to be said beside the answer, in its context line; what it says already is not repeated. */
export function withNotes(card: Card, notes: Iterable<string>): Card {
  const last = card.parts.findLast((part) => part.type === 'context');
  const missing = [...notes].filter((note) => !last || !plain(last.text).includes(note));
  if (missing.length === 0) return card;
  const line: Part = { type: 'context', text: listed([...(last ? [last.text] : []), ...missing], ' · ') };
  return { ...card, parts: last ? card.parts.map((part) => (part === last ? line : part)) : [...card.parts, line] };
}
