/** Reads a table that a reply draws, line by line. */
export interface TableReader {
  /** A row under a header as a sentence, which says each cell beside its column's name; any other line as it is. */
  told(line: string): string;
}

const ROW = /^\s*\|(.*)\|\s*$/;

export function createTableReader(): TableReader {
  let columns: readonly string[] | undefined;
  return {
    told(line) {
      const [, inside] = ROW.exec(line) ?? [];
      const cells = inside?.split('|').map((cell) => cell.trim());
      const [label, ...rest] = cells ?? [];
      if (!cells || !columns || columns.length !== cells.length) {
        columns = cells;
        return line;
      }
      return `${label}: ${rest.map((cell, at) => `${columns?.[at + 1]} ${cell}`).join('; ')}`;
    },
  };
}
