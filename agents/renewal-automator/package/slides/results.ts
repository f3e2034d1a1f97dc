import { plural } from '../../../metrics/format.ts';
import { round } from '../../../metrics/statistics.ts';
import { money, shown } from '../../words.ts';
import { footerOf, type PackageContent } from '../content.ts';
import type { Deck } from '../pptx.ts';
import { messageSlide, tile } from '../slide-kit.ts';
import { AXIS, BOTTOM, COLOR, FONT, MARGIN, TOP, WIDTH } from '../theme.ts';

/** What they got: value by kind as a chart, and the figures that sum it up. */
export function resultsSlide(deck: Deck, content: PackageContent): void {
  const { value, currency, usage, nps, csat, sources } = content;
  const title = value
    ? `${shown(value.proven, currency)} of confirmed value on ${shown(value.investment, currency)}: a return of ${Math.round(value.roi)} %`
    : 'The first year is in use; its first benefit is still to be measured';
  const slide = messageSlide(deck, { kicker: 'Results', title, footer: footerOf(content), sources: sources.results });
  if (value) {
    const labels = value.categories.map(({ label }) => label);
    slide.addText(`Confirmed value by kind, ${value.months} months (${currency} thousand)`, {
      x: MARGIN,
      y: TOP,
      w: 7.2,
      h: 0.35,
      margin: 0,
      fontFace: FONT,
      fontSize: 13,
      bold: true,
      color: COLOR.dark,
    });
    slide.addChart(
      deck.ChartType.bar,
      [{ name: 'Confirmed value', labels, values: value.categories.map(({ amount }) => round(amount / 1_000, 1)) }],
      {
        ...AXIS,
        x: MARGIN,
        y: TOP + 0.4,
        w: 7.2,
        h: BOTTOM - TOP - 0.4,
        barDir: 'col',
        barGapWidthPct: labels.length === 1 ? 220 : 60,
        chartColors: [COLOR.green],
        showValue: true,
        dataLabelFontFace: FONT,
        dataLabelFontSize: 14,
        dataLabelFontBold: true,
        dataLabelColor: COLOR.dark,
        dataLabelFormatCode: '#,##0',
        valAxisHidden: true,
        valAxisMinVal: 0,
        valGridLine: { style: 'none' },
        catGridLine: { style: 'none' },
        showLegend: false,
        altText: `Confirmed value: ${value.categories.map(({ label, amount }) => `${label} ${money(amount, currency)}`).join(', ')}`,
      },
    );
  } else {
    slide.addText(
      'No benefit has been measured and confirmed yet. We propose to agree on one that can be counted, and to measure it in the first quarter of the new term.',
      { x: MARGIN, y: TOP, w: 7.2, h: 1.6, margin: 0, valign: 'top', fontFace: FONT, fontSize: 18, color: COLOR.text },
    );
  }
  const tiles = [
    ...(value ? [{ figure: `${Math.round(value.roi)} %`, label: 'Return on investment', about: 'confirmed value ÷ what you paid' }] : []),
    ...(value?.paybackMonths != null
      ? [{ figure: `${round(value.paybackMonths, 1)} months`, label: 'Payback', about: 'until a year’s price was earned back' }]
      : []),
    ...(usage
      ? [
          {
            figure: usage.provisioned ? `${Math.round((100 * usage.active) / usage.provisioned)} %` : `${usage.active}`,
            label: 'Your people using it',
            about: usage.provisioned ? `${usage.active} of ${usage.provisioned} in the latest week` : 'people in the latest week',
          },
        ]
      : []),
    ...(nps
      ? [
          {
            figure: `${nps.score} of 10`,
            label: 'Would recommend it',
            about: `answers of ${plural(nps.people, 'person', 'people')} on your side`,
          },
        ]
      : []),
    ...(csat
      ? [{ figure: `${csat.score} of 5`, label: 'Support rating', about: `your ratings of ${plural(csat.tickets, 'ticket')}` }]
      : []),
  ].slice(0, 4);
  const height = (BOTTOM - TOP - 0.2 * 3) / 4;
  tiles.forEach((each, index) => {
    tile(slide, { ...each, x: MARGIN + 7.6, y: TOP + index * (height + 0.2), w: WIDTH - 7.6, h: height });
  });
}
