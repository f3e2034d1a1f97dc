import { OperatorError } from '../../agents/kit/errors.ts';
import { decoded, lines, type Piece } from './lines.ts';
import { MAX_ROW, type ReadRow, refuseDamaged, TOO_LARGE } from './read-row.ts';

/** Rows of newline-delimited JSON, numbered by line. */
export async function* ndjsonRows(path: string): AsyncGenerator<ReadRow> {
  let number = 0;
  for await (const { text, tooLarge } of lines(path)) {
    number++;
    if (tooLarge) yield { number, problem: TOO_LARGE, size: 0 };
    else if (text.trim() !== '') yield rowOf(text, number);
  }
}

/** The objects of a JSON array, of the one list in what an API answered, or a single object; numbered from 1. */
export async function* jsonRows(path: string): AsyncGenerator<ReadRow> {
  let number = 0;
  for await (const { text, tooLarge } of elements(path)) {
    number++;
    if (tooLarge) yield { number, problem: TOO_LARGE, size: 0 };
    else yield* opened(rowOf(text, number));
  }
}

/** What an API says of a list beside the list. */
const BESIDE =
  /^(?:object|url|hasmore|count|size|total\w*|next\w*|prev\w*|paging|pages?|perpage|meta|links|done|offset|limit|(?:after|before)\w*|cursor|endofstream)$/;

function* opened(read: ReadRow): Generator<ReadRow> {
  const list = 'problem' in read ? undefined : listIn(read.row);
  if (!list) return yield read;
  for (const [index, row] of list.entries()) yield { number: index + 1, row: withProperties(row), size: read.size / list.length };
}

/** HubSpot and Mixpanel keep the fields of an object one level down. */
const withProperties = ({ properties, ...others }: Record<string, unknown>): Record<string, unknown> =>
  isObject(properties) ? { ...others, ...properties } : properties === undefined ? others : { ...others, properties };

function listIn(row: Record<string, unknown>): Record<string, unknown>[] | undefined {
  const lists = Object.entries(row).filter(([, value]) => Array.isArray(value));
  const [name, list] = lists[0] ?? [];
  const others = Object.keys(row).filter((each) => each !== name);
  if (lists.length !== 1 || !others.every((each) => BESIDE.test(each.toLowerCase().replace(/[^a-z]/g, '')))) return undefined;
  return Array.isArray(list) && list.length > 0 && list.every(isObject) ? list : undefined;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

function rowOf(text: string, number: number): ReadRow {
  let row: unknown;
  try {
    row = JSON.parse(text);
  } catch {
    return { number, problem: 'is not JSON', row: { text: text.slice(0, 1000) }, size: 1000 };
  }
  if (typeof row !== 'object' || row === null || Array.isArray(row)) return { number, problem: 'is not an object with fields', size: 0 };
  return refuseDamaged({ number, row: withProperties(row as Record<string, unknown>), size: text.length });
}

/** The texts of a top-level array's elements, found by brackets and quotation marks alone. */
async function* elements(path: string): AsyncGenerator<Piece> {
  let depth = 0;
  let quoted = false;
  let escaped = false;
  let outer: '[' | '{' | undefined;
  let text = '';
  let tooLarge = false;
  let closed = false;
  for await (const chunk of decoded(path)) {
    let from = 0;
    const keep = (to: number) => {
      tooLarge ||= text.length + to - from > MAX_ROW;
      text = tooLarge ? '' : text + chunk.slice(from, to);
    };
    for (let at = 0; at < chunk.length; at++) {
      const sign = chunk[at] ?? '';
      if (quoted) {
        if (escaped) escaped = false;
        else if (sign === '\\') escaped = true;
        else if (sign === '"') quoted = false;
        continue;
      }
      if (outer === undefined) {
        if (/\s/.test(sign)) continue;
        if (sign !== '[' && sign !== '{') throw new OperatorError('The file is not a JSON array of objects.');
        outer = sign;
        depth = 1;
        from = sign === '[' ? at + 1 : at;
        continue;
      }
      if (closed) {
        if (!/\s/.test(sign))
          throw new OperatorError('Something follows the end of the JSON array; one row a line is NDJSON: name the file .ndjson.');
        continue;
      }
      if (sign === '"') quoted = true;
      else if (sign === '{' || sign === '[') depth++;
      else if (sign === '}' || sign === ']') depth--;
      const ends = depth === 0;
      if (!ends && !(sign === ',' && depth === 1 && outer === '[')) continue;
      keep(outer === '{' ? at + 1 : at);
      closed = ends;
      if (tooLarge || text.trim() !== '') yield { text, tooLarge };
      text = '';
      tooLarge = false;
      from = at + 1;
    }
    if (outer !== undefined && !closed) keep(chunk.length);
  }
  if (outer === undefined) throw new OperatorError('The file is empty.');
  if (!closed) yield { text: text || ' ', tooLarge };
}
