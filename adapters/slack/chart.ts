import type { ImageBlock, KnownBlock } from '@slack/types';
import type { ChartPart, Series } from '../../agents/kit/card.ts';
import { altOf, barsInWords, lineInWords, marksInWords } from '../../bot/chart-words.ts';
import { clip } from '../../bot/cut-text.ts';
import { LIMITS } from './limits.ts';
import { contexts, rawMrkdwn, sections, showMore, weight } from './objects.ts';
import { codeBlock, textLines } from './table.ts';
import { toMrkdwn } from './text.ts';

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
  return [
    ...sections(`**${part.title}**`),
    ...drawn,
    ...(part.series.length > shown.length ? [showMore(`${part.series.length - shown.length} further series`)] : []),
    ...contexts([marksInWords(part), part.alt]),
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

function line(series: Series, unit: string): KnownBlock[] {
  const said = lineInWords(series, unit);
  if (!said) return sections(`${series.label}: no values`);
  return [{ type: 'section', text: rawMrkdwn(`\`${said.spark}\`  ${toMrkdwn(said.words)}`), expand: true }];
}

function bars(series: Series, unit: string): KnownBlock[] {
  const { rows, more } = barsInWords(series, unit);
  if (rows.length === 0) return sections(`${series.label}: no values`);
  return [
    ...(series.label ? sections(series.label) : []),
    { type: 'section', text: rawMrkdwn(clip(codeBlock(textLines(rows, ['left', 'left', 'right'])), LIMITS.section)) },
    ...(more > 0 ? [showMore(`${more} further values`)] : []),
  ];
}
