/** One look for every document: green, one font. */
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
