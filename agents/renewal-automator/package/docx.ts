import JSZip from 'jszip';
import { COLOR, FONT } from './theme.ts';

export type Block =
  | { type: 'title' | 'heading' | 'text' | 'small'; text: string }
  | {
      type: 'table';
      widths: readonly number[];
      rows: readonly (readonly string[])[];
      head?: boolean;
      total?: boolean;
      right?: readonly number[];
    };

const MAIN = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006';

/** A word-processor document of titles, paragraphs and tables, A4, as a .docx file. Widths are in twentieths of a point. */
export async function renderDocx(blocks: readonly Block[], title: string): Promise<Uint8Array> {
  const zip = new JSZip();
  const types = [
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
    '<Default Extension="xml" ContentType="application/xml"/>',
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>',
    '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>',
  ].join('');
  zip.file('[Content_Types].xml', `${HEAD}<Types xmlns="${PACKAGE}/content-types">${types}</Types>`);
  zip.file(
    '_rels/.rels',
    `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="${PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`,
  );
  zip.file(
    'docProps/core.xml',
    `${HEAD}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${escaped(title)}</dc:title></cp:coreProperties>`,
  );
  const page =
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1021" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>';
  zip.file(
    'word/document.xml',
    `${HEAD}<w:document xmlns:w="${MAIN}"><w:body>${blocks.map(blockXml).join('')}${page}</w:body></w:document>`,
  );
  return zip.generateAsync({ type: 'uint8array', compression: 'DEFLATE' });
}

interface Look {
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

function blockXml(block: Block): string {
  if (block.type === 'table') return tableXml(block);
  return paragraph(block.text, LOOKS[block.type]);
}

const paragraph = (text: string, { size, bold, color = COLOR.text, before = 0, after = 0 }: Look, align = 'left'): string =>
  `<w:p><w:pPr><w:spacing w:before="${before}" w:after="${after}"/><w:jc w:val="${align}"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="${FONT}" w:hAnsi="${FONT}" w:cs="${FONT}"/>${bold ? '<w:b/>' : ''}<w:color w:val="${color}"/><w:sz w:val="${size}"/></w:rPr><w:t xml:space="preserve">${escaped(text)}</w:t></w:r></w:p>`;

function tableXml({ widths, rows, head, total, right = [] }: Extract<Block, { type: 'table' }>): string {
  const grid = widths.map((width) => `<w:gridCol w:w="${width}"/>`).join('');
  const body = rows.map((row, index) => {
    const first = head && index === 0;
    const last = total && index === rows.length - 1;
    const cells = row.map((text, column) => {
      const fill = first ? COLOR.green : last ? COLOR.wash : undefined;
      const look: Look = {
        size: 20,
        bold: first || last || (!head && column === 0),
        color: first ? COLOR.white : COLOR.text,
        before: 50,
        after: 50,
      };
      const shade = fill ? `<w:shd w:val="clear" w:color="auto" w:fill="${fill}"/>` : '';
      return `<w:tc><w:tcPr><w:tcW w:w="${widths[column] ?? 0}" w:type="dxa"/>${shade}</w:tcPr>${paragraph(text, look, right.includes(column) ? 'right' : 'left')}</w:tc>`;
    });
    return `<w:tr>${cells.join('')}</w:tr>`;
  });
  const line = `<w:bottom w:val="single" w:sz="4" w:space="0" w:color="${COLOR.line}"/><w:insideH w:val="single" w:sz="4" w:space="0" w:color="${COLOR.line}"/>`;
  return `<w:tbl><w:tblPr><w:tblW w:w="${widths.reduce((sum, width) => sum + width, 0)}" w:type="dxa"/><w:tblBorders>${line}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>${grid}</w:tblGrid>${body.join('')}</w:tbl>`;
}

/** XML text; the control characters XML cannot hold are dropped. */
const escaped = (text: string): string =>
  text
    .replace(/(?![\t\n\r])\p{Cc}/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
