import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { worded } from '../../../agents/kit/worded.ts';
import {
  type ApprovalDeps,
  approvalCard,
  authorStep,
  decide,
  findApproval,
  proposeApproval,
  submitEdit,
} from '../../../bot/approvals/index.ts';
import type { Approval } from '../../../models/approval.ts';
import type { Database } from '../../../models/connection.ts';
import { testDatabase } from '../../support/database.ts';
import {
  aProposal,
  csm,
  depsFor,
  executive,
  type Mailbox,
  mailbox,
  manager,
  NOW,
  otherCsm,
  TENANT,
  type TestClock,
  testClock,
} from './setup.ts';

/** A draft made in conversation is its author's first; whoever decides later sees everything about it. */

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

const drafted = async (more: object = {}, requestedBy = csm) =>
  proposeApproval(deps, { ...(await aProposal(deps)), ...more }, { tenant: TENANT, requestedBy, authored: true });
const author = (approvalId: string, decision: 'submit' | 'discard', actor = csm, version = 1) =>
  authorStep(deps, { tenant: TENANT, actor, approvalId, version, decision });
const approve = (approvalId: string, actor = executive, version = 1) =>
  decide(deps, { tenant: TENANT, actor, approvalId, version, decision: 'approve' });
const edit = (approvalId: string, body: string, actor = csm, version = 1) =>
  submitEdit(deps, { tenant: TENANT, actor, approvalId, version, values: { subject: 'Your open request', body } });
const stateOf = async (id: string) => (await findApproval(deps, TENANT, id))?.state;
const buttonsOf = (approval: Approval): string[] =>
  approvalCard(approval).parts.flatMap((part) => (part.type === 'buttons' ? part.buttons.map(({ label }) => label) : []));
const textOf = (card: Parameters<typeof worded>[0]) =>
  worded(card)
    .parts.flatMap((part) => (part.type === 'text' || part.type === 'context' ? [part.text] : []))
    .join('\n');

test('only the author sees to a draft; others decide once they are asked', async () => {
  const { approvalId, approval } = await drafted();
  expect(approval.state).toBe('draft');
  expect(buttonsOf(approval)).toEqual(['Ask for approval', 'Edit', 'Discard', 'Facts']);
  expect((await approve(approvalId)).answer).toMatch(/^Not approved, nothing was sent\. It is its author’s own draft/);
  expect((await edit(approvalId, 'Hello Pat, all different.', manager)).answer).toMatch(/author’s own draft/);
  expect((await author(approvalId, 'submit', otherCsm)).answer).toMatch(/^Not done: this is Carla’s own draft/);
  expect(await stateOf(approvalId)).toBe('draft');
  const asked = await author(approvalId, 'submit');
  expect([asked.outcome, asked.approval?.state]).toEqual(['done', 'pending']);
  expect(buttonsOf(asked.approval as Approval)).toEqual(['Approve', 'Edit', 'Reject', 'Facts']);
  expect((await author(approvalId, 'discard')).outcome).toBe('already');
  expect((await approve(approvalId)).outcome).toBe('done');
  expect(await stateOf(approvalId)).toBe('sent');
});

test('what was sent is a contact with the customer, once', async () => {
  const { approvalId, approval } = await drafted();
  await author(approvalId, 'submit');
  await Promise.all([approve(approvalId), approve(approvalId)]);
  const rows = await database.models.interactions.find({ tenant: TENANT, accountId: approval.account.id }).lean();
  expect(rows).toEqual([
    expect.objectContaining({
      kind: 'email',
      direction: 'outbound',
      contactId: approval.recipient?.contactId,
      userId: csm.id,
      subject: approval.subject,
      text: approval.body,
      at: NOW,
    }),
  ]);
  expect(await database.models.touchedAccounts.countDocuments({ tenant: TENANT, accountIds: approval.account.id })).toBe(1);
  const { approvalId: dropped, approval: not } = await drafted();
  await author(dropped, 'discard');
  expect(await stateOf(dropped)).toBe('discarded');
  expect((await approve(dropped)).outcome).not.toBe('done');
  expect(await database.models.interactions.countDocuments({ tenant: TENANT, accountId: not.account.id })).toBe(0);
});

test('an edited draft is held against the rules of a generated one, and the approver sees both texts and what changed', async () => {
  const { approvalId, approval } = await drafted();
  const refused = await edit(approvalId, 'Hello Pat,\n\nyour health score fell and you may churn.\n\nCarla');
  expect(refused.answer).toMatch(/^Not saved: .*how we speak among ourselves/);
  const saved = await edit(approvalId, 'Hello Pat,\n\nshall we look at it together on 4 December? It saves you 30 %.\n\nCarla');
  expect(saved.answer).toMatch(/^Saved as version 2\. No record shows .*30 %.*you answer for.*Nobody is asked before you press/);
  const { approval: asked } = await author(approvalId, 'submit', csm, 2);
  const text = textOf(approvalCard(asked as Approval));
  expect(text).toContain(approval.body);
  expect(text).toContain('It saves you 30 %');
  expect(text).toMatch(/What changed, by paragraph[\s\S]*Paragraph 2 − .*week[\s\S]*Paragraph 2 \+ .*December/);
  expect(text).toMatch(/Without a source.*30 %.*Carla answers for/);
  expect(text).not.toMatch(/Paragraph [13]/);
});

test('an amount the author answers for is marked from the first version on, and an edit may not concede anything', async () => {
  const body = 'Hello Pat, Foo quoted you 12,000 EUR. Can we talk?';
  const { approvalId, approval } = await drafted({ body, ownFigures: ['12,000 EUR'] });
  const marked = /Without a source.* 12,000 EUR: no record shows it; Carla answers for it/;
  expect(textOf(approvalCard(approval))).toMatch(marked);
  const refused = await edit(approvalId, `${body} The next quarter is on us.`);
  expect(refused.answer).toMatch(/^Not saved: "is on us" is a concession/);
  await edit(approvalId, `${body} This week?`);
  const { approval: asked } = await author(approvalId, 'submit', csm, 2);
  expect(textOf(approvalCard(asked as Approval))).toMatch(marked);
});

test('a newer draft replaces only the same author’s; whoever decides sees the others’', async () => {
  const proposal = await aProposal(deps);
  const by = (requestedBy: typeof csm) => {
    clock.advance(1_000);
    return proposeApproval(deps, proposal, { tenant: TENANT, requestedBy, authored: true });
  };
  await database.models.accounts.updateOne({ tenant: TENANT, _id: proposal.account.id }, { $set: { accountExecutiveId: otherCsm.id } });
  const [hers, his, again] = [await by(csm), await by(otherCsm), await by(csm)];
  expect([await stateOf(hers.approvalId), await stateOf(his.approvalId), await stateOf(again.approvalId)]).toEqual([
    'superseded',
    'draft',
    'draft',
  ]);
  await author(his.approvalId, 'submit', otherCsm);
  const asked = await author(again.approvalId, 'submit');
  expect(textOf(asked.update?.card ?? again.card)).toMatch(/Other open notes to Pat Doe[\s\S]*Otto, .*waits for approval/);
  expect(asked.beside?.map(({ approval, card }) => [approval._id, /Carla, /.test(textOf(card))])).toEqual([[his.approvalId, true]]);
});

test('a note in a colleague’s name is approved by that colleague and goes in their name', async () => {
  const { approvalId, approval } = await drafted({ inNameOf: { userId: executive.id } });
  expect(approval.sender).toMatchObject({ id: executive.id, email: executive.email });
  await author(approvalId, 'submit');
  expect((await approve(approvalId, manager)).answer).toMatch(/only Eve may approve it/);
  expect((await approve(approvalId)).outcome).toBe('done');
  const mail = (await inbox.parsed()).find(({ messageId }) => messageId?.includes(approvalId));
  expect(mail?.from?.value[0]?.address).toBe(executive.email);
});

test('what the team itself decides, and what a schedule drafts, is not the author’s first', async () => {
  const proposal = await aProposal(deps);
  const scheduled = await proposeApproval(deps, proposal, { tenant: TENANT, requestedBy: csm });
  expect(scheduled.approval.state).toBe('pending');
});
