import type { Account } from '../../models/account.ts';
import type { Approval, ApprovalState } from '../../models/approval.ts';
import type { Role } from '../../models/user.ts';
import type { Context } from '../kit/tool.ts';
import { mayActOn } from '../kit/who.ts';

export const WHOSE = ['for_me', 'asked', 'all'] as const;
export const STATES = ['waiting', 'approved', 'rejected', 'decided', 'any'] as const;

const LEADERS: readonly Role[] = ['manager', 'executive', 'admin'];
/** What did not take effect can be approved again. */
const WAITING: ApprovalState[] = ['draft', 'pending', 'failed'];
const APPROVED: ApprovalState[] = ['claimed', 'sent', 'recorded', 'done', 'failed', 'unknown'];

export const STATES_OF: Record<(typeof STATES)[number], ApprovalState[] | null> = {
  waiting: WAITING,
  approved: APPROVED,
  rejected: ['rejected'],
  decided: [...APPROVED, 'rejected'],
  any: null,
};

type Person = { id: string; roles: readonly Role[] };
type Owned = Pick<Account, '_id' | 'ownerId' | 'accountExecutiveId'>;

export const isTheirs = ({ requestedBy, sender }: Approval, person: Person): boolean =>
  requestedBy === person.id || sender.id === person.id;

/** Whether the person is among those who decide about it, as the policy of approvals names them. */
export function decides(approval: Approval, person: Person, account: Owned | undefined): boolean {
  const { state, kind, sender, requestedBy, deciders, area } = approval;
  const requested = requestedBy === person.id;
  if (state === 'draft') return requested;
  if (kind === 'outreach' && sender.id !== requestedBy) return sender.id === person.id;
  if (deciders === 'team')
    return requested || (account !== undefined && mayActOn({ id: person.id, roles: [...person.roles] }, account, area ?? 'account'));
  return !requested && person.roles.some((role) => LEADERS.includes(role));
}

/** The same in words. */
export function whoDecides({ state, kind, sender, requestedBy, deciders }: Approval): string {
  if (state === 'draft') return 'nobody is asked yet';
  if (kind === 'outreach' && sender.id !== requestedBy) return `${sender.name} decides`;
  return deciders === 'team'
    ? 'whoever may act on the account decides'
    : `a manager, an executive or an admin other than ${sender.name} decides`;
}

/** What it is about, beside the account's name: many subjects begin with that. */
export const aboutOf = ({ account, subject }: { account: { name: string }; subject: string }): string =>
  subject.startsWith(`${account.name}: `) ? subject.slice(account.name.length + 2) : subject;

/** Of the newest a person may see: their own, those they decide about, and for leaders all but others' drafts. */
const MOST = 500;

export async function approvalsSeen({ tenant, models }: Pick<Context, 'tenant' | 'models'>, person: Person, where: object) {
  const found = await models.approvals
    .find({ tenant, $and: [where] })
    .sort({ at: -1 })
    .limit(MOST)
    .lean<Approval[]>();
  const ids = [...new Set(found.map(({ account }) => account.id))];
  const fields = { ownerId: 1, accountExecutiveId: 1 };
  const accounts = new Map(
    (await models.accounts.find({ tenant, _id: { $in: ids } }, fields).lean<Owned[]>()).map((each) => [each._id, each]),
  );
  const leads = person.roles.some((role) => LEADERS.includes(role));
  return found.flatMap((approval) => {
    const forMe = decides(approval, person, accounts.get(approval.account.id));
    const theirs = isTheirs(approval, person);
    return theirs || forMe || (leads && approval.state !== 'draft') ? [{ approval, forMe, theirs }] : [];
  });
}

export const waitingFor = async (context: Context, person: Person): Promise<Approval[]> =>
  (await approvalsSeen(context, person, { state: { $in: WAITING } })).flatMap(({ approval, forMe }) => (forMe ? [approval] : []));
