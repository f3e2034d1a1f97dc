/** What tools are made of: their definition, what they are asked, how they ask back, refuse and keep what they found. */
export * from './act-tool.ts';
export * from './contact-roles.ts';
export type * from './context.ts';
export * from './define-agent.ts';
export * from './errors.ts';
export * from './inputs.ts';
export * from './issue.ts';
export * from './meant.ts';
export * from './proposal.ts';
export * from './scorer.ts';
