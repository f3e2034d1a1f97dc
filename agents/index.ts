import type { Agent } from './kit/define-agent.ts';

/**
 * Every agent, in the order people meet them. Adding one is its own file and a line here:
 * tools, prompt, planner, tests and the README's table follow from this list.
 */
export const agents: Agent[] = [];
