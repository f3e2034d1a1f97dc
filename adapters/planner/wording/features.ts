import { plainOf } from '../reading/dates.ts';
import { kept } from '../words/kept.ts';

/** Places of names and figures in a masked text, and words. */
const TOKEN = /x(?:account|person|money|percent|span|date|number)\b|\p{L}+(?:['’]\p{L}+)?|\d[\d.,:]*|\?/giu;
const FIGURE = /^(?:x(?:money|percent|span|date|number)|\d.*)$/;
const PLACE = /^(?:x(?:account|person)|[#?])$/;

/** How much each kind of feature says beside a word. */
const WEIGHTS = { word: 1, pair: 0.7, piece: 0.2, opening: 0.7, place: 1, after: 2.5 };
/** Letters of a piece of a word. */
const PIECE = 4;
/** Words of a wish that says little by itself. */
const FEW = 3;

export const tokensOf = (masked: string): string[] =>
  [...plainOf(masked).toLowerCase().matchAll(TOKEN)].map(([token]) => (FIGURE.test(token) ? '#' : token));

/** A feature of a wish, with its weight. */
type Add = (feature: string, weight: number) => void;

/**
 * What of a wish tells which tool is meant, each with its weight: its words, pairs of them and pieces of each (so that what
 * is misspelt or inflected is like what is not), how it opens, whether it names anybody, and what was answered before it.
 */
export function featuresOf(masked: string, after?: string): Map<string, number> {
  const features = wholeFeaturesOf(masked, after);
  for (const [feature, weight] of [...features])
    eachPiece(feature, (piece, part) => features.set(piece, (features.get(piece) ?? 0) + weight * part));
  return features;
}

/** The same without pieces of words. */
export function wholeFeaturesOf(masked: string, after?: string): Map<string, number> {
  const tokens = tokensOf(masked);
  const features = new Map<string, number>();
  const add: Add = (feature, weight) => features.set(feature, (features.get(feature) ?? 0) + weight);
  for (const [at, token] of tokens.entries()) {
    add(token, WEIGHTS.word);
    if (at > 0) add(`${tokens[at - 1]} ${token}`, WEIGHTS.pair);
  }
  add(`^${tokens[0] ?? ''}`, WEIGHTS.opening);
  if (!tokens.includes('xaccount')) add('^names nobody', WEIGHTS.place);
  if (tokens.length <= FEW) add('^short', WEIGHTS.place);
  add(after ? '^goes on' : '^alone', WEIGHTS.place);
  if (after) add(`^after ${after}`, WEIGHTS.after);
  return features;
}

/** The pieces of a feature that is a word. */
export function eachPiece(feature: string, add: Add): void {
  if (PLACE.test(feature) || feature.startsWith('^') || feature.includes(' ')) return;
  for (const piece of piecesOf(`<${feature}>`)) add(piece, WEIGHTS.piece);
}

const piecesOf = kept((word: string): string[] =>
  Array.from({ length: Math.max(0, word.length - PIECE + 1) }, (_, from) => `_${word.slice(from, from + PIECE)}`),
);
