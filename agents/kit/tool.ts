/** What tools are made of: their definition, what they are asked, whom and which account that means, and how they refuse. */
export * from './account-facts.ts';
export * from './act-tool.ts';
export type * from './context.ts';
export * from './define-agent.ts';
export * from './errors.ts';
export * from './inputs.ts';
export * from './people.ts';
export * from './permissions.ts';
export * from './resolve.ts';
