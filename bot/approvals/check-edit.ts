import type { Finding } from '../../agents/facts/finding.ts';
import { plain } from '../../agents/kit/text.ts';
import { checkNote, type NoteCheck } from '../../agents/success-navigator/face.ts';
import type { OutreachApproval } from '../../models/approval.ts';
import type { ApprovalDeps } from './deps.ts';

/** Holds a changed text against the same rules as a generated one; what the first draft rests on counts as a source. */
export function checkEdit(
  { models, clock }: Pick<ApprovalDeps, 'models' | 'clock'>,
  { tenant, account, recipient, sender, facts, versions }: OutreachApproval,
  text: { subject: string; body: string },
): Promise<NoteCheck> {
  const [first] = versions;
  const known = (facts as Finding[]).map(({ text: fact }) => plain(fact, { exact: true }));
  const sources = [...known, ...(first ? [first.subject, first.body] : [])];
  return checkNote({ tenant, models, asOf: clock.now() }, { account, to: { _id: recipient.contactId }, sender, ...text }, sources);
}
