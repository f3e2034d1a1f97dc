/** Whom and which account a person means, and whether it is theirs to act on. */
export * from './account-facts.ts';
export * from './people.ts';
export * from './permissions.ts';
export * from './resolve.ts';
