import type { Actor } from '../../agents/kit/context.ts';
import { mayActOn } from '../../agents/kit/permissions.ts';
import type { Account } from '../../models/account.ts';
import type { Approval } from '../../models/approval.ts';
import type { Role } from '../../models/user.ts';

export type Decision = 'approve' | 'edit' | 'reject';

type Decided = Pick<Approval, 'kind' | 'requestedBy' | 'deciders'>;

const LEADERS: readonly Role[] = ['manager', 'executive', 'admin'];
const LEADER = oneOf(LEADERS.map((role) => (/^[aeiou]/.test(role) ? `an ${role}` : `a ${role}`)));

const NOUNS: Record<Approval['kind'], string> = { outreach: 'a note to a customer', action: 'this' };
const DONE: Record<Approval['kind'], Record<Decision, string>> = {
  outreach: { approve: 'Not approved, nothing was sent', edit: 'Not changed', reject: 'Not rejected' },
  action: { approve: 'Not approved, nothing was changed', edit: 'Not changed', reject: 'Not rejected' },
};

/**
 * Why this person may not decide this: what was not done, the rule, who can. Undefined when they may.
 * Editing a note is open to the requester as well; the edited text then needs somebody else's approval.
 */
export function refusal(
  approval: Decided,
  actor: Pick<Actor, 'id' | 'roles'>,
  decision: Decision,
  account?: Pick<Account, 'ownerId' | 'accountExecutiveId'>,
): string | undefined {
  const { kind, deciders, requestedBy } = approval;
  const [noun, notDone] = [NOUNS[kind], DONE[kind][decision]];
  const requested = actor.id === requestedBy;
  if (deciders === 'team') {
    if (requested || (account && mayActOn(actor, account))) return undefined;
    return `${notDone}. Only ${whoDecides(approval)} may ${decision} ${noun}. Ask one of them.`;
  }
  const leads = actor.roles.some((role) => LEADERS.includes(role));
  if (decision === 'edit' && (leads || requested)) return undefined;
  if (!leads) {
    const also = decision === 'edit' ? `the person who asked for it, ` : '';
    return `${notDone}. Only ${also}${LEADER} may ${decision} ${noun}. Ask one of them.`;
  }
  if (requested) {
    return `${notDone}. You asked for it yourself, and ${noun} needs a second person: another ${oneOf(LEADERS)} can ${decision} it.`;
  }
  return undefined;
}

/** "a manager, an executive or an admin": who can decide about this. */
export function whoDecides({ deciders }: Pick<Approval, 'deciders'>): string {
  return deciders === 'team' ? `the person who asked for it, the account's CSM or account executive, ${LEADER}` : LEADER;
}

function oneOf(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}
