/** What agents show their answers with. */
export type * from '../card.ts';
export * from './buttons.ts';
export * from './card.ts';
export * from './context-line.ts';
export * from './list.ts';
export * from './parts.ts';
export * from './shown.ts';
export * from './table.ts';
