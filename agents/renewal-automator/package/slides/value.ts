import { plural } from '../../../metrics/format.ts';
import { round, sum } from '../../../metrics/statistics.ts';
import { money, shown } from '../../words.ts';
import { footerOf, type PackageContent } from '../content.ts';
import type { Deck } from '../pptx.ts';
import { bars, caption, clip, messageSlide, table, tile } from '../slide-kit.ts';
import { BOTTOM, COLOR, MARGIN, TOP, WIDTH } from '../theme.ts';

const STEPS = [
  'Agree on one benefit that can be counted in money',
  'Record how it was before',
  'Measure after a quarter, confirmed by your own people',
  'Review together, twice a year',
];

/** Each benefit with how it was before and who confirms it; without any, how we would measure one. */
export function valueSlide(deck: Deck, content: PackageContent): void {
  const { value, currency, sources } = content;
  const target = value?.target && value.target.promised > 0 ? value.target : null;
  const title = !value
    ? 'What we will measure with you'
    : target && target.proven >= target.promised
      ? `Promised ${shown(target.promised, currency)}, achieved ${shown(target.proven, currency)}, and each benefit is confirmed`
      : 'Every figure is confirmed by your own people and records';
  const slide = messageSlide(deck, { kicker: 'Value', title, footer: footerOf(content), sources: sources.value });
  if (!value) {
    for (const [index, label] of STEPS.entries())
      tile(slide, { figure: `${index + 1}`, label, about: '' }, { x: MARGIN, y: TOP + index * 1.2, w: WIDTH, h: 1 });
    return;
  }
  table(
    slide,
    [
      { label: 'Benefit', w: 4 },
      { label: 'How it was before', w: 2.9 },
      { label: 'Confirmed by', w: WIDTH - 8.5 },
      { label: currency, w: 1.6, right: true },
    ],
    value.benefits.map(({ what, amount, before, confirmedBy }) => [
      clip(what, 60),
      clip(before, 58),
      clip(confirmedBy, 76),
      money(amount, currency),
    ]),
    { x: MARGIN, y: TOP, rowHeight: 0.62 },
  );
  const below = TOP + 0.36 + 0.62 * value.benefits.length;
  const rest = value.proven - sum(value.benefits.map(({ amount }) => amount));
  const further = rest > 0.5 ? `Further confirmed benefits: ${money(rest, currency)}. ` : '';
  const all = `${further}Together ${money(value.proven, currency)} over ${plural(value.months, 'month')}.`;
  caption(slide, all, { x: MARGIN, y: below + 0.2, w: WIDTH }, { color: COLOR.green });
  // A short table leaves room for what was promised.
  if (!target || value.benefits.length > 3) return;
  const y = below + 0.75;
  const values = [round(target.proven / 1_000, 1), round(target.promised / 1_000, 1)];
  const altText = `Promised ${money(target.promised, currency)}, achieved ${money(target.proven, currency)}`;
  const series = [{ name: `${currency} thousand`, labels: ['Achieved', 'Promised'], values }];
  bars(
    deck,
    slide,
    series,
    { x: MARGIN, y, w: WIDTH, h: BOTTOM - y },
    { barDir: 'bar', barGapWidthPct: 40, chartColors: [COLOR.mid], altText },
  );
}
