import { sentencesOf } from '../../agents/kit/asking.ts';
import type { Form } from '../../agents/kit/card.ts';
import type { Actor } from '../../agents/kit/context.ts';
import { favourIn } from '../../agents/success-navigator/face.ts';
import { type Approval, isOutreach } from '../../models/approval.ts';
import { audit } from '../../tools/audit.ts';
import type { Closed } from '../channel-policy.ts';
import { checkEdit } from './check-edit.ts';
import type { ApprovalDeps, Update } from './deps.ts';
import { boundFilter, digestOf } from './digest.ts';
import { DAYS_TO_DECIDE, MAX_BODY, MAX_SUBJECT, textProblem, tidy } from './limits.ts';
import { obstacle, refusalOf, whoDecides } from './policy.ts';
import { standingOf } from './standing.ts';
import { findApproval, step, updateOf } from './store.ts';
import { outcome } from './words.ts';

const PREFIX = 'edit-approval';

/** What a form carries to the platform and back: which approval, which version. */
export const editFormId = ({ _id, version }: Pick<Approval, '_id' | 'version'>): string => `${PREFIX}:${version}:${_id}`;

/** The approval and version a form was opened for; undefined when the form is another one. */
export function parseEditFormId(formId: string): { approvalId: string; version: number } | undefined {
  const [prefix, version, ...id] = formId.split(':');
  return prefix === PREFIX && /^\d{1,9}$/.test(version ?? '') && id.length > 0
    ? { approvalId: id.join(':'), version: Number(version) }
    : undefined;
}

/** The form to change an open draft; a text instead when this person may not, or it is too late. */
export async function editForm(
  deps: ApprovalDeps,
  approval: Approval,
  { actor, version, closed }: Pick<EditRequest, 'actor' | 'version' | 'closed'>,
): Promise<{ form: Form } | { answer: string }> {
  const inTheWay = await obstacleTo(deps, approval, { actor, version, closed });
  if (inTheWay) return { answer: inTheWay.answer };
  if (!isOutreach(approval)) return { answer: 'Not changed: there is no text to edit here. Approve or reject it.' };
  const { recipient, account, subject, body, sender } = approval;
  const fixed = { multiline: false, maxLength: 300, editable: false } as const;
  return {
    form: {
      title: 'Edit the note',
      submit: 'Save',
      intro: `Saving makes version ${approval.version + 1} in ${sender.name}'s name. It is not sent before ${whoDecides(approval)} approves it.`,
      inputs: [
        { type: 'input', id: 'recipient', label: 'To (fixed)', value: `${recipient.name}, ${account.name}, ${recipient.email}`, ...fixed },
        { type: 'input', id: 'subject', label: 'Subject', value: subject, multiline: false, maxLength: MAX_SUBJECT, editable: true },
        { type: 'input', id: 'body', label: 'Text', value: body, multiline: true, maxLength: MAX_BODY, editable: true },
      ],
    },
  };
}

export interface EditRequest {
  tenant: string;
  actor: Actor;
  approvalId: string;
  /** The version the form was opened for. */
  version: number;
  values: Record<string, string>;
  /** Why the place may not see customer data; undefined where it may. */
  closed?: Closed | undefined;
}

export interface Edited {
  outcome: 'done' | 'unchanged' | 'invalid' | 'refused' | 'stale' | 'closed' | 'missing';
  answer: string;
  approval?: Approval;
  update?: Update;
}

/** Saves a changed text as a new version of the same draft: same kind, account and recipient, a new approval. */
export async function submitEdit(deps: ApprovalDeps, { tenant, actor, approvalId, version, values, closed }: EditRequest): Promise<Edited> {
  const now = deps.clock.now();
  const approval = await findApproval(deps, tenant, approvalId);
  if (!approval) return { outcome: 'missing', answer: 'This draft is no longer stored. Nothing was changed or sent.' };
  const text = { subject: tidy(values.subject ?? ''), body: tidy(values.body ?? '') };
  const last = approval.versions.at(-1);
  if (last?.by.id === actor.id && approval.version === version + 1 && last.subject === text.subject && last.body === text.body) {
    return {
      outcome: 'done',
      answer: `Saved already as version ${approval.version}. ${whatNext(approval)}`,
      approval,
      update: await updateOf(deps, approval),
    };
  }
  const editing = { actor, version, closed };
  const inTheWay = await obstacleTo(deps, approval, editing);
  if (inTheWay) return { ...inTheWay, approval, update: await updateOf(deps, approval) };
  const problem = textProblem(text);
  if (problem) return { outcome: 'invalid', answer: `Not saved: ${problem}. Version ${version} is unchanged.`, approval };
  if (text.subject === approval.subject && text.body === approval.body)
    return { outcome: 'unchanged', answer: 'Nothing was changed, so there is no new version.', approval };

  const check = isOutreach(approval) ? await checkEdit(deps, approval, text) : undefined;
  if (check && check.problems.length > 0)
    return { outcome: 'invalid', answer: `Not saved: ${check.problems.join('; ')}. Version ${version} is unchanged.`, approval };
  // A favour that the edit adds is judged, and remembered, like one that was asked for from the start.
  const added = isOutreach(approval) && !approval.askedFor ? favourIn(text.body) : undefined;
  const asking = added ? { askedFor: added } : {};
  if (added) {
    const { against } = await standingOf({ models: deps.models, now }, { ...approval, ...asking });
    if (against.length > 0) {
      const why = `${approval.recipient?.name ?? 'Nobody'} is not to be asked for a favour now: ${sentencesOf(against)}`;
      return { outcome: 'invalid', answer: `Not saved: ${why}. Version ${version} is unchanged.`, approval };
    }
  }
  const next = { ...text, version: version + 1 };
  const digest = digestOf({ ...approval, ...next, ...asking });
  const by = { id: actor.id, name: actor.name };
  await audit(deps.models, {
    tenant,
    actorId: actor.id,
    at: now,
    event: 'edited',
    data: { approval: approvalId, version: next.version, digest },
  });
  const saved = await step(deps, approval, 'edit', {
    where: boundFilter(approval),
    set: { ...next, ...asking, digest, expiresAt: new Date(now.getTime() + DAYS_TO_DECIDE * 86_400_000) },
    push: { versions: { ...next, digest, by, at: now, ...(check && check.own.length > 0 ? { ownFigures: check.own } : {}) } },
  });
  if (!saved) {
    const current = (await findApproval(deps, tenant, approvalId)) ?? approval;
    const late = (await obstacleTo(deps, current, editing)) ?? {
      outcome: 'stale' as const,
      answer: 'Not saved: the draft was changed at the same moment.',
    };
    return { ...late, approval: current, update: await updateOf(deps, current) };
  }
  return {
    outcome: 'done',
    answer: `Saved as version ${saved.version}.${unsourced(check?.own ?? [])} ${whatNext(saved)}`,
    approval: saved,
    update: await updateOf(deps, saved),
  };
}

/** What the author or an approver does next. */
const whatNext = (approval: Approval): string =>
  approval.state === 'draft' ? 'Nobody is asked before you press Ask for approval.' : `It needs approval by ${whoDecides(approval)}.`;

const unsourced = (own: readonly string[]): string =>
  own.length === 0 ? '' : ` No record shows ${own.join(', ')}: the card says that you answer for ${own.length === 1 ? 'it' : 'them'}.`;

/** Why this version cannot be edited by this person now. */
async function obstacleTo(
  { models, clock }: Pick<ApprovalDeps, 'models' | 'clock'>,
  approval: Approval,
  { actor, version, closed }: Pick<EditRequest, 'actor' | 'version' | 'closed'>,
): Promise<{ outcome: 'refused' | 'stale' | 'closed'; answer: string } | undefined> {
  const now = clock.now();
  const by = { by: actor.id, closed };
  const refused = obstacle('edit', approval, await standingOf({ models, now }, approval, by));
  if (refused) return { outcome: 'refused', answer: refusalOf('edit', approval.kind, refused) };
  if (approval.state !== 'pending' && approval.state !== 'draft')
    return { outcome: 'closed', answer: `Not changed: the draft is no longer open. ${outcome(approval)}` };
  if (approval.expiresAt <= now)
    return { outcome: 'closed', answer: 'Not changed: the draft has expired. Nothing was sent. Ask for a new draft.' };
  if (approval.version !== version) {
    return {
      outcome: 'stale',
      answer: `Not changed: ${approval.versions.at(-1)?.by.name ?? 'somebody'} saved version ${approval.version} meanwhile. Open Edit again on the card to start from it.`,
    };
  }
  return undefined;
}
