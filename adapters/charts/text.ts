/** Text in a picture: what the font can draw, how wide it is, where it breaks. */

/** Advance widths of DejaVu Sans from space to tilde, in hundredths of the font size. */
const WIDTHS = [
  31, 40, 45, 83, 63, 95, 77, 27, 39, 39, 50, 83, 31, 36, 31, 33, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 33, 33, 83, 83, 83, 53, 100, 68,
  68, 69, 77, 63, 57, 77, 75, 29, 29, 65, 55, 86, 74, 78, 60, 78, 69, 63, 61, 73, 68, 98, 68, 61, 68, 39, 33, 39, 83, 50, 50, 61, 63, 54,
  63, 61, 35, 63, 63, 27, 27, 57, 27, 97, 63, 61, 63, 63, 41, 52, 39, 63, 59, 81, 59, 59, 52, 63, 33, 63, 83,
];
/** Of every other character: wide enough for nearly all. */
const OTHER = 75;
const BOLD = 1.13;

/** Scripts and marks the fonts have; others (Chinese, Thai, emoji …) would come out as boxes. */
const DRAWABLE =
  /^(?:(?!\p{Extended_Pictographic}|[\u3000-\uffff])[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Armenian}\p{Script=Georgian}\p{Script=Common}\p{Script=Inherited}])*$/u;
const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Cf}\p{Co}]+/gu;

export const isDrawable = (text: string): boolean => DRAWABLE.test(text);

/**
 * One line without characters that an SVG may not hold. Words that every object answers to are made others by a space that
 * does not break: the chart library remembers texts in plain objects, where `__proto__` would change every object of the process.
 */
export const oneLine = (text: string): string =>
  text
    .replaceAll(UNPRINTABLE, ' ')
    .trim()
    .split(/\s+/)
    .map((word) => (word in Object.prototype ? `${word}\u00a0` : word))
    .join(' ');

/** Width in the unit of `size`. */
export function widthOf(text: string, size: number, bold = false): number {
  let hundredths = 0;
  for (const character of text) hundredths += WIDTHS[(character.codePointAt(0) ?? 0) - 32] ?? OTHER;
  return (hundredths / 100) * size * (bold ? BOLD : 1);
}

/** The text, or as much of it as fits with an ellipsis. */
export function fitted(text: string, width: number, size: number, bold = false): string {
  if (widthOf(text, size, bold) <= width) return text;
  const characters = [...text];
  while (characters.length > 0 && widthOf(`${characters.join('')}…`, size, bold) > width) characters.pop();
  return `${characters.join('').trimEnd()}…`;
}

/** Lines no wider than `width`, broken between words; what exceeds `lines` ends in an ellipsis. */
export function wrapped(text: string, width: number, size: number, lines: number, bold = false): string[] {
  const words = text.split(' ');
  const made: string[] = [];
  let line = words.shift() ?? '';
  for (const word of words) {
    if (widthOf(`${line} ${word}`, size, bold) <= width) line = `${line} ${word}`;
    else {
      made.push(line);
      line = word;
    }
  }
  made.push(line);
  const shown = made.length > lines ? [...made.slice(0, lines - 1), made.slice(lines - 1).join(' ')] : made;
  return shown.map((each) => fitted(each, width, size, bold));
}
