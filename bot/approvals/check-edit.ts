import type { Finding } from '../../agents/facts/finding.ts';
import { plain } from '../../agents/kit/text.ts';
import { checkNote, type NoteCheck } from '../../agents/success-navigator/face.ts';
import type { OutreachApproval } from '../../models/approval.ts';
import type { ApprovalDeps } from './deps.ts';

/** Holds a changed text against the same rules as a generated one; what the first draft rests on counts as a source. */
export async function checkEdit(
  { models, clock }: Pick<ApprovalDeps, 'models' | 'clock'>,
  { tenant, account, recipient, sender, facts, versions }: OutreachApproval,
  text: { subject: string; body: string },
): Promise<NoteCheck> {
  const [first] = versions;
  const known = (facts as Finding[]).map(({ text: fact }) => plain(fact, { exact: true }));
  const sources = [...known, ...(first ? [first.subject, first.body] : [])];
  const about = { account, to: { _id: recipient.contactId }, sender, ...text };
  const { problems, own } = await checkNote({ tenant, models, asOf: clock.now() }, about, sources);
  // What stood there without a source before has none now.
  const kept = (first?.ownFigures ?? []).filter((each) => `${text.subject}\n${text.body}`.includes(each));
  return { problems, own: [...new Set([...kept, ...own])] };
}
