/** What agents say: words with figures in between. */
export * from './present/figures.ts';
export { listed, plain, small, t } from './text.ts';
