import { plural } from '../../../metrics/format.ts';
import { day, footerOf, type PackageContent } from '../content.ts';
import type { Deck } from '../pptx.ts';
import { caption, messageSlide, tile } from '../slide-kit.ts';
import { BOTTOM, COLOR, FONT, MARGIN, TOP, WIDTH } from '../theme.ts';

/** How many of their people use it, week by week; nothing where no usage is on record. */
export function usageSlide(deck: Deck, content: PackageContent): void {
  const { usage, csat, sources } = content;
  const [first, last] = [usage?.weeks[0], usage?.weeks.at(-1)];
  if (!usage || !first || !last) return;
  const { active, provisioned, weeks } = usage;
  const title = `${active} of your ${provisioned ? `${provisioned} ` : ''}people worked with it in the latest week`;
  const slide = messageSlide(deck, { kicker: 'Adoption', title, footer: footerOf(content), sources: sources.usage });
  caption(slide, `People active in each week, ${day(first.end)} to ${day(last.end)}`, { x: MARGIN, y: TOP, w: WIDTH });
  const every = Math.max(1, Math.ceil(weeks.length / 7));
  const most = Math.max(provisioned ?? 0, ...weeks.map((each) => each.active));
  const labels = weeks.map(({ end }, index) => ((weeks.length - 1 - index) % every === 0 ? day(end) : ''));
  slide.addChart(deck.ChartType.line, [{ name: 'Active people', labels, values: weeks.map((each) => each.active) }], {
    x: MARGIN,
    y: TOP + 0.4,
    w: 8.9,
    h: BOTTOM - TOP - 0.4,
    chartColors: [COLOR.green],
    lineSize: 3,
    lineDataSymbol: 'none',
    catAxisLabelFontFace: FONT,
    catAxisLabelFontSize: 10,
    catAxisLabelColor: COLOR.text,
    valAxisLabelFontFace: FONT,
    valAxisLabelFontSize: 10,
    valAxisLabelColor: COLOR.grey,
    valAxisMinVal: 0,
    valAxisMaxVal: Math.ceil((most * 1.1) / 10) * 10,
    valAxisLabelFormatCode: '#,##0',
    valGridLine: { color: COLOR.line, size: 0.5 },
    catGridLine: { style: 'none' },
    valAxisLineShow: false,
    showLegend: false,
    altText: `Active people a week: ${first.active} at the start, ${active} in the latest week`,
  });
  const grown = {
    figure: `${first.active} → ${active}`,
    label: 'People active in a week',
    about: `week to ${day(first.end)} against the latest`,
  };
  const rated = csat && {
    figure: `${csat.score} of 5`,
    label: 'Support rating',
    about: `your ratings of ${plural(csat.tickets, 'ticket')} in six months`,
  };
  for (const [index, each] of [grown, ...(rated ? [rated] : [])].entries())
    tile(slide, each, { x: MARGIN + 9.2, y: TOP + 0.4 + index * 1.3, w: WIDTH - 9.2, h: 1.1 });
}
