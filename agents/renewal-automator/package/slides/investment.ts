import { longDate, plural } from '../../../metrics/format.ts';
import { round } from '../../../metrics/statistics.ts';
import { money, shown } from '../../words.ts';
import { footerOf, type PackageContent } from '../content.ts';
import type { Deck } from '../pptx.ts';
import { clip, messageSlide, table } from '../slide-kit.ts';
import { AXIS, BOTTOM, COLOR, FONT, HALF, MARGIN, TOP, WIDTH } from '../theme.ts';

/** What it costs a year: today and proposed, line by line. */
export function investmentSlide(deck: Deck, content: PackageContent): void {
  const { base, additions, current, proposed, currency, sources, endAt, termMonths } = content;
  const more = proposed - current;
  const title =
    more > 0
      ? `${shown(proposed, currency)} a year: ${shown(current, currency)} as today, ${shown(more, currency)} for what is new`
      : `${shown(proposed, currency)} a year: the price stays as it is`;
  const slide = messageSlide(deck, { kicker: 'Investment', title, footer: footerOf(content), sources: sources.investment });
  slide.addText(`A year, today and proposed (${currency} thousand)`, {
    x: MARGIN,
    y: TOP,
    w: HALF - 0.6,
    h: 0.35,
    margin: 0,
    fontFace: FONT,
    fontSize: 13,
    bold: true,
    color: COLOR.dark,
  });
  const labels = ['Today', 'Proposed'];
  const thousands = (amount: number) => round(amount / 1_000, 1);
  const series = [
    { name: 'As today', labels, values: [thousands(current), thousands(current)] },
    ...(more > 0 ? [{ name: 'New', labels, values: [0, thousands(more)] }] : []),
  ];
  slide.addChart(deck.ChartType.bar, series, {
    ...AXIS,
    x: MARGIN,
    y: TOP + 0.4,
    w: HALF - 0.6,
    h: BOTTOM - TOP - 0.4,
    barDir: 'col',
    barGrouping: 'stacked',
    barGapWidthPct: 55,
    chartColors: [COLOR.pale, COLOR.mid],
    showValue: true,
    dataLabelFontFace: FONT,
    dataLabelFontSize: 14,
    dataLabelFontBold: true,
    dataLabelColor: COLOR.dark,
    dataLabelFormatCode: '#,##0;;',
    valAxisHidden: true,
    valAxisMinVal: 0,
    valGridLine: { style: 'none' },
    catGridLine: { style: 'none' },
    showLegend: more > 0,
    legendPos: 'b',
    legendFontFace: FONT,
    legendFontSize: 11,
    legendColor: COLOR.text,
    altText: `Today ${money(current, currency)} a year, proposed ${money(proposed, currency)}`,
  });
  const x = MARGIN + HALF - 0.2;
  const rows = [...base, ...additions].map(({ name, annualValue, source }) => [
    clip(name, 44),
    source === 'contract' ? 'as today' : 'new',
    money(annualValue, currency),
  ]);
  const room = BOTTOM - TOP - 0.36 - 0.9;
  table(
    slide,
    [
      { label: 'Line', w: 3.7 },
      { label: '', w: 1.05 },
      { label: `${currency} a year`, w: WIDTH - HALF + 0.2 - 4.75, right: true },
    ],
    [...rows, ['Total', '', money(proposed, currency)]],
    { x, y: TOP + 0.05, rowHeight: Math.min(0.55, room / (rows.length + 1)), total: true, fontSize: rows.length > 7 ? 10 : 13 },
  );
  slide.addText(
    `From ${longDate(endAt)}, ${termMonths === null ? 'term to be agreed' : `for ${plural(termMonths, 'month')}`}. Details in the term sheet.`,
    { x, y: BOTTOM - 0.5, w: WIDTH - HALF + 0.2, h: 0.5, margin: 0, valign: 'bottom', fontFace: FONT, fontSize: 12, color: COLOR.grey },
  );
}
