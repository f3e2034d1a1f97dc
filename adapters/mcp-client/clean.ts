import { cleanText, firstOf } from '../../models/kit/text.ts';

/** Invisible and bidirectional characters, and those that only look like nothing; line breaks, tabs and the emoji joiner stay. */
const INVISIBLE = /(?!\n|\t|\u200d|\ufe0f)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** A text of another system: nothing hidden in it, no longer than said. */
export const cleanWords = (text: string, most: number): string =>
  firstOf(cleanText(firstOf(text, most * 2).replace(/\r\n?/g, '\n')).replace(INVISIBLE, ''), most);

/** The same in one line. */
export const cleanPhrase = (text: string, most: number): string =>
  cleanWords(text, most * 2)
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, most);
