import type { Text } from '../../facts/figure.ts';
import type { Button, Part, Tone } from '../card.ts';
import { listed, t } from '../text.ts';
import { linesOf } from './parts.ts';
import { type Shown, shown } from './shown.ts';

/** One account of a list. */
export interface Line {
  name: string;
  /** What was asked for. */
  figure: Text;
  /** One more thing worth knowing, or two. */
  more?: readonly Text[];
  /** Opens it. */
  open?: Button;
}

export interface Listing {
  point: Text;
  header: Text;
  tone?: Tone;
  lines: readonly Line[];
  /** What the card shows in place of a line an account. */
  body?: Shown['body'];
  /** The reasons, where they are told otherwise than the lines. */
  why?: readonly Text[];
  /** What is said where nothing is listed. */
  none?: readonly Text[];
  /** The same rows with everything in them, behind a button. */
  table?: Part[];
  /** How many pages there are: of several, the table holds one. */
  pages?: number;
  next?: readonly (Button | null | undefined | false)[];
  context?: Part;
}

const OPENED = 3;

/** What the table behind a list is called: only one that holds every row shows all. */
export const tableLabel = (pages = 1): string => (pages > 1 ? 'This page as a table' : 'Show all');

export const lineText = ({ name, figure, more = [] }: Line): Text => t`${name}: ${listed([figure, ...more])}`;

/** The first ones open, each by one button however many lines are about it. */
const opening = (lines: readonly Line[]): Button[] =>
  [...new Map(lines.flatMap(({ open }) => (open ? [[JSON.stringify(open), open] as const] : []))).values()].slice(0, OPENED);

/** What a tool that lists shows, readable on a phone: the first lines as its summary, a line an account, the first ones open by a button, the table behind a button. */
export const listShown = <Output>(listing: (output: Output) => Listing) =>
  shown((output: Output): Shown => {
    const { lines, why = lines.map(lineText), none = [], table = [], next = [], body, pages, ...rest } = listing(output);
    return {
      ...rest,
      why: lines.length > 0 ? why : none,
      body: body ?? linesOf(null, lines, ({ name, figure, more = [] }) => t`**${name}** ${listed([figure, ...more])}`),
      next: [...opening(lines), ...next],
      sections: { [tableLabel(pages)]: table },
    };
  });
