import type { Text } from '../../facts/figure.ts';
import type { Finding } from '../../facts/finding.ts';
import type { Button, Card, Part, Row, Section, Tone } from '../card.ts';
import { t } from '../text.ts';
import { buttonRow } from './buttons.ts';

/** What is shown on demand, by the label of its button, in that order. */
export type Sections = Readonly<Record<string, readonly Part[]>>;

interface Shape {
  point: Text;
  header?: Text;
  tone?: Tone;
  /** What the point and the reasons lack. */
  body?: readonly Part[];
  /** One to three next steps, the best one first. */
  next?: readonly (Button | null | undefined | false)[];
  /** What is listed. */
  rows?: readonly Row[];
  /** By the label of the button each gets by itself; one without content gets none. */
  sections?: Sections;
  /** Of the sections the one that holds what was asked for and the lines have no room for. */
  full?: string | undefined;
  /** Asks whether it helped. */
  feedback?: boolean;
  context?: Part;
}

/** A card in the order people read it. Its sections' buttons are made here, so that none shows what is not there. */
export function cardOf({ point, header, tone, body = [], next = [], rows = [], sections = {}, full, feedback, context }: Shape): Card {
  const hidden = Object.entries(sections).flatMap(([label, parts]): Section[] =>
    parts.length > 0 ? [{ label, parts: [...parts], ...(label === full ? { full: true } : {}) }] : [],
  );
  const shows = hidden.map(({ label }, section): Button => ({ label, effect: { type: 'show', section } }));
  return {
    point,
    parts: [
      ...(header === undefined ? [] : [{ type: 'header' as const, text: header, ...(tone ? { tone } : {}) }]),
      ...body,
      ...buttonRow([...next, ...shows]),
      ...(feedback ? [{ type: 'feedback' } as const] : []),
      ...(context ? [context] : []),
    ],
    sections: hidden,
    ...(rows.length > 0 ? { rows: [...rows] } : {}),
  };
}

/** Findings under a title; nothing where there are none. */
export const evidencePart = (title: string, figures: readonly Finding[]): Part[] =>
  figures.length > 0 ? [{ type: 'evidence', title, figures: [...figures] }] : [];

/** Every finding with what it rests on, and how the result comes out of them. */
export const findingsPart = (figures: readonly Finding[], title: string, how?: Text): Part[] =>
  figures.length === 0 || how === undefined
    ? evidencePart(title, figures)
    : [...evidencePart(title, figures), { type: 'context', text: how }];

/** Lines under a heading; nothing where there are none. */
export function linesPart(title: Text | null, lines: readonly Text[]): Part[] {
  if (lines.length === 0) return [];
  const body = lines.reduce((text: Text, line, index) => (index === 0 ? t`• ${line}` : t`${text}\n• ${line}`), '');
  return [{ type: 'text', text: title === null ? body : t`**${title}**\n${body}` }];
}
