import type { KnownBlock } from '@slack/types';
import type { Part } from '../../agents/kit/card.ts';
import { evidenceInWords } from '../../bot/card-words.ts';
import { contexts, sections, showMore } from './objects.ts';

/** Figures as numbered lines, then their sources as small text under the same numbers. */
export function evidence(part: Extract<Part<string>, { type: 'evidence' }>): KnownBlock[] {
  const { lines, sources, more } = evidenceInWords(part.figures);
  return [
    ...sections(`**${part.title}**`),
    ...sections(lines.join('\n')),
    ...contexts([sources.join('\n')]),
    ...(more > 0 ? [showMore(`${more} further figures`)] : []),
  ];
}
