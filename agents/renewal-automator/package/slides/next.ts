import { longDate } from '../../../metrics/format.ts';
import { day, footerOf, type PackageContent } from '../content.ts';
import type { Deck } from '../pptx.ts';
import { clip, messageSlide } from '../slide-kit.ts';
import { COLOR, FONT, MARGIN, TOP, WIDTH } from '../theme.ts';

/** What is proposed where nothing new was asked for. */
const SAME = [
  { name: 'Scope as it is', wanted: 'What your people use today goes on without a break.' },
  { name: 'One benefit to measure', wanted: 'Chosen by you, counted in money, confirmed by your people.' },
  { name: 'Review together', wanted: 'Results and use, with your executives, twice in the year.' },
];
const COUNT: Record<number, string> = { 2: 'two', 3: 'three', 4: 'four' };

/** What they asked for, and the way to the new term. */
export function nextSlide(deck: Deck, content: PackageContent): void {
  const { additions, steps, endAt, sources } = content;
  const title =
    additions.length === 0
      ? 'The next year: the same platform, reviewed together'
      : additions.length === 1
        ? 'The next year adds what you asked for'
        : `The next year adds ${COUNT[additions.length] ?? additions.length} things you asked for`;
  const slide = messageSlide(deck, { kicker: 'Next year', title, footer: footerOf(content), sources: sources.next });
  const cards = (additions.length > 0 ? additions : SAME).slice(0, 4);
  const gap = 0.3;
  const width = (WIDTH - gap * (cards.length - 1)) / cards.length;
  cards.forEach(({ name, wanted }, index) => {
    const x = MARGIN + index * (width + gap);
    slide.addShape('rect', { x, y: TOP, w: width, h: 2.45, fill: { color: COLOR.wash } });
    slide.addShape('rect', { x, y: TOP, w: width, h: 0.07, fill: { color: COLOR.green } });
    slide.addText(clip(name, 60), {
      x: x + 0.25,
      y: TOP + 0.2,
      w: width - 0.5,
      h: 0.75,
      margin: 0,
      valign: 'top',
      fontFace: FONT,
      fontSize: 18,
      bold: true,
      color: COLOR.dark,
    });
    slide.addText(
      [
        {
          text: additions.length === 0 ? 'Our proposal' : wanted ? 'What you want to reach' : 'As discussed',
          options: { bold: true, fontSize: 11, color: COLOR.green, breakLine: true },
        },
        { text: clip(wanted ?? 'Details are agreed in the technical validation.', 130), options: { fontSize: 14, color: COLOR.text } },
      ],
      { x: x + 0.25, y: TOP + 1, w: width - 0.5, h: 1.35, margin: 0, valign: 'top', fontFace: FONT },
    );
  });
  const y = 4.75;
  slide.addText(`The way to ${longDate(endAt)}`, {
    x: MARGIN,
    y,
    w: WIDTH,
    h: 0.3,
    margin: 0,
    fontFace: FONT,
    fontSize: 13,
    bold: true,
    color: COLOR.dark,
  });
  const step = WIDTH / Math.max(1, steps.length);
  steps.forEach(({ step: what, from, to }, index) => {
    const x = MARGIN + index * step;
    slide.addShape('homePlate', { x, y: y + 0.45, w: step - 0.1, h: 0.5, fill: { color: index % 2 === 0 ? COLOR.green : COLOR.mid } });
    slide.addText(`${day(from)} – ${day(to)}`, {
      x: x + 0.12,
      y: y + 0.45,
      w: step - 0.45,
      h: 0.5,
      margin: 0,
      valign: 'middle',
      fontFace: FONT,
      fontSize: 12,
      bold: true,
      color: COLOR.white,
    });
    slide.addText(what, {
      x: x + 0.05,
      y: y + 1.05,
      w: step - 0.25,
      h: 0.6,
      margin: 0,
      valign: 'top',
      fontFace: FONT,
      fontSize: 13,
      color: COLOR.text,
    });
  });
}
