import type { PackageContent } from './content.ts';
import { newDeck } from './pptx.ts';
import { usageSlide } from './slides/adoption.ts';
import { investmentSlide } from './slides/investment.ts';
import { nextSlide } from './slides/next.ts';
import { resultsSlide } from './slides/results.ts';
import { titleSlide } from './slides/title.ts';
import { valueSlide } from './slides/value.ts';
import { FONT } from './theme.ts';

const SLIDES = [titleSlide, resultsSlide, valueSlide, usageSlide, nextSlide, investmentSlide];

/** The executive deck as a .pptx file: one message a slide, charts PowerPoint can edit, each figure's source in the notes. */
export async function renderDeck(content: PackageContent): Promise<Uint8Array> {
  const deck = newDeck();
  deck.layout = 'LAYOUT_WIDE';
  deck.title = `${content.account}: renewal proposal`;
  deck.author = content.from.name;
  deck.company = '';
  deck.theme = { headFontFace: FONT, bodyFontFace: FONT };
  for (const add of SLIDES) add(deck, content);
  return (await deck.write({ outputType: 'uint8array' })) as Uint8Array;
}
