/** One look for every document: a twelve-column feel on a 13.33 × 7.5 inch page, green, one font. */
export const PAGE = { width: 13.333, height: 7.5 } as const;
export const MARGIN = 0.65;
export const WIDTH = PAGE.width - 2 * MARGIN;
export const HALF = (WIDTH - 0.5) / 2;
export const TOP = 1.85;
export const BOTTOM = 6.75;
export const FONT = 'Arial';
export const COLOR = {
  green: '1B7F4B',
  dark: '12372A',
  mid: '5FB58A',
  pale: 'A9D5BD',
  wash: 'F1F7F3',
  line: 'D5E3DA',
  text: '1F2D27',
  grey: '5C6B64',
  white: 'FFFFFF',
} as const;
