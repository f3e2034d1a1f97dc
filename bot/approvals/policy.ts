import { sentencesOf } from '../../agents/kit/asking.ts';
import { mayActOn } from '../../agents/kit/permissions.ts';
import type { Approval } from '../../models/approval.ts';
import { isMailbox } from '../../models/kit/mailbox.ts';
import type { Role } from '../../models/user.ts';
import { whyClosed } from '../channel-policy.ts';
import type { Standing } from './standing.ts';
import { capital } from './words.ts';

/** What is about to happen to a draft or an approval. `deliver` is right before its effect. */
export type Act = 'propose' | 'edit' | 'approve' | 'reject' | 'deliver';

/** Why something may not happen, and who can do what next: two sentences without their full stops. */
export interface Obstacle {
  why: string;
  next: string;
}

type Judged = Pick<Approval, 'kind' | 'account' | 'sender' | 'recipient' | 'requestedBy' | 'deciders' | 'ownerId' | 'area' | 'askedFor'> & {
  state?: Approval['state'];
};
type Check = (judged: Judged, standing: Standing, act: Act) => Obstacle | undefined;

const LEADERS: readonly Role[] = ['manager', 'executive', 'admin'];
const LEADER = oneOf(LEADERS.map((role) => (/^[aeiou]/.test(role) ? `an ${role}` : `a ${role}`)));
const NOUNS: Record<Approval['kind'], string> = { outreach: 'a note to a customer', action: 'this' };

/**
 * The one policy of approvals: may this happen now, as everything stands at this moment? Asked when a draft is put up, when
 * somebody decides about it, and again right before it takes effect. Undefined where it may.
 */
export function obstacle(act: Act, judged: Judged, standing: Standing): Obstacle | undefined {
  for (const check of CHECKS[act]) {
    const found = check(judged, standing, act);
    if (found) return found;
  }
  return undefined;
}

/** Editing a note is open to the requester as well; the edited text then needs somebody else's approval. */
const decider: Check = (judged, { decider: person, account }, act) => {
  const { kind, deciders, requestedBy, sender, state, area } = judged;
  const deciding = act === 'deliver' ? 'approve' : act;
  const noun = NOUNS[kind];
  if (!person) return { why: 'Whoever decided is not active here any more', next: `${capital(whoDecides(judged))} can decide` };
  const requested = person._id === requestedBy;
  if (state === 'draft' && !requested)
    return { why: 'It is its author’s own draft so far', next: 'They ask for approval when they are done' };
  if (inColleaguesName(judged)) {
    if (person._id === sender.id || (deciding === 'edit' && requested)) return undefined;
    return { why: `It goes in ${sender.name}'s name, so only ${sender.name} may ${deciding} it`, next: `Ask ${sender.name}` };
  }
  if (deciders === 'team') {
    if (requested || (account && mayActOn({ id: person._id, roles: person.roles }, account, area ?? 'account'))) return undefined;
    return { why: `Only ${whoDecides(judged)} may ${deciding} ${noun}`, next: 'Ask one of them' };
  }
  const leads = person.roles.some((role) => LEADERS.includes(role));
  if (deciding === 'edit' && (leads || requested)) return undefined;
  if (!leads) {
    const also = deciding === 'edit' ? 'the person who asked for it, ' : '';
    return { why: `Only ${also}${LEADER} may ${deciding} ${noun}`, next: 'Ask one of them' };
  }
  if (!requested) return undefined;
  return {
    why: `You asked for it yourself, and ${noun} needs a second person`,
    next: `Another ${oneOf(LEADERS)} can ${deciding} it`,
  };
};

/** Where the decision is made, the card and its outcome are read. */
const place: Check = (_, { closed }) =>
  closed && { why: `Customer data may not be shown here: ${whyClosed(closed).split('. ')[0]}`, next: 'Decide in our direct conversation' };

const known: Check = ({ account: { name } }, { account }) =>
  account ? undefined : { why: `The account ${name} is not known here`, next: 'Reject closes this' };

/** In whose name it happens: still here, still allowed, and the account still in the same hands. */
const requester: Check = (judged, { account, owner, requester: person, sender: named }, act) => {
  const { kind, sender, ownerId, area } = judged;
  if (!account) return undefined;
  const { name } = account;
  const next = act === 'propose' ? `The account's CSM or account executive, ${LEADER} can do this` : askAnew(owner?.name);
  if (!person) return { why: `${sender.name}, who asked for it, is not active here any more`, next };
  if (!mayActOn({ id: person._id, roles: person.roles }, account, area ?? 'account'))
    return { why: act === 'propose' ? `${name} is not your account` : `${name} is not ${sender.name}'s account any more`, next };
  if (kind !== 'outreach') return undefined;
  if (ownerId && account.ownerId !== ownerId) return { why: `${name} was given to ${owner?.name ?? 'somebody else'} since`, next };
  if (!named) return { why: `${sender.name}, in whose name it goes, is not active here any more`, next };
  if (named.email !== sender.email) return { why: `${sender.name} has another e-mail address now`, next };
  if (!isMailbox(sender.email)) return { why: `${sender.name}'s own e-mail address is not valid`, next: 'An admin can correct it' };
  return undefined;
};

const recipient: Check = ({ recipient: to }, { account, contact, owner, now }) => {
  if (!to || !account) return undefined;
  const next = askAnew(owner?.name);
  if (!contact || contact.accountId !== account._id) return { why: `${to.name} is not a contact of ${account.name}`, next };
  const { name, email, optedOutAt, leftAt } = contact;
  if (optedOutAt) return { why: `${name} opted out of mail from us`, next: 'Reject closes this; somebody else there may be written to' };
  if (leftAt && leftAt <= now) return { why: `${name} no longer works with us at ${account.name}`, next };
  if (!email) return { why: `No e-mail address is on record for ${name}`, next: 'Record one and ask for a new draft' };
  if (email !== to.email) return { why: `The address on record for ${name} is now another one`, next };
  if (!isMailbox(email))
    return { why: `The address on record for ${name} is not a valid e-mail address`, next: 'Correct it and ask for a new draft' };
  if (account.lifecycleStage === 'churned' || account.churnedAt)
    return { why: `${account.name} is no longer a customer`, next: 'Reject closes this' };
  return undefined;
};

/** A favour is asked of nobody whom it does not suit, whatever has happened since it was drafted. */
const favour: Check = ({ recipient: to, askedFor }, { against, owner }) =>
  askedFor && against.length > 0
    ? { why: `${to?.name ?? 'Nobody'} is not to be asked for a favour now: ${sentencesOf(against)}`, next: askAnew(owner?.name) }
    : undefined;

const CHECKS: Record<Act, readonly Check[]> = {
  propose: [known, recipient, requester, favour],
  edit: [decider, place],
  approve: [decider, place],
  reject: [decider, place],
  deliver: [known, decider, place, requester, recipient, favour],
};

const askAnew = (owner: string | undefined) => `${owner ?? "The account's CSM"} can ask for a new draft; Reject closes this one`;

/** Whether it goes in the name of somebody else than whoever asks for it. */
export const inColleaguesName = ({ kind, sender, requestedBy }: Pick<Approval, 'kind' | 'sender' | 'requestedBy'>): boolean =>
  kind === 'outreach' && sender.id !== requestedBy;

/** "a manager, an executive or an admin": who can decide about this. */
export function whoDecides(judged: Pick<Approval, 'deciders' | 'kind' | 'sender' | 'requestedBy'>): string {
  const { deciders, sender } = judged;
  if (inColleaguesName(judged)) return sender.name;
  return deciders === 'team' ? `the person who asked for it, the account's CSM or account executive, ${LEADER}` : LEADER;
}

/** An obstacle after what did not happen: "Not approved, nothing was sent. Only …. Ask one of them." */
export function refusalOf(act: Exclude<Act, 'propose' | 'deliver'>, kind: Approval['kind'], { why, next }: Obstacle): string {
  return `${NOT_DONE[kind][act]}. ${why}. ${next}.`;
}

const NOT_DONE: Record<Approval['kind'], Record<'approve' | 'edit' | 'reject', string>> = {
  outreach: { approve: 'Not approved, nothing was sent', edit: 'Not changed', reject: 'Not rejected' },
  action: { approve: 'Not approved, nothing was changed', edit: 'Not changed', reject: 'Not rejected' },
};

function oneOf(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}
