import { Transform } from 'node:stream';

const QUOTE = 0x22;
const LF = 0x0a;
const CR = 0x0d;
const CLOSING = Buffer.from('"');

/**
 * Cuts off what a cell holds beyond `limit` bytes (a few more pass, so that the cell shows as too large), and the
 * rest of a file after a quotation mark nobody closes. The parser behind it therefore needs no more memory than a cell.
 */
export function createCellGuard(delimiter: string, limit: number): Transform {
  const separator = delimiter.charCodeAt(0);
  const most = limit + 3;
  let size = 0;
  /** Whether the mark that may close the cell was cut off. */
  let held = false;
  let state: 'start' | 'plain' | 'quoted' | 'closing' = 'start';
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const kept: Buffer[] = [];
      let from = 0;
      for (let at = 0; at < chunk.length; at++) {
        const byte = chunk[at];
        const wasClosing = state === 'closing';
        // The second mark of a pair follows the first.
        const cut = wasClosing && byte === QUOTE ? held : size > most;
        if (state === 'quoted') {
          if (byte === QUOTE) {
            state = 'closing';
            held = cut;
          }
        } else if (wasClosing && byte === QUOTE) state = 'quoted';
        else if (byte === separator || byte === LF || byte === CR) state = 'start';
        else if (state === 'start' && byte === QUOTE) state = 'quoted';
        else state = 'plain';
        if (held && wasClosing && state !== 'quoted') kept.push(CLOSING); // the mark did close the cell
        if (state === 'start') size = 0;
        else size++;
        if (!cut || state === 'start') continue;
        if (from < at) kept.push(chunk.subarray(from, at));
        from = at + 1;
      }
      if (from < chunk.length) kept.push(chunk.subarray(from));
      done(null, kept.length === 1 ? kept[0] : Buffer.concat(kept));
    },
  });
}
