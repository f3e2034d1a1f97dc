import type { Text } from '../../facts/figure.ts';
import type { Part } from '../card.ts';
import { linesPart } from './card.ts';

/** A paragraph; nothing where there is nothing to say. */
export const textPart = (text: Text | null | undefined): Part[] => (text ? [{ type: 'text', text }] : []);

/** A remark in small print; nothing where there is nothing to say. */
export const notePart = (text: Text | null | undefined | false): Part[] => (text ? [{ type: 'context', text }] : []);

/** A line each of some things, under a heading; nothing where there are none. */
export const linesOf = <Item>(title: Text | null, items: readonly Item[], line: (item: Item, index: number) => Text): Part[] =>
  linesPart(title, items.map(line));
