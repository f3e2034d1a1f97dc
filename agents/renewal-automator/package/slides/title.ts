import { longDate } from '../../../metrics/format.ts';
import type { PackageContent } from '../content.ts';
import type { Deck } from '../pptx.ts';
import { clip, notes, write } from '../slide-kit.ts';
import { COLOR, PAGE } from '../theme.ts';

/** Whose renewal, for which term, from whom. */
export function titleSlide(deck: Deck, { account, sponsor, from, madeAt, endAt }: PackageContent): void {
  const slide = deck.addSlide();
  slide.background = { color: COLOR.dark };
  slide.addShape('rect', { x: 0, y: 0, w: 0.45, h: PAGE.height, fill: { color: COLOR.green } });
  const at = { x: 1.2, w: 10.8 };
  write(slide, 'RENEWAL PROPOSAL', { ...at, y: 1.7, h: 0.4 }, { fontSize: 14, bold: true, charSpacing: 4, color: COLOR.pale });
  const large = { valign: 'top', fontSize: account.length > 32 ? 36 : 44, bold: true, color: COLOR.white } as const;
  write(slide, clip(account, 60), { ...at, y: 2.15, h: 1.3 }, large);
  write(slide, 'What you got, what comes next, and what it takes', { ...at, y: 3.5, h: 0.5 }, { fontSize: 20, color: COLOR.pale });
  slide.addShape('line', { x: 1.2, y: 4.4, w: 2.2, h: 0, line: { color: COLOR.mid, width: 2 } });
  const lines = [
    `For the term after ${longDate(endAt)}`,
    ...(sponsor ? [`Prepared for ${sponsor}`] : []),
    `${from.name}, ${from.title} · ${longDate(madeAt)}`,
  ];
  const runs = lines.map((line) => ({ text: line, options: { breakLine: true } }));
  write(slide, runs, { ...at, y: 4.6, h: 1.2 }, { valign: 'top', fontSize: 14, color: COLOR.white, paraSpaceAfter: 4 });
  slide.addNotes(notes([]));
}
