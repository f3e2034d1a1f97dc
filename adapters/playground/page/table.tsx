import type { TableBlock } from '@slack/types';
import { Prose, whole } from './prose.tsx';

type Cell = TableBlock['rows'][number][number];

/** The first row is the heading. */
export function TableView(props: { rows: Cell[][]; settings: NonNullable<TableBlock['column_settings']>; caption?: string }) {
  const [heading = [], ...rows] = props.rows;
  const alignedAs = (column: number) => ({ textAlign: props.settings[column]?.align ?? ('left' as const) });
  const styleOf = (column: number) => ({
    ...alignedAs(column),
    whiteSpace: props.settings[column]?.is_wrapped ? ('normal' as const) : ('nowrap' as const),
  });
  return (
    <div className="table">
      <table>
        {props.caption && <caption>{props.caption}</caption>}
        <thead>
          <tr>
            {heading.map((cell, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a column is its position.
              <th key={column} scope="col" style={alignedAs(column)}>
                <CellView cell={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, number) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row is its position.
            <tr key={number}>
              {row.map((cell, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a column is its position.
                <td key={column} style={styleOf(column)}>
                  <CellView cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function CellView({ cell }: { cell: Cell }) {
  return cell.type === 'rich_text' ? <Prose blocks={[cell]} /> : whole(cell.text);
}
