import { createRequire } from 'node:module';
import type { ECharts, EChartsOption } from 'echarts';
import type { ChartPart } from '../../agents/kit/card.ts';
import { bars } from './bars.ts';
import { WIDTH } from './frame.ts';
import { lines } from './lines.ts';
import { PAPER } from './palette.ts';
import { isDrawable, oneLine, widthOf } from './text.ts';

/** Device pixels a CSS pixel: sharp on a phone. */
const SCALE = 2;
const SERIES = 8;
const FAMILY = 'DejaVu Sans';
/** A value beyond is a mistake of the data, not something to draw. */
const LARGEST = 1e12;
/** No coordinate of a sound drawing is larger; the renderer ends the process over some that are. */
const OUTSIDE = 5000;

const load = createRequire(import.meta.url);

interface Library {
  init(dom: null, theme: null, options: { renderer: 'svg'; ssr: true; width: number; height: number }): ECharts;
  setPlatformAPI(api: { measureText(text: string, font?: string): { width: number } }): void;
}

/** The chart library in one file, which loads in a tenth of the time of its modules; only when the first chart is drawn. */
let loaded: Library | undefined;
function library(): Library {
  if (loaded) return loaded;
  const found: Library = load('echarts/dist/echarts.min');
  found.setPlatformAPI({
    measureText: (text, font = '') => ({ width: widthOf(text, Number(/([\d.]+)px/.exec(font)?.[1] ?? 12), font.includes('bold')) }),
  });
  loaded = found;
  return found;
}

/**
 * A chart as a PNG of twice its size in CSS pixels, light, with the finding as its title. Undefined where a picture would
 * say less than text: no line to draw, or writing the fonts do not have.
 * @throws where the renderer refuses the drawing.
 */
export async function drawChart(chart: ChartPart<string>): Promise<Uint8Array | undefined> {
  const svg = drawSvg(chart);
  if (!svg) return undefined;
  const { renderAsync } = await import('@resvg/resvg-js');
  const image = await renderAsync(svg, {
    background: PAPER,
    fitTo: { mode: 'zoom', value: SCALE },
    font: {
      loadSystemFonts: false,
      defaultFontFamily: FAMILY,
      fontFiles: ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map((file) => load.resolve(`dejavu-fonts-ttf/ttf/${file}`)),
    },
  });
  return image.asPng();
}

/** The same as an SVG that names its fonts. */
export function drawSvg(given: ChartPart<string>): string | undefined {
  const chart = tidied(given);
  const most = Math.max(0, ...chart.series.map(({ points }) => points.filter(({ y }) => y !== null).length));
  if (chart.series.some(({ points }) => points.some(({ y }) => Math.abs(y ?? 0) > LARGEST))) return undefined;
  if (most < (chart.kind === 'line' ? 2 : 1) || !textsOf(chart).every(isDrawable)) return undefined;
  const { option, height } = chart.kind === 'line' ? lines(chart) : bars(chart);
  const drawing = library().init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height: Math.ceil(height) });
  try {
    const full: EChartsOption = { ...option, animation: false, textStyle: { fontFamily: FAMILY }, backgroundColor: PAPER };
    drawing.setOption(full);
    const svg = drawing.renderToSVGString();
    return isSound(svg) ? svg : undefined;
  } finally {
    drawing.dispose();
  }
}

function isSound(svg: string): boolean {
  const geometry = [...svg.matchAll(/ (?:d|x|y|width|height|transform)="([^"]*)"/g)].map((match) => match[1] ?? '').join(' ');
  return (
    !/NaN|Infinity/.test(geometry) && [...geometry.matchAll(/\d+(?:\.\d+)?(?:e[+-]?\d+)?/g)].every(([number]) => Number(number) <= OUTSIDE)
  );
}

function tidied(chart: ChartPart<string>): ChartPart<string> {
  return {
    ...chart,
    title: oneLine(chart.title),
    series: chart.series.slice(0, SERIES).map(({ label, points }) => ({
      label: oneLine(label),
      points: points.map(({ x, y }) => ({ x: oneLine(x), y: y !== null && Number.isFinite(y) ? y : null })),
    })),
    marks: (chart.marks ?? []).map(({ x, label }) => ({ x: oneLine(x), label: oneLine(label) })),
  };
}

function textsOf({ title, series, marks = [] }: ChartPart<string>): string[] {
  return [title, ...series.flatMap(({ label, points }) => [label, ...points.map(({ x }) => x)]), ...marks.map(({ label }) => label)];
}
