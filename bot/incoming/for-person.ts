import type { Text } from '../../agents/facts/figure.ts';
import type { Button, Card, Part } from '../../agents/kit/card.ts';
import type { Actor } from '../../agents/kit/context.ts';
import { type ApprovalDeps, findApproval } from '../approvals/index.ts';
import { obstacle } from '../approvals/policy.ts';
import { standingOf } from '../approvals/standing.ts';
import type { Closed } from '../channel-policy.ts';

/** A card as one person sees it: without the decisions that are not theirs. */
export async function forPerson<T = Text>(
  deps: ApprovalDeps,
  { tenant, actor, closed }: { tenant: string; actor: Actor; closed: Closed | undefined },
  card: Card<T>,
  stands: Card['stands'],
): Promise<Card<T>> {
  const approval = stands?.for === 'approval' ? await findApproval(deps, tenant, stands.id) : undefined;
  if (!approval) return card;
  const standing = await standingOf({ models: deps.models, now: deps.clock.now() }, approval, { by: actor.id, closed });
  const theirs = ({ effect }: Button): boolean => {
    if (effect.type !== 'decide') return true;
    const { decision } = effect;
    if (decision === 'submit' || decision === 'discard') return approval.requestedBy === actor.id;
    return obstacle(decision, approval, standing) === undefined;
  };
  let left = 0;
  const parts = card.parts.flatMap((part): Part<T>[] => {
    if (part.type !== 'buttons') return [part];
    const buttons = part.buttons.filter(theirs);
    left += part.buttons.length - buttons.length;
    return buttons.length > 0 ? [{ ...part, buttons }] : [];
  });
  if (left === 0) return card;
  return { ...card, parts: [...parts, { type: 'context', text: 'Not yours to decide.' as T }] };
}
