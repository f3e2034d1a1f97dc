import type { Text } from '../../facts/figure.ts';
import type { Button, Part, Row, Tone } from '../card.ts';
import { PAGE_SIZE } from '../inputs.ts';
import { listed, t } from '../text.ts';
import { linesOf } from './parts.ts';
import { type Shown, shown } from './shown.ts';

/** One account of a list. */
export interface Line extends Row {
  /** What was asked for. */
  figure: Text;
  /** One more thing worth knowing, or two. */
  more?: readonly Text[];
}

export interface Listing {
  point: Text;
  header: Text;
  tone?: Tone;
  lines: readonly Line[];
  /** So many of them are shown; all where nothing is said. */
  most?: number;
  /** What the card shows in place of a line an account. */
  body?: Shown['body'];
  /** The reasons, where they are told otherwise than the lines. */
  why?: readonly Text[];
  /** What is said where nothing is listed. */
  none?: readonly Text[];
  /** The same rows with everything in them, behind a button. */
  table?: Part[];
  /** The table holds what was asked for and the lines have no room for. */
  full?: boolean;
  /** How many pages there are: of several, the table holds one. */
  pages?: number;
  next?: readonly (Button | null | undefined | false)[];
  context?: Part;
}

const OPENED = 3;

/** What the table behind a list is called: it shows all only where it holds every row, and the list does not. */
export const tableLabel = (pages = 1, listed = false): string => (pages > 1 ? 'This page as a table' : listed ? 'As a table' : 'Show all');

/** What heads lines of which a page shows some: "Engagements, 1 to 10 of 21". */
export function ofAll(heading: string, shown: number, { page, total }: { page: number; total: number }): string {
  const first = (page - 1) * PAGE_SIZE + 1;
  return shown === total ? heading : `${heading}, ${shown > 1 ? `${first} to ${first + shown - 1}` : first} of ${total}`;
}

export const lineText = ({ name, figure, more = [] }: Line): Text => t`${name}: ${listed([figure, ...more])}`;

/** The buttons that open the first rows, each once however many rows are about the same. */
export const opening = (rows: readonly Row[]): Button[] =>
  [...new Map(rows.flatMap(({ open }) => (open ? [[JSON.stringify(open), open] as const] : []))).values()].slice(0, OPENED);

/** What a tool that lists shows, readable on a phone: the first lines as its summary, a line an account, the first ones open by a button, the table behind a button. */
export const listShown = <Output>(listing: (output: Output) => Listing) =>
  shown((output: Output): Shown => {
    const { lines, most, why = lines.map(lineText), none = [], table = [], next = [], body, pages, full, ...rest } = listing(output);
    const label = tableLabel(pages, !body && lines.length <= (most ?? lines.length));
    return {
      ...rest,
      why: lines.length > 0 ? why : none,
      rows: lines.map(({ name, open }) => ({ name, ...(open ? { open } : {}) })),
      body: body ?? linesOf(null, lines.slice(0, most), ({ name, figure, more = [] }) => t`**${name}** ${listed([figure, ...more])}`),
      next: [...opening(lines), ...next],
      sections: { [label]: table },
      ...(full ? { full: label } : {}),
    };
  });
