import { plural } from '../../../metrics/format.ts';
import { round } from '../../../metrics/statistics.ts';
import { money, shown } from '../../words.ts';
import { footerOf, type PackageContent } from '../content.ts';
import type { Deck } from '../pptx.ts';
import { bars, caption, messageSlide, type Tile, tile, write } from '../slide-kit.ts';
import { BOTTOM, COLOR, MARGIN, TOP, WIDTH } from '../theme.ts';

const MISSING =
  'No benefit has been measured and confirmed yet. We propose to agree on one that can be counted, and to measure it in the first quarter of the new term.';

/** What they got: value by kind as a chart, and the figures that sum it up. */
export function resultsSlide(deck: Deck, content: PackageContent): void {
  const { value, currency, sources } = content;
  const title = value
    ? `${shown(value.proven, currency)} of confirmed value on ${shown(value.investment, currency)}: a return of ${Math.round(value.roi)} %`
    : 'The first year is in use; its first benefit is still to be measured';
  const slide = messageSlide(deck, { kicker: 'Results', title, footer: footerOf(content), sources: sources.results });
  const left = { x: MARGIN, y: TOP, w: 7.2 };
  if (value) {
    const labels = value.categories.map(({ label }) => label);
    caption(slide, `Confirmed value by kind, ${value.months} months (${currency} thousand)`, left);
    const values = value.categories.map(({ amount }) => round(amount / 1_000, 1));
    const told = value.categories.map(({ label, amount }) => `${label} ${money(amount, currency)}`).join(', ');
    const look = { barGapWidthPct: labels.length === 1 ? 220 : 60, chartColors: [COLOR.green], altText: `Confirmed value: ${told}` };
    bars(deck, slide, [{ name: 'Confirmed value', labels, values }], { ...left, y: TOP + 0.4, h: BOTTOM - TOP - 0.4 }, look);
  } else write(slide, MISSING, { ...left, h: 1.6 }, { valign: 'top', fontSize: 18 });
  const height = (BOTTOM - TOP - 0.2 * 3) / 4;
  tilesOf(content).forEach((each, index) => {
    tile(slide, each, { x: MARGIN + 7.6, y: TOP + index * (height + 0.2), w: WIDTH - 7.6, h: height });
  });
}

function tilesOf({ value, usage, nps, csat }: PackageContent): Tile[] {
  const payback = value?.paybackMonths;
  const share = usage?.provisioned ? `${Math.round((100 * usage.active) / usage.provisioned)} %` : `${usage?.active}`;
  const tiles = [
    value && { figure: `${Math.round(value.roi)} %`, label: 'Return on investment', about: 'confirmed value ÷ what you paid' },
    payback != null && { figure: `${round(payback, 1)} months`, label: 'Payback', about: 'until a year’s price was earned back' },
    usage && {
      figure: share,
      label: 'Your people using it',
      about: usage.provisioned ? `${usage.active} of ${usage.provisioned} in the latest week` : 'people in the latest week',
    },
    nps && {
      figure: `${nps.score} of 10`,
      label: 'Would recommend it',
      about: `answers of ${plural(nps.people, 'person', 'people')} on your side`,
    },
    csat && { figure: `${csat.score} of 5`, label: 'Support rating', about: `your ratings of ${plural(csat.tickets, 'ticket')}` },
  ];
  return tiles.filter((each) => each !== null && each !== false).slice(0, 4);
}
