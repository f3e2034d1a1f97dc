import type { Figure, Text } from '../../facts/figure.ts';
import type { Part } from '../card.ts';
import { t } from '../text.ts';
import { linesOf } from './parts.ts';

/** A figure by itself may stand where a text does. */
export type Cell = Text | Figure;

const isFigure = (cell: Cell): cell is Figure => typeof cell === 'object' && !Array.isArray(cell);
const textOf = (cell: Cell): Text => (isFigure(cell) ? [cell] : cell);
const isEmpty = (text: Text): boolean => text === '' || text === '–';
const beginsWithFigure = (text: Text): boolean => typeof text !== 'string' && typeof text[0] === 'object';

/** A table; columns of figures stand to the right. Nothing where there is no row. */
export function tablePart(title: Text | null, labels: readonly string[], cells: readonly (readonly Cell[])[]): Part[] {
  if (cells.length === 0) return [];
  const rows = cells.map((row) => row.map(textOf));
  const columns = labels.map((label, index) => {
    const told = rows.map((row) => row[index] ?? '').filter((text) => !isEmpty(text));
    return told.length > 0 && told.every(beginsWithFigure) ? { label, align: 'right' as const } : { label };
  });
  return [{ type: 'table', ...(title === null ? {} : { title }), columns, rows }];
}

/** A table of some things, a row each with what stands under each label. Nothing where there are none. */
export function tableOf<Item>(title: Text | null, items: readonly Item[], row: (item: Item) => Readonly<Record<string, Cell>>): Part[] {
  const rows = items.map(row);
  return tablePart(title, Object.keys(rows[0] ?? {}), rows.map(Object.values));
}

/** Several tables of one message: the first stands as a table, whose rows `line` tells in every other. */
export const tableThenLines = (
  tables: readonly { title: Text; rows: readonly (readonly Cell[])[] }[],
  labels: readonly string[],
  line: (...row: Text[]) => Text,
): Part[] =>
  tables.flatMap(({ title, rows }, index) =>
    index === 0 ? tablePart(title, labels, rows) : linesOf(title, rows, (row) => line(...row.map(textOf))),
  );

/** Labels with what they are; those that are not there are left out. */
export type Fields = readonly (readonly [label: string, value: Cell] | null | undefined | false | '')[];

export const labelled = (fields: Fields) => fields.flatMap((field) => (field ? [{ label: field[0], value: t`${field[1]}` }] : []));
export const fieldsPart = (fields: Fields): Part => ({ type: 'fields', fields: labelled(fields) });
