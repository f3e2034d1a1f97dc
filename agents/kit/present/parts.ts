import type { Text } from '../../facts/figure.ts';
import type { Part } from '../card.ts';
import { linesPart } from './card.ts';

/** What a card says at a glance, each value under its label. */
export const fieldsPart = (fields: Record<string, Text>): Part => ({
  type: 'fields',
  fields: Object.entries(fields).map(([label, value]) => ({ label, value })),
});

/** A table by the labels of its columns; nothing where it has no rows. */
export const tablePart = (title: Text | null, columns: readonly string[], rows: Text[][]): Part[] =>
  rows.length === 0 ? [] : [{ type: 'table', ...(title === null ? {} : { title }), columns: columns.map((label) => ({ label })), rows }];

/** A paragraph; nothing where there is nothing to say. */
export const textPart = (text: Text | null | undefined): Part[] => (text ? [{ type: 'text', text }] : []);

/** A line each of some things, under a heading; nothing where there are none. */
export const linesOf = <Item>(title: Text | null, items: readonly Item[], line: (item: Item, index: number) => Text): Part[] =>
  linesPart(title, items.map(line));
