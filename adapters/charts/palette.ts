/** Colours of Okabe and Ito, told apart by every kind of colour vision; yellow is left out, being invisible on white. */
export const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#56b4e9', '#e69f00', '#000000', '#7f7f7f'];
/** Lines differ in more than colour. */
export const DASHES: (number[] | 'solid')[] = ['solid', [7, 4], [2, 3], [9, 3, 2, 3], 'solid', [7, 4], [2, 3], [9, 3, 2, 3]];
export const SYMBOLS = ['circle', 'rect', 'triangle', 'diamond', 'emptyCircle', 'emptyRect', 'emptyTriangle', 'emptyDiamond'];

export const INK = '#1d1c1d';
export const FAINT = '#5c5c60';
export const RULE = '#e4e4e7';
export const PAPER = '#ffffff';
