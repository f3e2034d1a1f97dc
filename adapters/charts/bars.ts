import type { BarSeriesOption, EChartsOption } from 'echarts';
import type { ChartPart } from '../../agents/kit/card.ts';
import { figure } from './figures.ts';
import { colourOf, frameOf, numbered, PAD, WIDTH } from './frame.ts';
import { FAINT, INK, RULE } from './palette.ts';
import { fitted, widthOf } from './text.ts';

const FONT = 16;
const UPRIGHT = 210;
const LABELS = 30;
const BAR = 22;
const GAP = 12;
/** Bars in one picture; more are no longer seen at a glance. */
const MOST = 36;
const NAMES = 205;
const SERIES_GAP = 4;

/** Bars from zero, each with its figure: upright where every name and figure fits under and over them, else lying. */
export function bars(chart: ChartPart<string>): { option: EChartsOption; height: number } {
  const all = [...new Set(chart.series.flatMap(({ points }) => points.map(({ x }) => x)))];
  const xs = all.slice(0, Math.ceil(MOST / Math.max(1, chart.series.length)));
  const notes = all.length > xs.length ? [`and ${all.length - xs.length} more`] : [];
  const slot = (WIDTH - 2 * PAD) / Math.max(1, xs.length);
  const widest = Math.max(...xs.map((x) => widthOf(x, FONT)), 0) + 10;
  const figures = chart.series.flatMap(({ points }) =>
    points.flatMap(({ y }) => (y === null ? [] : [widthOf(figure(y, chart.unit), FONT)])),
  );
  const upright = widest <= slot && (Math.max(...figures, 0) + SERIES_GAP) * chart.series.length <= slot;
  return upright ? standing(chart, xs, notes) : lying(chart, xs, notes, Math.max(...figures, 0));
}

function standing(chart: ChartPart<string>, xs: string[], notes: string[]): { option: EChartsOption; height: number } {
  const heightOf = ({ top, bottom }: { top: number; bottom: number }) => top + UPRIGHT + LABELS + bottom;
  const frame = frameOf(chart, notes, heightOf);
  return {
    height: heightOf(frame),
    option: {
      ...frame.option,
      grid: { left: PAD, right: PAD, top: frame.top + 22, height: UPRIGHT - 22 },
      xAxis: { ...names(xs), axisLabel: { fontSize: FONT, color: FAINT, interval: 0, formatter: (at: string) => xs[Number(at)] ?? '' } },
      yAxis: { type: 'value', show: false },
      series: seriesOf(chart, xs, ['top', 'bottom']),
    },
  };
}

function lying(chart: ChartPart<string>, xs: string[], notes: string[], figureWidth: number): { option: EChartsOption; height: number } {
  const plot = xs.length * (chart.series.length * (BAR + SERIES_GAP) + GAP);
  const heightOf = ({ top, bottom }: { top: number; bottom: number }) => top + plot + bottom;
  const frame = frameOf(chart, notes, heightOf);
  const left = Math.min(NAMES, Math.max(...xs.map((x) => widthOf(x, FONT)), 0));
  const negative = chart.series.some(({ points }) => points.some(({ y }) => (y ?? 0) < 0));
  return {
    height: heightOf(frame),
    option: {
      ...frame.option,
      grid: { left: PAD + left + 8 + (negative ? figureWidth + 8 : 0), right: PAD + figureWidth + 10, top: frame.top, height: plot },
      xAxis: { type: 'value', show: false },
      yAxis: {
        ...names(xs),
        inverse: true,
        offset: negative ? figureWidth + 8 : 0,
        axisLabel: { fontSize: FONT, color: INK, interval: 0, formatter: (at: string) => fitted(xs[Number(at)] ?? '', NAMES, FONT) },
      },
      series: seriesOf(chart, xs, ['right', 'left']),
    },
  };
}

const names = (xs: string[]) =>
  ({
    type: 'category',
    data: numbered(xs.length),
    axisTick: { show: false },
    axisLine: { onZero: false, lineStyle: { color: RULE } },
  }) as const;

function seriesOf(chart: ChartPart<string>, xs: string[], [outside, below]: ['top', 'bottom'] | ['right', 'left']): BarSeriesOption[] {
  return chart.series.map(({ points }, index) => {
    const byX = new Map(points.map(({ x, y }) => [x, y]));
    return {
      type: 'bar',
      name: String(index),
      itemStyle: { color: colourOf(index), borderRadius: 2 },
      barMaxWidth: outside === 'top' ? 64 : BAR,
      barGap: '15%',
      barCategoryGap: '25%',
      data: xs.map((x) => {
        const y = byX.get(x) ?? null;
        if (y === null) return { value: '-' };
        const position = y < 0 ? below : outside;
        return {
          value: y,
          label: { show: true, position, formatter: () => figure(y, chart.unit), fontSize: FONT, fontWeight: 'bold', color: INK },
        };
      }),
    };
  });
}
