import type { Card, Part } from '../../agents/kit/card.ts';
import type { Summary } from '../../agents/kit/define-agent.ts';
import { summaryLines, worded } from '../../agents/kit/worded.ts';

/** A card and its summary as lines, each text with what stands beside it: what can be read of them without a screen. */
export function linesOf(card: Card, summary?: Summary): string[] {
  const { point, parts, sections } = worded(card);
  const lines = (part: Part<string>): string[] => {
    switch (part.type) {
      case 'header':
      case 'text':
      case 'context':
        return part.text.split('\n');
      case 'fields':
        return part.fields.map(({ label, value }) => `${label}: ${value}`);
      case 'table':
        return [part.title ?? '', part.columns.map(({ label }) => label).join(' | '), ...part.rows.map((row) => row.join(' | '))];
      case 'chart':
        return [part.title, part.alt, ...(part.marks ?? []).map(({ x, label }) => `${x}: ${label}`)];
      case 'evidence':
        return [part.title, ...part.figures.map(({ text }) => text)];
      default:
        return [];
    }
  };
  const said = summary ? summaryLines(summary).split('\n') : [];
  const all = [...said, point, ...parts.flatMap(lines), ...sections.flatMap((section) => [section.label, ...section.parts.flatMap(lines)])];
  return [...new Set(all.filter((line) => line.trim() !== ''))];
}
