import {
  AlignmentType,
  BorderStyle,
  Document,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import { COLOR, FONT } from './look.ts';

export const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

export type Block =
  | { type: 'title' | 'heading' | 'text' | 'small'; text: string }
  | {
      type: 'table';
      /** In twentieths of a point. */
      widths: readonly number[];
      rows: readonly (readonly string[])[];
      head?: boolean;
      total?: boolean;
      right?: readonly number[];
    };

interface Look {
  /** In half points. */
  size: number;
  bold?: boolean;
  color?: string;
  before?: number;
  after?: number;
}

const LOOKS: Record<Exclude<Block['type'], 'table'>, Look> = {
  title: { size: 40, bold: true, color: COLOR.dark, after: 80 },
  heading: { size: 24, bold: true, color: COLOR.green, before: 260, after: 100 },
  text: { size: 21, after: 80 },
  small: { size: 17, color: COLOR.grey, before: 60, after: 60 },
};
const PAGE = { size: { width: 11_906, height: 16_838 }, margin: { top: 1134, right: 1134, bottom: 1021, left: 1134 } };

/** A word-processor document of titles, paragraphs and tables, A4, as a .docx file. */
export async function renderDocx(blocks: readonly Block[], title: string): Promise<Uint8Array> {
  const children = blocks.map((block) => (block.type === 'table' ? table(block) : paragraph(block.text, LOOKS[block.type])));
  return Packer.toBuffer(new Document({ title, creator: 'Greendoor', sections: [{ properties: { page: PAGE }, children }] }));
}

function paragraph(text: string, { size, bold = false, color = COLOR.text, before = 0, after = 0 }: Look, right = false): Paragraph {
  return new Paragraph({
    spacing: { before, after },
    alignment: right ? AlignmentType.RIGHT : AlignmentType.LEFT,
    children: [new TextRun({ text, font: FONT, size, bold, color })],
  });
}

function table({ widths, rows, head, total, right = [] }: Extract<Block, { type: 'table' }>): Table {
  const line = { style: BorderStyle.SINGLE, size: 4, color: COLOR.line };
  const none = { style: BorderStyle.NONE, size: 0, color: COLOR.line };
  return new Table({
    width: { size: widths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
    columnWidths: [...widths],
    layout: TableLayoutType.FIXED,
    borders: { top: none, left: none, right: none, insideVertical: none, bottom: line, insideHorizontal: line },
    rows: rows.map((row, index) => {
      const first = head === true && index === 0;
      const last = total === true && index === rows.length - 1;
      const fill = first ? COLOR.green : last ? COLOR.wash : undefined;
      const children = row.map((text, column) => {
        const bold = first || last || (!head && column === 0);
        const look = { size: 20, bold, color: first ? COLOR.white : COLOR.text, before: 50, after: 50 };
        return new TableCell({
          width: { size: widths[column] ?? 0, type: WidthType.DXA },
          ...(fill ? { shading: { fill } } : {}),
          children: [paragraph(text, look, right.includes(column))],
        });
      });
      return new TableRow({ children });
    }),
  });
}
