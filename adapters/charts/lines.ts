import type { EChartsOption, LineSeriesOption } from 'echarts';
import type { ChartPart } from '../../agents/kit/card.ts';
import { figure } from './figures.ts';
import { colourOf, frameOf, numbered, PAD, WIDTH } from './frame.ts';
import { DASHES, FAINT, INK, PAPER, RULE, SYMBOLS } from './palette.ts';
import { widthOf } from './text.ts';

type Points = ChartPart['series'][number]['points'];

const PLOT = 210;
const LABELS = 36;
const FONT = 16;
const MARK_ROW = 22;
const FEW = 13;
const MARKS = 9;
/** Points between two figures on one line, so that they do not touch. */
const FAR = 3;
/** How many points on it is looked whether the line comes from above or below. */
const NEAR = 2;
/** On the whole scale, a figure so near to zero would run into the axis. */
const CLOSE = 14;
/** What lies between 0 and 100 by nature is shown between them, so that a wobble does not look like a fall. */
const WHOLE_SCALE = new Set(['points', '%']);

/** Lines over time; events as numbered marks, told below. */
export function lines(chart: ChartPart<string>): { option: EChartsOption; height: number } {
  const xs = [...new Set(chart.series.flatMap(({ points }) => points.map(({ x }) => x)))];
  const marks = (chart.marks ?? []).filter(({ x }) => xs.includes(x)).slice(0, MARKS);
  const heights = staggered(marks.map(({ x }) => xs.indexOf(x) / Math.max(1, xs.length - 1)));
  const markRoom = marks.length > 0 ? (Math.max(...heights) + 1) * MARK_ROW : 0;
  const heightOf = ({ top, bottom }: { top: number; bottom: number }) => top + markRoom + PLOT + LABELS + bottom;
  const notes = marks.map(({ label }, index) => `${index + 1}  ${label}`);
  const frame = frameOf(chart, notes, heightOf);
  const height = heightOf(frame);
  const known = chart.series.flatMap(({ points }) => points.flatMap(({ y }) => (y === null ? [] : [y])));
  const whole = WHOLE_SCALE.has(chart.unit) && known.every((y) => y >= 0 && y <= 100);
  const floor = whole ? 0 : Number.NEGATIVE_INFINITY;
  const series = chart.series.map(
    ({ points }, index): LineSeriesOption => ({
      type: 'line',
      name: String(index),
      data: dots(chart, points, xs, floor),
      symbol: SYMBOLS[index % SYMBOLS.length] ?? 'circle',
      lineStyle: { width: 3, type: DASHES[index % DASHES.length] ?? 'solid' },
      itemStyle: { color: colourOf(index) },
      showSymbol: true,
      labelLayout: { hideOverlap: true },
      ...(index === 0 && marks.length > 0
        ? { markLine: marksOn(marks.map(({ x }, each) => ({ at: xs.indexOf(x), number: each + 1, row: heights[each] ?? 0 }))) }
        : {}),
    }),
  );
  const ends = chart.series.map(({ points }) => {
    const last = points.findLast(({ y }) => y !== null)?.y ?? 0;
    return widthOf(figure(last, chart.unit), FONT + 1, true);
  });
  const axis = known.map((y) => widthOf(figure(y, chart.unit), FONT));
  return {
    height,
    option: {
      ...frame.option,
      grid: {
        left: PAD + Math.max(24, ...axis) + 8,
        right: PAD + (chart.series.length === 1 ? 18 : Math.max(18, ...ends) + 4),
        top: frame.top + markRoom + 10,
        height: PLOT - 10,
      },
      xAxis: {
        type: 'category',
        data: numbered(xs.length),
        boundaryGap: false,
        axisTick: { show: false },
        axisLine: { lineStyle: { color: RULE } },
        axisLabel: { fontSize: FONT, color: FAINT, margin: 12, interval: spread(xs), formatter: (at: string) => xs[Number(at)] ?? '' },
      },
      yAxis: {
        type: 'value',
        ...(whole ? { min: 0, max: 100, interval: 25 } : { scale: true, splitNumber: 4 }),
        splitLine: { lineStyle: { color: RULE } },
        axisLabel: { fontSize: FONT, color: FAINT, formatter: (value: number) => figure(value, chart.unit) },
      },
      series,
    },
  };
}

/**
 * The last value carries its figure; of a single line also the first and the one farthest from the last. A value alone among
 * gaps gets a dot, as no line shows it.
 */
function dots({ series, unit }: ChartPart<string>, points: Points, xs: string[], floor: number): NonNullable<LineSeriesOption['data']> {
  const byX = new Map(points.map(({ x, y }) => [x, y]));
  const ys = xs.map((x) => byX.get(x) ?? null);
  const first = ys.findIndex((y) => y !== null);
  const last = ys.findLastIndex((y) => y !== null);
  const turn = series.length === 1 ? farthest(ys, ys[last] ?? 0) : first;
  return ys.map((y, index) => {
    if (y === null) return { value: '-' };
    const single = series.length === 1;
    const told = index === last || (single && (index === first || (index === turn && index - first > FAR && last - index > FAR)));
    const alone = (ys[index - 1] ?? null) === null && (ys[index + 1] ?? null) === null;
    const beside = ys[index === last ? last - NEAR : index + NEAR] ?? ys[index === last ? first : last] ?? y;
    const end = index === first || index === last;
    const above = y - floor < CLOSE || (end ? beside <= y : y >= (ys[last] ?? y));
    const align = index === first ? ('left' as const) : index === last ? ('right' as const) : ('center' as const);
    const place = single ? ({ position: above ? 'top' : 'bottom', align } as const) : ({ position: 'right', align: 'left' } as const);
    return {
      value: y,
      symbolSize: told || alone ? 9 : xs.length <= FEW ? 6 : 0,
      ...(told
        ? {
            label: {
              show: true,
              formatter: () => figure(y, unit),
              ...place,
              fontSize: FONT + 1,
              fontWeight: 'bold' as const,
              color: INK,
              textBorderColor: PAPER,
              textBorderWidth: 3,
            },
          }
        : {}),
    };
  });
}

function farthest(ys: (number | null)[], from: number): number {
  return ys.reduce<number>((best, y, index) => (y !== null && Math.abs(y - from) > Math.abs((ys[best] ?? from) - from) ? index : best), 0);
}

/** In which row each mark's number stands, so that neighbours do not cover each other. `at` from 0 to 1. */
function staggered(at: number[]): number[] {
  const ends: number[] = [];
  const room = MARK_ROW / (WIDTH - 100);
  return at.map((place) => {
    const free = ends.findIndex((end) => place - end >= room);
    const row = free === -1 ? ends.length : free;
    ends[row] = place;
    return row;
  });
}

function marksOn(marks: { at: number; number: number; row: number }[]): NonNullable<LineSeriesOption['markLine']> {
  return {
    silent: true,
    z: 1,
    symbol: 'none',
    lineStyle: { type: [3, 3], width: 1.5, color: FAINT },
    data: marks.map(({ at, number, row }) => ({
      xAxis: at,
      label: {
        show: true,
        position: 'end',
        distance: 3 + row * MARK_ROW,
        formatter: () => String(number),
        fontSize: 13,
        fontWeight: 'bold',
        color: PAPER,
        backgroundColor: INK,
        borderRadius: 9,
        width: 18,
        height: 18,
        lineHeight: 18,
        align: 'center',
        verticalAlign: 'bottom',
      },
    })),
  };
}

/** Which labels of the axis are shown: the first, the last, and between them as many, nearly evenly, as do not touch. */
function spread(xs: string[]): (index: number) => boolean {
  const steps = Math.max(1, xs.length - 1);
  const widest = Math.max(...xs.map((x) => widthOf(x, FONT))) + 10;
  const apart = Math.ceil((widest * steps) / (WIDTH - 90));
  const gaps = Math.max(1, Math.floor(steps / apart));
  const even = Math.floor(steps / gaps);
  const longer = steps - even * gaps;
  const shown = new Set(Array.from({ length: gaps + 1 }, (_, gap) => gap * even + Math.min(gap, longer)));
  return (index) => shown.has(index);
}
