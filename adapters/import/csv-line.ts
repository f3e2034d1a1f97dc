/** A record as far as it is read: its cells, and what a quoted cell holds so far that goes on in the next line. */
export interface Begun {
  cells: string[];
  open?: string;
}

export const AFTER_MARK = 'text follows a closing quotation mark; a quotation mark inside a cell is written twice';
export const INSIDE_CELL = 'a quotation mark stands inside a cell without quotation marks around it';

/** Reads one more line of a record, or says why it is none. Pure. */
export function readLine(raw: string, delimiter: string, begun: Begun = { cells: [] }): Begun | { problem: string } {
  const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
  const cells = [...begun.cells];
  let { open } = begun;
  for (let at = 0; ; at++) {
    if (open !== undefined || line[at] === '"') {
      const { text, end } = quoted(line, open === undefined ? at + 1 : at);
      const cell: string = (open ?? '') + text;
      if (end === undefined) return { cells, open: `${cell}${raw.slice(line.length)}\n` };
      cells.push(cell);
      open = undefined;
      at = end;
    } else {
      const next = line.indexOf(delimiter, at);
      const end = next < 0 ? line.length : next;
      const cell = line.slice(at, end);
      if (cell.includes('"')) return { problem: INSIDE_CELL };
      cells.push(cell);
      at = end;
    }
    if (at >= line.length) return { cells };
    if (line[at] !== delimiter) return { problem: AFTER_MARK };
  }
}

/** What stands up to the closing mark, doubled marks read as one, and where the cell ends; without an end it goes on. */
function quoted(line: string, from: number): { text: string; end?: number } {
  let text = '';
  for (let at = from; ; ) {
    const mark = line.indexOf('"', at);
    if (mark < 0) return { text: text + line.slice(at) };
    text += line.slice(at, mark);
    if (line[mark + 1] !== '"') return { text, end: mark + 1 };
    text += '"';
    at = mark + 2;
  }
}
