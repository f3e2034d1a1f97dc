import type { Figure, Text } from '../facts/figure.ts';
import type { Finding } from '../facts/finding.ts';
import type { Card, Part } from './card.ts';
import type { Summary } from './define-agent.ts';
import { figuresOf, plain } from './text.ts';

/** Where a text stands: a table cell has room for exact figures, a line is read on a phone. */
type Place = 'line' | 'cell';
type Word<A, B> = (text: A, place: Place) => B;

/** A card with every text of it put through `word`, in the order they are read. */
function mapCard<A, B>({ point, parts, sections, stands }: Card<A>, word: Word<A, B>): Card<B> {
  return {
    point: word(point, 'line'),
    parts: parts.map((part) => mapPart(part, word)),
    sections: sections.map((section) => ({ ...section, parts: section.parts.map((part) => mapPart(part, word)) })),
    ...(stands ? { stands } : {}),
  };
}

function mapPart<A, B>(part: Part<A>, word: Word<A, B>): Part<B> {
  const line = (text: A): B => word(text, 'line');
  switch (part.type) {
    case 'header':
    case 'text':
    case 'context':
      return { ...part, text: line(part.text) };
    case 'fields':
      return { ...part, fields: part.fields.map(({ label, value }) => ({ label: line(label), value: line(value) })) };
    case 'table': {
      const { title, ...table } = part;
      return {
        ...table,
        ...(title === undefined ? {} : { title: line(title) }),
        rows: part.rows.map((row) => row.map((cell) => word(cell, 'cell'))),
      };
    }
    case 'chart': {
      const { marks, ...chart } = part;
      return {
        ...chart,
        title: line(part.title),
        alt: line(part.alt),
        ...(marks ? { marks: marks.map(({ x, label }) => ({ x, label: line(label) })) } : {}),
      };
    }
    case 'evidence':
      return { ...part, figures: part.figures.map((finding): Finding<B> => ({ ...finding, text: line(finding.text) })) };
    case 'file':
    case 'input':
    case 'buttons':
    case 'feedback':
      return part;
  }
}

/** What every renderer starts from: short figures in lines, exact ones in tables. */
export const worded = (card: Card): Card<string> => mapCard(card, (text, place) => plain(text, { exact: place === 'cell' }));

export const wordedSummary = ({ point, why }: Summary): Summary<string> => ({ point: plain(point), why: why.map((line) => plain(line)) });

/** The point and the reasons as lines. */
export function summaryLines(summary: Summary, reasons = Number.POSITIVE_INFINITY): string {
  const { point, why } = wordedSummary(summary);
  return [point, ...why.slice(0, reasons).map((line) => `- ${line}`)].join('\n');
}

/** Every figure of what is shown, hidden sections included, each once: what a reply may be held against. */
export function figuresIn(card: Card, summary?: Summary): Figure[] {
  const texts: Text[] = summary ? [summary.point, ...summary.why] : [];
  mapCard(card, (text) => texts.push(text));
  const figures = texts.flatMap(figuresOf);
  const keyOf = ({ evidence, ...figure }: Figure) => JSON.stringify(figure);
  return [...new Map(figures.map((each) => [keyOf(each), each])).values()];
}
