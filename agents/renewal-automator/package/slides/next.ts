import { longDate } from '../../../metrics/format.ts';
import { day, footerOf, type PackageContent } from '../content.ts';
import type { Deck } from '../pptx.ts';
import { caption, clip, messageSlide, panel, write } from '../slide-kit.ts';
import { COLOR, MARGIN, TOP, WIDTH } from '../theme.ts';

/** What is proposed where nothing new was asked for. */
const SAME = [
  { name: 'Scope as it is', wanted: 'What your people use today goes on without a break.' },
  { name: 'One benefit to measure', wanted: 'Chosen by you, counted in money, confirmed by your people.' },
  { name: 'Review together', wanted: 'Results and use, with your executives, twice in the year.' },
];
const COUNT: Record<number, string> = { 2: 'two', 3: 'three', 4: 'four' };
const GAP = 0.3;
const WAY = 4.75;

/** What they asked for, and the way to the new term. */
export function nextSlide(deck: Deck, content: PackageContent): void {
  const { additions, steps, endAt, sources } = content;
  const several = `The next year adds ${COUNT[additions.length] ?? additions.length} things you asked for`;
  const title =
    additions.length === 0
      ? 'The next year: the same platform, reviewed together'
      : additions.length === 1
        ? 'The next year adds what you asked for'
        : several;
  const slide = messageSlide(deck, { kicker: 'Next year', title, footer: footerOf(content), sources: sources.next });
  const cards = (additions.length > 0 ? additions : SAME).slice(0, 4);
  const width = (WIDTH - GAP * (cards.length - 1)) / cards.length;
  for (const [index, { name, wanted }] of cards.entries()) {
    const x = MARGIN + index * (width + GAP);
    panel(slide, { x, y: TOP, w: width, h: 2.45 }, 'top');
    const inner = { x: x + 0.25, w: width - 0.5 };
    write(slide, clip(name, 60), { ...inner, y: TOP + 0.2, h: 0.75 }, { valign: 'top', fontSize: 18, bold: true, color: COLOR.dark });
    const why = additions.length === 0 ? 'Our proposal' : wanted ? 'What you want to reach' : 'As discussed';
    const runs = [
      { text: why, options: { bold: true, fontSize: 11, color: COLOR.green, breakLine: true } },
      { text: clip(wanted ?? 'Details are agreed in the technical validation.', 130), options: { fontSize: 14 } },
    ];
    write(slide, runs, { ...inner, y: TOP + 1, h: 1.35 }, { valign: 'top' });
  }
  caption(slide, `The way to ${longDate(endAt)}`, { x: MARGIN, y: WAY, w: WIDTH });
  const step = WIDTH / Math.max(1, steps.length);
  for (const [index, { step: what, from, to }] of steps.entries()) {
    const x = MARGIN + index * step;
    const arrow = { y: WAY + 0.45, h: 0.5 };
    slide.addShape('homePlate', { ...arrow, x, w: step - 0.1, fill: { color: index % 2 === 0 ? COLOR.green : COLOR.mid } });
    const dates = { valign: 'middle', fontSize: 12, bold: true, color: COLOR.white } as const;
    write(slide, `${day(from)} – ${day(to)}`, { ...arrow, x: x + 0.12, w: step - 0.45 }, dates);
    write(slide, what, { x: x + 0.05, y: WAY + 1.05, w: step - 0.25, h: 0.6 }, { valign: 'top', fontSize: 13 });
  }
}
