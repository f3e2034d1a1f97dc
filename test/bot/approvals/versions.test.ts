import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { difference } from '../../../bot/approvals/difference.ts';
import { type Bound, digestOf } from '../../../bot/approvals/digest.ts';
import {
  type ApprovalDeps,
  decide,
  editForm,
  editFormId,
  expireDue,
  findApproval,
  parseEditFormId,
  proposeApproval,
  submitEdit,
} from '../../../bot/approvals/index.ts';
import { APPROVAL_EVENTS, APPROVAL_STATES, nextState } from '../../../models/approval.ts';
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

const propose = async (text: { subject?: string; body?: string } = {}) =>
  proposeApproval(deps, await aProposal(deps, text), { tenant: TENANT, requestedBy: csm });
const approve = (approvalId: string, version = 1, on = deps) =>
  decide(on, { tenant: TENANT, actor: executive, approvalId, version, decision: 'approve' });
const edit = (approvalId: string, version: number, values: { subject?: string; body?: string }, actor = csm) =>
  submitEdit(deps, { tenant: TENANT, actor, approvalId, version, values: { subject: 'Your open request', body: 'Hello Pat', ...values } });
const mailFor = async (approvalId: string) => (await inbox.parsed()).filter((mail) => mail.messageId?.includes(approvalId));

test('an edit makes a new version with the difference; the old button is refused, the new one sends the new text', async () => {
  const { approvalId, approval } = await propose({ body: 'Hello Pat,\n\nshall we look at it together this week?\n\nCarla' });
  const opened = await editForm(deps, approval, { actor: csm, version: 1 });
  if (!('form' in opened)) throw new Error(opened.answer);
  expect(opened.form.inputs.map(({ id, editable }) => [id, editable])).toEqual([
    ['recipient', false],
    ['subject', true],
    ['body', true],
  ]);
  expect(parseEditFormId(editFormId(approval))).toEqual({ approvalId, version: 1 });

  const saved = await edit(approvalId, 1, { body: 'Hello Pat,\n\nshall we look at it together on Thursday?\n\nCarla' });
  expect(saved.outcome).toBe('done');
  expect(saved.approval).toMatchObject({ version: 2, state: 'pending', recipient: approval.recipient });
  const shown = JSON.stringify(saved.update?.card);
  expect(shown).toContain('**Version 2**, changed by Carla');
  expect(shown).toContain('look at it together [this week]');
  expect(shown).toContain('look at it together [on Thursday]');

  const old = await approve(approvalId, 1);
  expect(old.outcome).toBe('stale');
  expect(old.answer).toContain('Version 2 is on the card now');
  expect(await mailFor(approvalId)).toEqual([]);
  expect((await approve(approvalId, 2)).outcome).toBe('done');
  const [mail, ...more] = await mailFor(approvalId);
  expect(more).toEqual([]);
  expect(mail?.text).toContain('on Thursday');
});

test('a form submitted twice, unchanged, too long, stale, by a stranger or too late gets its own answer', async () => {
  const { approvalId } = await propose({ body: 'Hello Pat' });
  expect((await edit(approvalId, 1, {})).outcome).toBe('unchanged');
  expect((await edit(approvalId, 1, { body: 'x'.repeat(2_501) })).answer).toMatch(/2501 characters; 2500 are allowed/);
  expect((await edit(approvalId, 1, { subject: 'a\nBcc: everyone@customer.example' })).answer).toMatch(/line break/);
  expect((await edit(approvalId, 1, { body: ' ' })).answer).toMatch(/text is empty/);
  expect((await edit(approvalId, 1, { body: 'Hi' }, otherCsm)).outcome).toBe('refused');
  const both = await Promise.all([edit(approvalId, 1, { body: 'First' }), edit(approvalId, 1, { body: 'First' })]);
  expect(both.some(({ outcome }) => outcome === 'done')).toBe(true);
  expect((await edit(approvalId, 1, { body: 'First' })).answer).toBe(
    'Saved already as version 2. It needs approval by a manager, an executive or an admin.',
  );
  expect((await edit(approvalId, 1, { body: 'Other' }, manager)).answer).toMatch(/Carla saved version 2 meanwhile/);
  expect((await findApproval(deps, TENANT, approvalId))?.versions.map(({ version, body }) => [version, body])).toEqual([
    [1, 'Hello Pat'],
    [2, 'First'],
  ]);
  await approve(approvalId, 2);
  expect((await edit(approvalId, 2, { body: 'Late' })).answer).toMatch(/no longer open\. Approved by Eve/);
});

test('an edit and an approval at the same moment: either the old text is sent, or none', async () => {
  const { approvalId } = await propose({ body: 'Old text' });
  const [decided, edited] = await Promise.all([approve(approvalId), edit(approvalId, 1, { body: 'New text' })]);
  const mails = await mailFor(approvalId);
  if (decided.outcome === 'done') {
    expect(mails[0]?.text).toContain('Old text');
    expect(edited.outcome).toBe('closed');
  } else {
    expect(mails).toEqual([]);
    expect(edited.outcome).toBe('done');
    expect(decided.answer).toMatch(/[Vv]ersion 2/);
  }
});

test('it expires on the press and by the sweep, and every copy is told', async () => {
  const late = testClock();
  const onTime = { ...deps, clock: late };
  const [pressed, swept] = await Promise.all([propose(), propose()]);
  late.advance(8 * 86_400_000);
  const answer = await approve(pressed.approvalId, 1, onTime);
  expect(answer.outcome).toBe('expired');
  expect(answer.answer).toMatch(/Nobody decided before Fri 27 November 2026.*Ask for a new draft/);
  const updates = (await expireDue(onTime, TENANT)).map(({ approval }) => approval._id);
  expect(updates).toContain(swept.approvalId);
  expect(updates).not.toContain(pressed.approvalId);
  expect((await approve(swept.approvalId, 1, onTime)).outcome).toBe('already');
  expect([...(await mailFor(pressed.approvalId)), ...(await mailFor(swept.approvalId))]).toEqual([]);
});

test('a newer draft to the same person replaces the waiting one; of many at once exactly one stays open', async () => {
  const proposal = await aProposal(deps);
  const options = { tenant: TENANT, requestedBy: csm };
  const first = await proposeApproval(deps, proposal, options);
  clock.advance(1_000);
  const second = await proposeApproval(deps, { ...proposal, subject: 'Newer' }, options);
  expect(second.updates.map(({ approval }) => [approval._id, approval.state])).toEqual([[first.approvalId, 'superseded']]);
  expect((await approve(first.approvalId)).answer).toMatch(/newer draft/);
  // Of one instant the one made last is the newest.
  for (const each of [1, 2, 3, 4]) {
    const { approvalId, approval } = await proposeApproval(deps, { ...proposal, subject: `Again ${each}` }, options);
    expect([approval._id, approval.state]).toEqual([approvalId, 'pending']);
  }
  await Promise.all(Array.from({ length: 20 }, (_, each) => proposeApproval(deps, { ...proposal, subject: `Number ${each}` }, options)));
  const open = await database.models.approvals.countDocuments({
    tenant: TENANT,
    'recipient.contactId': proposal.recipient.contactId,
    state: 'pending',
  });
  expect(open).toBe(1);
});

test('nothing is put up that could not be sent', async () => {
  const proposal = await aProposal(deps);
  const options = { tenant: TENANT, requestedBy: csm };
  const refused = (changed: object, reason: RegExp, by = options) =>
    expect(proposeApproval(deps, { ...proposal, ...changed }, by)).rejects.toThrow(reason);
  const other = await aProposal(deps);
  await refused({ recipient: other.recipient }, /not a contact of/);
  await refused({ recipient: { ...proposal.recipient, email: 'x@evil.example' } }, /now another one/);
  await refused({ account: { id: 'nowhere', name: 'Nowhere' } }, /not known here/);
  await refused({ subject: 'Hi\r\nBcc: all@evil.example' }, /line break/);
  await refused({ subject: '' }, /subject is empty/);
  await refused({ body: 'a\u0000b' }, /control characters/);
  await refused({}, /not known here/, { ...options, tenant: 'other' });
  await refused({}, /not your account/, { ...options, requestedBy: otherCsm });
  await database.models.contacts.updateOne({ tenant: TENANT, _id: proposal.recipient.contactId }, { $set: { optedOutAt: NOW } });
  await refused({}, /opted out/);
  expect(await database.models.approvals.countDocuments({ tenant: TENANT, 'recipient.contactId': proposal.recipient.contactId })).toBe(0);
});

test('invisible and bidirectional characters are marked in the text and listed', async () => {
  const { card } = await propose({ subject: 'Invoice \u202Efdp.exe', body: 'pay\u200Bpal and \u{E0041}' });
  const shown = JSON.stringify(card);
  expect(shown).toContain('Invoice ⟦U+202E⟧fdp.exe');
  expect(shown).toContain('pay⟦U+200B⟧pal and ⟦U+E0041⟧');
  expect(shown).toContain('Subject: U+202E changes the order in which text is shown.');
  expect(shown).toContain('Text: U+200B is invisible.');
  expect(JSON.stringify((await propose()).card)).not.toContain('Hidden characters');
});

test('the digest changes when any bound byte changes, or moves from one field to the next', () => {
  const text = fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' });
  const bound: fc.Arbitrary<Bound> = fc.record({
    tenant: text,
    kind: fc.constant('outreach' as const),
    account: fc.record({ id: text, name: text }),
    recipient: fc.record({ contactId: text, name: text, email: text }),
    sender: fc.record({ id: text, name: text, email: text, title: text }),
    channel: fc.constant('email' as const),
    subject: text,
    body: text,
    version: fc.integer({ min: 1, max: 9 }),
    files: fc.constant([]),
  });
  fc.assert(fc.property(bound, bound, (one, two) => (JSON.stringify(one) === JSON.stringify(two)) === (digestOf(one) === digestOf(two))));
  const paths = [
    'tenant',
    'subject',
    'body',
    'account.id',
    'account.name',
    'recipient.contactId',
    'recipient.name',
    'recipient.email',
    'sender.id',
    'sender.name',
    'sender.email',
    'sender.title',
  ];
  fc.assert(
    fc.property(bound, fc.constantFrom(...paths), fc.nat(), (original, path, position) => {
      const changed = structuredClone(original) as unknown as Record<string, Record<string, string>>;
      const [field = '', inner] = path.split('.');
      const holder = (inner ? changed[field] : changed) as Record<string, string>;
      const key = inner ?? field;
      const letters = [...(holder[key] ?? '')];
      letters[position % letters.length] = letters[position % letters.length] === 'a' ? 'b' : 'a';
      holder[key] = letters.join('');
      expect(digestOf(changed as unknown as Bound)).not.toBe(digestOf(original));
    }),
  );
  fc.assert(
    fc.property(bound, (each) => {
      const moved = { ...each, subject: each.subject + each.body.slice(0, 1), body: each.body.slice(1) };
      expect(digestOf(moved)).not.toBe(digestOf(each));
      expect(digestOf({ ...each, version: each.version + 1 })).not.toBe(digestOf(each));
    }),
  );
});

test('the difference names every changed word and is empty for equal texts', () => {
  fc.assert(fc.property(fc.lorem({ maxCount: 30 }), (text) => difference(text, text).length === 0));
  fc.assert(
    fc.property(fc.lorem({ maxCount: 20 }), fc.nat(), (text, position) => {
      const words = text.split(' ');
      const at = position % words.length;
      const before = words[at] ?? '';
      words[at] = 'REPLACED';
      const lines = difference(text, words.join(' '));
      expect(lines).toHaveLength(2);
      expect(lines[0]).toContain(before.replace(/\W/g, ''));
      expect(lines[1]).toContain('REPLACED');
    }),
  );
});

test('nothing leads out of an ended state, and only a claim leads to a delivery', () => {
  for (const event of APPROVAL_EVENTS)
    for (const state of ['sent', 'recorded', 'rejected', 'expired', 'superseded'] as const) expect(nextState(state, event)).toBeUndefined();
  for (const state of APPROVAL_STATES) expect(nextState(state, 'accept') === undefined).toBe(state !== 'claimed' && state !== 'unknown');
  expect(nextState('unknown', 'claim')).toBeUndefined();
});

test('a favour that an edit adds is judged like one asked for from the start', async () => {
  const { approvalId } = await propose();
  const added = await edit(approvalId, 1, { body: 'Hello Pat,\n\nthank you for last week. Would you be a reference for a bank?\n\nCarla' });
  expect(added.outcome).toBe('invalid');
  expect(added.answer).toMatch(/is not to be asked for a favour now/);
  const kept = await findApproval(deps, TENANT, approvalId);
  expect([kept?.version, kept?.askedFor]).toEqual([1, undefined]);
  expect((await edit(approvalId, 1, { body: 'Hello Pat,\n\nshall we speak on Tuesday?\n\nCarla' })).outcome).toBe('done');
});
