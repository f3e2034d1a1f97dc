import type { Assistant } from '../assistant.ts';

/** What offers need of the running Greendoor. */
export type OfferDeps = Pick<Assistant, 'models' | 'catalog' | 'clock' | 'log' | 'copying' | 'changing'>;

/** How long an offer may be pressed, and what was pressed taken back, in milliseconds. */
export const PRESS_WITHIN_MS = 24 * 3_600_000;
export const UNDO_WITHIN_MS = 24 * 3_600_000;
