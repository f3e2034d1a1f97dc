import type { EChartsOption } from 'echarts';
import type { ChartPart } from '../../agents/kit/card.ts';
import { COLOURS, FAINT, INK } from './palette.ts';
import { fitted, widthOf, wrapped } from './text.ts';

/** Drawn so narrow that its text is still read where a phone shows it 340 points wide. In CSS pixels. */
export const WIDTH = 480;
export const PAD = 16;
const INNER = WIDTH - 2 * PAD;
const TITLE = { size: 20, line: 26, lines: 3 };
const LEGEND = { size: 16, row: 26, mark: 36, gap: 14 };
const NOTE = { size: 16, line: 22 };

/**
 * How the chart library knows series and places on the axis: by their number, as it keeps names as keys of plain objects.
 */
export const numbered = (count: number): string[] => Array.from({ length: count }, (_, index) => String(index));

/** What stands around the plot. */
export interface Frame {
  /** Where the plot may begin, and how much room is needed below it. */
  top: number;
  bottom: number;
  option: Pick<EChartsOption, 'title' | 'legend'>;
}

/** The finding above, then the legend where there are several series; notes below. */
export function frameOf(chart: ChartPart<string>, notes: string[], height: (frame: Pick<Frame, 'top' | 'bottom'>) => number): Frame {
  const title = wrapped(chart.title, INNER, TITLE.size, TITLE.lines, true);
  const below = notes.flatMap((note) => wrapped(note, INNER, NOTE.size, 2));
  const legendTop = PAD + title.length * TITLE.line + 6;
  const rows = chart.series.length > 1 ? legendRows(chart.series.map(({ label }) => label)) : 0;
  const top = legendTop + rows * LEGEND.row + 6;
  const bottom = below.length > 0 ? below.length * NOTE.line + PAD : PAD;
  const text = (lines: string[], at: number, size: number, line: number, bold: boolean) => ({
    text: lines.join('\n'),
    left: PAD,
    top: at,
    padding: 0,
    textStyle: { fontSize: size, lineHeight: line, fontWeight: bold ? ('bold' as const) : ('normal' as const), color: bold ? INK : FAINT },
  });
  return {
    top,
    bottom,
    option: {
      title: [
        text(title, PAD, TITLE.size, TITLE.line, true),
        ...(below.length > 0 ? [text(below, height({ top, bottom }) - bottom + 4, NOTE.size, NOTE.line, false)] : []),
      ],
      legend:
        rows === 0
          ? { show: false }
          : {
              left: PAD - 5,
              top: legendTop,
              width: INNER,
              itemGap: LEGEND.gap,
              itemWidth: 28,
              padding: 5,
              textStyle: { fontSize: LEGEND.size, color: INK },
              formatter: (name: string) => fitted(chart.series[Number(name)]?.label ?? '', INNER - LEGEND.mark, LEGEND.size),
            },
    },
  };
}

function legendRows(labels: string[]): number {
  let rows = 1;
  let used = 0;
  for (const label of labels) {
    const width = Math.min(INNER, LEGEND.mark + widthOf(label, LEGEND.size)) + LEGEND.gap;
    if (used > 0 && used + width > INNER) {
      rows += 1;
      used = 0;
    }
    used += width;
  }
  return rows;
}

export const colourOf = (index: number): string => COLOURS[index % COLOURS.length] ?? INK;
