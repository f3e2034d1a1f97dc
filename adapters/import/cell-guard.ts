import { Transform } from 'node:stream';

const QUOTE = 0x22;
const LF = 0x0a;
const CR = 0x0d;

/**
 * Cuts off what a cell holds beyond `limit` bytes (one byte more passes, so that the cell shows as too large),
 * and the rest of a file after a quotation mark nobody closes. The parser behind it therefore needs no more memory than a cell.
 */
export function createCellGuard(delimiter: string, limit: number): Transform {
  const separator = delimiter.charCodeAt(0);
  let size = 0;
  let state: 'start' | 'plain' | 'quoted' | 'closing' = 'start';
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const kept: Buffer[] = [];
      let from = 0;
      for (let at = 0; at < chunk.length; at++) {
        const byte = chunk[at];
        const ends = byte === separator || byte === LF || byte === CR;
        if (state === 'quoted') {
          if (byte === QUOTE) state = 'closing';
        } else if (state === 'closing' && byte === QUOTE) state = 'quoted';
        else if (ends) state = 'start';
        else if (state === 'start' && byte === QUOTE) state = 'quoted';
        else state = 'plain';
        if (state === 'start' || state === 'closing') size = state === 'start' ? 0 : size;
        else size++;
        if (size > limit + 1 && state !== 'start' && state !== 'closing') {
          if (from < at) kept.push(chunk.subarray(from, at));
          from = at + 1;
        }
      }
      if (from < chunk.length) kept.push(chunk.subarray(from));
      done(null, kept.length === 1 ? kept[0] : Buffer.concat(kept));
    },
  });
}
