import type { ImageBlock, KnownBlock } from '@slack/types';
import type { ChartPart, Series } from '../../agents/kit/card.ts';
import { LIMITS } from './limits.ts';
import { figureText } from './numbers.ts';
import { contexts, rawMrkdwn, sections, showMore, weight } from './objects.ts';
import { altOf } from './pictures.ts';
import { codeBlock, textLines } from './table.ts';
import { clip, toMrkdwn } from './text.ts';

type Point = Series['points'][number];

const LEVELS = [...'▁▂▃▄▅▆▇█'];
const LINE_POINTS = 40;
const BARS = 15;
const BAR_WIDTH = 12;
const SERIES = 8;
/** At most half a message. */
const STAND_IN = LIMITS.message / 2;

/** A chart as its uploaded picture, which holds title and figures. */
export function picture(part: ChartPart<string>, fileId: string): ImageBlock {
  return { type: 'image', slack_file: { id: fileId }, alt_text: clip(altOf(part), LIMITS.alt) };
}

/** A chart without a picture: lines become sparklines and bars text. */
export function chart(part: ChartPart<string>): KnownBlock[] {
  const shown = part.series.slice(0, SERIES);
  const drawn = shown.flatMap((series) => (part.kind === 'line' ? line(series, part.unit) : bars(series, part.unit)));
  const marks = (part.marks ?? []).map(({ x, label }) => `${x}: ${label}`).join(' · ');
  return [
    ...sections(`**${part.title}**`),
    ...drawn,
    ...(part.series.length > shown.length ? [showMore(`${part.series.length - shown.length} further series`)] : []),
    ...contexts([marks, part.alt]),
  ];
}

/** The same within the room of one message, as it must stand where the picture would have. */
export function chartInBrief(part: ChartPart<string>): KnownBlock[] {
  const shown: KnownBlock[] = [];
  let room = STAND_IN;
  for (const block of chart(part)) {
    room -= weight(block);
    if (room < 0) return [...shown, showMore('the chart is longer than Slack can show')];
    shown.push(block);
  }
  return shown;
}

function line({ label, points }: Series, unit: string): KnownBlock[] {
  const known = points.filter((point): point is Point & { y: number } => point.y !== null);
  const [first, last] = [known[0], known.at(-1)];
  if (!first || !last) return sections(`${label}: no values`);
  const span = `${figureText(first.y, unit)} (${first.x}) → ${figureText(last.y, unit)} (${last.x})`;
  const name = label ? `${clip(label, 200)}: ` : '';
  return [{ type: 'section', text: rawMrkdwn(`\`${sparkline(points)}\`  ${toMrkdwn(name + clip(span, 300))}`), expand: true }];
}

/** One character a point, low to high; a dot where there is no value. Long series are thinned evenly, keeping the last point. */
export function sparkline(points: Point[]): string {
  const step = Math.max(1, points.length / LINE_POINTS);
  const count = Math.ceil(points.length / step);
  const thinned = Array.from(
    { length: count },
    (_, index) => points[Math.min(points.length - 1, Math.ceil((index + 1) * step) - 1)]?.y ?? null,
  );
  const values = thinned.filter((y) => y !== null);
  const low = Math.min(...values);
  const range = Math.max(...values) - low;
  return thinned.map((y) => (y === null ? '·' : LEVELS[range === 0 ? 3 : Math.round(((y - low) / range) * (LEVELS.length - 1))])).join('');
}

function bars({ label, points }: Series, unit: string): KnownBlock[] {
  const shown = points.slice(0, BARS);
  if (shown.length === 0) return sections(`${label}: no values`);
  const most = Math.max(...shown.map(({ y }) => Math.abs(y ?? 0)));
  const rows = shown.map(({ x, y }) => [
    clip(x, 24),
    '█'.repeat(most === 0 ? 0 : Math.round((Math.abs(y ?? 0) / most) * BAR_WIDTH)),
    clip(figureText(y, unit), 24),
  ]);
  return [
    ...(label ? sections(label) : []),
    { type: 'section', text: rawMrkdwn(clip(codeBlock(textLines(rows, ['left', 'left', 'right'])), LIMITS.section)) },
    ...(points.length > shown.length ? [showMore(`${points.length - shown.length} further values`)] : []),
  ];
}
