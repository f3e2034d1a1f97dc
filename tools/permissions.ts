import type { Actor } from '../agents/kit/context.ts';
import type { AgentTool } from '../agents/kit/define-agent.ts';
import { RefusedError } from '../agents/kit/errors.ts';
import type { Role } from '../models/user.ts';
import { mayCall } from './catalog.ts';

export { mayActOn, requireMayActOn } from '../agents/kit/permissions.ts';

const PLURAL: Record<Role, string> = {
  csm: 'CSMs',
  ae: 'account executives',
  manager: 'managers',
  executive: 'executives',
  marketing: 'marketing',
  admin: 'admins',
};

/** @throws RefusedError that says the rule and who can. */
export function requireMayCall(actor: Pick<Actor, 'roles'>, tool: Pick<AgentTool, 'title' | 'roles'>): void {
  if (mayCall(actor.roles, tool)) return;
  throw new RefusedError(`Not done: "${tool.title}" is for ${listed(tool.roles.map((role) => PLURAL[role]))}. Ask one of them.`);
}

function listed(names: string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
