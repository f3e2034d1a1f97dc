export { COLOR, FONT } from '../../kit/documents/look.ts';

/** A twelve-column feel on a 13.33 × 7.5 inch page. */
export const PAGE = { width: 13.333, height: 7.5 } as const;
export const MARGIN = 0.65;
export const WIDTH = PAGE.width - 2 * MARGIN;
export const HALF = (WIDTH - 0.5) / 2;
export const TOP = 1.85;
export const BOTTOM = 6.75;
