import type { KnownBlock } from '@slack/types';
import type { Finding } from '../../agents/facts/finding.ts';
import type { Part } from '../../agents/kit/card.ts';
import { evidenceText } from '../../agents/kit/present/evidence.ts';
import { figureText } from './numbers.ts';
import { contexts, sections, showMore } from './objects.ts';
import { clip } from './text.ts';

const FIGURES = 30;
const SOURCES = 3;

/** Figures as numbered lines, then their sources as small text under the same numbers. */
export function evidence(part: Extract<Part<string>, { type: 'evidence' }>): KnownBlock[] {
  const shown = part.figures.slice(0, FIGURES);
  const number = (index: number) => (shown.length > 1 ? `${index + 1}. ` : '');
  const lines = shown.map((figure, index) => `${number(index)}${line(figure)}`).join('\n');
  const sources = shown.flatMap((figure, index) => (figure.evidence.length > 0 ? [`${number(index)}${source(figure)}`] : [])).join('\n');
  return [
    ...sections(`**${part.title}**`),
    ...sections(lines),
    ...contexts([sources]),
    ...(part.figures.length > shown.length ? [showMore(`${part.figures.length - shown.length} further figures`)] : []),
  ];
}

function line({ label, value, unit, text, contribution }: Finding<string>): string {
  const said = text.trim() || `${label}: ${figureText(value, unit)}`;
  const rounded = Math.round(contribution * 10) / 10;
  return rounded === 0 ? said : `${said} (${rounded > 0 ? '+' : '−'}${figureText(Math.abs(rounded), 'points')})`;
}

function source(figure: Finding<string>): string {
  const shown = figure.evidence.slice(0, SOURCES).map((each) => clip(evidenceText(each), 200));
  const more = figure.evidence.length - shown.length;
  return [...shown, ...(more > 0 ? [`${more} more`] : [])].join(', ');
}
