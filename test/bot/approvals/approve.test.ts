import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { createRecordingMailer } from '../../../adapters/mail/record.ts';
import { createSmtpMailer } from '../../../adapters/mail/smtp.ts';
import { type ApprovalDeps, approvalCard, decide, findApproval, proposeApproval, recordPosting } from '../../../bot/approvals/index.ts';
import type { AuditEntry } from '../../../models/audit-entry.ts';
import type { Database } from '../../../models/connection.ts';
import { verifyAudit } from '../../../tools/audit.ts';
import { testDatabase } from '../../support/database.ts';
import { aProposal, csm, depsFor, executive, type Mailbox, mailbox, manager, NOW, TENANT, type TestClock, testClock } from './setup.ts';

let database: Database;
let inbox: Mailbox;
let clock: TestClock;
let deps: ApprovalDeps;
beforeAll(async () => {
  [database, inbox] = await Promise.all([testDatabase(), mailbox()]);
  clock = testClock();
  deps = depsFor(database, inbox.url, clock);
});
afterAll(async () => {
  await Promise.all([database.close(), inbox.close()]);
});

const propose = async (text: { subject?: string; body?: string } = {}, by = csm) =>
  proposeApproval(deps, await aProposal(deps, text), { tenant: TENANT, requestedBy: by });
const approve = (approvalId: string, actor = executive, version = 1) =>
  decide(deps, { tenant: TENANT, actor, approvalId, version, decision: 'approve' });
const mailFor = async (approvalId: string) => (await inbox.parsed()).filter((mail) => mail.messageId?.includes(approvalId));

test('the card says everything the approver agrees to, and afterwards who decided and the receipt, without buttons', async () => {
  const { approvalId, card } = await propose();
  const shown = JSON.stringify(card);
  for (const part of [
    'Pat Doe',
    'Carla',
    '@customer.example',
    'Your open request',
    'shall we look',
    'since 3 November',
    'goes once to',
    '27 November 2026',
    'Berlin time',
  ]) {
    expect(shown).toContain(part);
  }
  const buttons = card.parts.flatMap((part) => (part.type === 'buttons' ? part.buttons : []));
  expect(buttons.map((button) => button.label)).toEqual(['Approve', 'Edit', 'Reject', 'Facts']);
  expect(card.sections[0]?.label).toBe('Facts');

  const posting = { platform: 'slack', workspace: 'T1', channel: 'C1', id: '1.2', replyId: 'r1' };
  await recordPosting(deps, TENANT, approvalId, posting);
  await recordPosting(deps, TENANT, approvalId, posting);
  const { outcome, update } = await approve(approvalId);
  expect(outcome).toBe('done');
  expect(update?.postings).toEqual([posting]);
  const after = JSON.stringify(update?.card);
  expect(after).toContain('Approved by Eve, Fri 20 November 2026, 10:00 (Berlin time)');
  expect(after).toMatch(/Receipt: The mail system accepted message [\w-]+ \(250\)/);
  expect(update?.card.parts.some((part) => part.type === 'buttons')).toBe(false);
  expect(update?.card.sections).toEqual([]);
});

test('approving delivers one mail with the exact text', async () => {
  const body =
    'Grüße, Pat — “quoted” 漢字 = 100 %\n\n.a line that begins with a dot\nFrom here on\n  indented\ttabbed, and a line that is much longer than the seventy-six characters a mail line may have before it is wrapped.\n> kept';
  const { approvalId } = await propose({ subject: 'Änderung: *nothing* <here> & more', body });
  await approve(approvalId);
  const [mail, ...others] = await mailFor(approvalId);
  expect(others).toEqual([]);
  expect(mail?.text?.replace(/\n$/, '')).toBe(body);
  expect(mail?.subject).toBe('Änderung: *nothing* <here> & more');
  expect(mail?.from?.value).toEqual([{ name: 'Carla', address: 'carla@vendor.example' }]);
  expect(mail?.html).toBe(false);
});

test('200 presses at once: one mail, 200 answers, one of them decided', async () => {
  const { approvalId } = await propose();
  const answers = await Promise.all(Array.from({ length: 200 }, (_, each) => approve(approvalId, each % 2 ? executive : manager)));
  expect(answers.filter(({ outcome }) => outcome === 'done')).toHaveLength(1);
  expect(answers.filter(({ outcome }) => outcome === 'already')).toHaveLength(199);
  for (const { answer } of answers) expect(answer).toMatch(/Approved by/);
  expect(await mailFor(approvalId)).toHaveLength(1);
  expect((await approve(approvalId)).answer).toMatch(/^Already decided\. Approved by .* Receipt: The mail system accepted/);
  expect(await mailFor(approvalId)).toHaveLength(1);
});

test('a changed text, recipient or digest is refused', async () => {
  for (const change of [
    { body: 'Pay here' },
    { 'recipient.email': 'thief@evil.example' },
    { digest: 'f'.repeat(64) },
    { 'sender.name': 'Mallory' },
  ]) {
    const { approvalId } = await propose();
    await database.models.approvals.updateOne({ tenant: TENANT, _id: approvalId }, { $set: change });
    const { outcome, answer } = await approve(approvalId);
    expect(outcome).toBe('tampered');
    expect(answer).toMatch(/nothing was sent/);
    expect(await mailFor(approvalId)).toEqual([]);
  }
});

test('a CSM is refused visibly; the requester may not approve their own; nobody decides in another tenant', async () => {
  const { approvalId } = await propose();
  const refused = await approve(approvalId, csm);
  expect(refused.outcome).toBe('refused');
  expect(refused.answer).toBe(
    'Not approved, nothing was sent. Only a manager, an executive or an admin may approve a note to a customer. Ask one of them.',
  );
  const own = await propose({}, executive);
  expect((await approve(own.approvalId, executive)).answer).toMatch(/You asked for it yourself.*Another manager, executive or admin/);
  expect((await decide(deps, { tenant: 'other', actor: executive, approvalId, version: 1, decision: 'approve' })).outcome).toBe('missing');
  expect(await mailFor(approvalId)).toEqual([]);
  expect((await approve(own.approvalId, manager)).outcome).toBe('done');
});

test('rejecting closes it: nothing is sent, and a later Approve says so', async () => {
  const { approvalId } = await propose();
  const rejected = await decide(deps, { tenant: TENANT, actor: manager, approvalId, version: 1, decision: 'reject' });
  expect(rejected.answer).toMatch(/^Rejected by Max, .* Nothing was sent\.$/);
  const late = await approve(approvalId);
  expect(late.answer).toMatch(/^Already decided\. Rejected by Max/);
  expect(await mailFor(approvalId)).toEqual([]);
});

test('what changed at the customer between draft and approval stops the mail', async () => {
  const at = NOW;
  for (const [reason, change] of [
    ['opted out', (id: string) => database.models.contacts.updateOne({ tenant: TENANT, _id: id }, { $set: { optedOutAt: at } })],
    ['no longer works', (id: string) => database.models.contacts.updateOne({ tenant: TENANT, _id: id }, { $set: { leftAt: at } })],
    [
      'now another one',
      (id: string) => database.models.contacts.updateOne({ tenant: TENANT, _id: id }, { $set: { email: 'new@customer.example' } }),
    ],
    [
      'no longer a customer',
      (_: string, account: string) =>
        database.models.accounts.updateOne({ tenant: TENANT, _id: account }, { $set: { lifecycleStage: 'churned' } }),
    ],
  ] as const) {
    const { approvalId, approval } = await propose();
    await change(approval.recipient?.contactId ?? '', approval.account.id);
    const { answer, approval: after } = await approve(approvalId);
    expect(after?.state).toBe('failed');
    expect(answer).toContain(reason);
    expect(await mailFor(approvalId)).toEqual([]);
  }
});

test('without a mail system it is recorded and says so', async () => {
  const recording = { ...deps, mailer: createRecordingMailer({ log: deps.log, clock }) };
  const { approvalId, card } = await proposeApproval(recording, await aProposal(deps), { tenant: TENANT, requestedBy: csm });
  expect(JSON.stringify(card)).toContain('no mail system is configured');
  const { answer, approval } = await decide(recording, { tenant: TENANT, actor: executive, approvalId, version: 1, decision: 'approve' });
  expect(approval?.state).toBe('recorded');
  expect(answer).toMatch(/Recorded, not sent by mail/);
  expect(answer).not.toMatch(/\bSent\b/);
  const outbox = await database.models.outbox.findOne({ tenant: TENANT, approvalId }).lean();
  expect(outbox).toMatchObject({ state: 'recorded', text: approval?.body, receipt: { sent: false } });
});

test('what was proposed, refused, approved and delivered stands in the audit trail, without the text', async () => {
  const { approvalId } = await propose({ body: 'A text nobody may find in the trail' });
  await approve(approvalId, csm);
  await approve(approvalId);
  const trail = (await database.models.auditEntries.find({ tenant: TENANT }).sort({ sequence: 1 }).lean<AuditEntry[]>()).filter((entry) =>
    entry.data.includes(approvalId),
  );
  expect(trail.map((entry) => [entry.event, entry.actorId])).toEqual([
    ['proposed', 'carla'],
    ['refused', 'carla'],
    ['approved', 'eve'],
    ['delivered', 'eve'],
  ]);
  expect(JSON.stringify(trail)).not.toContain('nobody may find');
  expect(await verifyAudit(database.models, TENANT)).toBeUndefined();
});

test('when the audit trail cannot be written, nothing is sent', async () => {
  const { approvalId } = await propose();
  const broken = await testDatabase();
  await broken.close();
  const models = { ...deps.models, auditEntries: broken.models.auditEntries };
  const { approval } = await decide({ ...deps, models }, { tenant: TENANT, actor: executive, approvalId, version: 1, decision: 'approve' });
  expect(approval?.state).toBe('failed');
  expect(await mailFor(approvalId)).toEqual([]);
});

test('a configured sender address carries the requester as name and Reply-To', async () => {
  const log = pino({ level: 'silent' });
  const mailer = createSmtpMailer({ url: inbox.url, from: 'success@vendor.example', log, clock });
  const { approvalId } = await propose();
  await decide({ ...deps, mailer }, { tenant: TENANT, actor: executive, approvalId, version: 1, decision: 'approve' });
  const [mail] = await mailFor(approvalId);
  expect(mail?.from?.value).toEqual([{ name: 'Carla', address: 'success@vendor.example' }]);
  expect(mail?.replyTo?.value).toEqual([{ name: 'Carla', address: 'carla@vendor.example' }]);
});

test('the card writes dates in the time zone of whoever looks', async () => {
  const { approvalId } = await propose();
  const approval = await findApproval(deps, TENANT, approvalId);
  if (!approval) throw new Error('not stored');
  expect(JSON.stringify(approvalCard(approval, { viewerTimezone: 'America/New_York' }))).toContain(
    '27 November 2026, 04:00 (New York time)',
  );
});
