import { longDate, plural } from '../../../metrics/format.ts';
import { round } from '../../../metrics/statistics.ts';
import { money, shown } from '../../words.ts';
import { footerOf, type PackageContent } from '../content.ts';
import type { Deck } from '../pptx.ts';
import { bars, caption, clip, messageSlide, table, write } from '../slide-kit.ts';
import { BOTTOM, COLOR, FONT, HALF, MARGIN, TOP, WIDTH } from '../theme.ts';

/** What it costs a year: today and proposed, line by line. */
export function investmentSlide(deck: Deck, content: PackageContent): void {
  const { base, additions, current, proposed, currency, sources, endAt, termMonths } = content;
  const more = proposed - current;
  const title =
    more > 0
      ? `${shown(proposed, currency)} a year: ${shown(current, currency)} as today, ${shown(more, currency)} for what is new`
      : `${shown(proposed, currency)} a year: the price stays as it is`;
  const slide = messageSlide(deck, { kicker: 'Investment', title, footer: footerOf(content), sources: sources.investment });
  const left = { x: MARGIN, y: TOP, w: HALF - 0.6 };
  caption(slide, `A year, today and proposed (${currency} thousand)`, left);
  const labels = ['Today', 'Proposed'];
  const thousands = (amount: number) => round(amount / 1_000, 1);
  const series = [
    { name: 'As today', labels, values: [thousands(current), thousands(current)] },
    ...(more > 0 ? [{ name: 'New', labels, values: [0, thousands(more)] }] : []),
  ];
  const altText = `Today ${money(current, currency)} a year, proposed ${money(proposed, currency)}`;
  const chartColors = [COLOR.pale, COLOR.mid];
  const stacked = { barGrouping: 'stacked', barGapWidthPct: 55, altText } as const;
  const legend = { showLegend: more > 0, legendPos: 'b', legendFontFace: FONT, legendFontSize: 11, legendColor: COLOR.text } as const;
  bars(deck, slide, series, { ...left, y: TOP + 0.4, h: BOTTOM - TOP - 0.4 }, { ...stacked, ...legend, chartColors });
  const x = MARGIN + HALF - 0.2;
  const w = WIDTH - HALF + 0.2;
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
      { label: `${currency} a year`, w: w - 4.75, right: true },
    ],
    [...rows, ['Total', '', money(proposed, currency)]],
    { x, y: TOP + 0.05, rowHeight: Math.min(0.55, room / (rows.length + 1)), total: true, fontSize: rows.length > 7 ? 10 : 13 },
  );
  const term = termMonths === null ? 'term to be agreed' : `for ${plural(termMonths, 'month')}`;
  const when = `From ${longDate(endAt)}, ${term}. Details in the term sheet.`;
  write(slide, when, { x, y: BOTTOM - 0.5, w, h: 0.5 }, { valign: 'bottom', fontSize: 12, color: COLOR.grey });
}
