/** What agents know of an account, and how they say it. */
export type * from './account-facts.ts';
export type * from './evidence.ts';
export * from './exchange.ts';
export * from './facts-at.ts';
export * from './figure.ts';
export * from './finding.ts';
export * from './load.ts';
export type * from './metric.ts';
export * from './partly.ts';
export * from './people.ts';
export * from './time.ts';
