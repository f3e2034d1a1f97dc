import { plural } from '../../../metrics/format.ts';
import { day, footerOf, type PackageContent } from '../content.ts';
import type { Deck } from '../pptx.ts';
import { messageSlide, tile } from '../slide-kit.ts';
import { AXIS, BOTTOM, COLOR, FONT, MARGIN, TOP, WIDTH } from '../theme.ts';

/** How many of their people use it, week by week; nothing where no usage is on record. */
export function usageSlide(deck: Deck, content: PackageContent): void {
  const { usage, sources } = content;
  if (!usage) return;
  const { active, provisioned, weeks } = usage;
  const title = provisioned
    ? `${active} of your ${provisioned} people worked with it in the latest week`
    : `${active} of your people worked with it in the latest week`;
  const slide = messageSlide(deck, { kicker: 'Adoption', title, footer: footerOf(content), sources: sources.usage });
  slide.addText(`People active in each week, ${day(weeks[0]?.end ?? content.madeAt)} to ${day(weeks.at(-1)?.end ?? content.madeAt)}`, {
    x: MARGIN,
    y: TOP,
    w: WIDTH,
    h: 0.35,
    margin: 0,
    fontFace: FONT,
    fontSize: 13,
    bold: true,
    color: COLOR.dark,
  });
  const every = Math.max(1, Math.ceil(weeks.length / 7));
  const most = Math.max(provisioned ?? 0, ...weeks.map((each) => each.active));
  slide.addChart(
    deck.ChartType.line,
    [
      {
        name: 'Active people',
        labels: weeks.map(({ end }, index) => ((weeks.length - 1 - index) % every === 0 ? day(end) : '')),
        values: weeks.map((each) => each.active),
      },
    ],
    {
      ...AXIS,
      x: MARGIN,
      y: TOP + 0.4,
      w: 8.9,
      h: BOTTOM - TOP - 0.4,
      chartColors: [COLOR.green],
      lineSize: 3,
      lineDataSymbol: 'none',
      catAxisLabelFontSize: 10,
      valAxisLabelFontSize: 10,
      valAxisLabelColor: COLOR.grey,
      valAxisMinVal: 0,
      valAxisMaxVal: Math.ceil((most * 1.1) / 10) * 10,
      valAxisLabelFormatCode: '#,##0',
      valGridLine: { color: COLOR.line, size: 0.5 },
      catGridLine: { style: 'none' },
      valAxisLineShow: false,
      showLegend: false,
      altText: `Active people a week: ${weeks[0]?.active ?? 0} at the start, ${active} in the latest week`,
    },
  );
  const first = weeks[0];
  const tiles = [
    ...(first
      ? [{ figure: `${first.active} → ${active}`, label: 'People active in a week', about: `week to ${day(first.end)} against the latest` }]
      : []),
    ...(content.csat
      ? [
          {
            figure: `${content.csat.score} of 5`,
            label: 'Support rating',
            about: `your ratings of ${plural(content.csat.tickets, 'ticket')} in six months`,
          },
        ]
      : []),
  ];
  tiles.forEach((each, index) => {
    tile(slide, { ...each, x: MARGIN + 9.2, y: TOP + 0.4 + index * 1.3, w: WIDTH - 9.2, h: 1.1 });
  });
}
