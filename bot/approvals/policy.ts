import type { Actor } from '../../agents/kit/context.ts';
import type { Approval } from '../../models/approval.ts';
import type { Role } from '../../models/user.ts';

export type Decision = 'approve' | 'edit' | 'reject';

interface Policy {
  /** What it is called in a sentence. */
  noun: string;
  deciders: readonly Role[];
  /** Whether the person who asked for it may decide about it too. */
  requesterDecides: boolean;
}

/** Who may decide what, by kind of approval. */
const POLICIES: Record<Approval['kind'], Policy> = {
  outreach: { noun: 'a note to a customer', deciders: ['manager', 'executive', 'admin'], requesterDecides: false },
};

const DONE: Record<Decision, string> = { approve: 'Not approved, nothing was sent', edit: 'Not changed', reject: 'Not rejected' };

/**
 * Why this person may not decide this: what was not done, the rule, who can. Undefined when they may.
 * Editing is open to the requester as well; the edited text then needs somebody else's approval.
 */
export function refusal(
  approval: Pick<Approval, 'kind' | 'requestedBy'>,
  actor: Pick<Actor, 'id' | 'roles'>,
  decision: Decision,
): string | undefined {
  const { noun, deciders, requesterDecides } = POLICIES[approval.kind];
  const decides = actor.roles.some((role) => deciders.includes(role));
  const requested = actor.id === approval.requestedBy;
  if (decision === 'edit' && (decides || requested)) return undefined;
  const who = oneOf(deciders.map((role) => (/^[aeiou]/.test(role) ? `an ${role}` : `a ${role}`)));
  if (!decides) {
    const also = decision === 'edit' ? `the person who asked for it, ` : '';
    return `${DONE[decision]}. Only ${also}${who} may ${decision} ${noun}. Ask one of them.`;
  }
  if (requested && !requesterDecides) {
    return `${DONE[decision]}. You asked for it yourself, and ${noun} needs a second person: another ${oneOf(deciders.slice())} can ${decision} it.`;
  }
  return undefined;
}

/** "a manager, an executive or an admin": who can decide about this kind. */
export function whoDecides(kind: Approval['kind']): string {
  return oneOf(POLICIES[kind].deciders.map((role) => (/^[aeiou]/.test(role) ? `an ${role}` : `a ${role}`)));
}

function oneOf(names: string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}
