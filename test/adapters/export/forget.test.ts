import { Writable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { runExport } from '../../../adapters/export/export.ts';
import { runForget } from '../../../adapters/export/forget-command.ts';
import { loadSample } from '../../../adapters/sample/load.ts';
import { saveTrace } from '../../../bot/turn/trace.ts';
import type { Database } from '../../../models/connection.ts';
import { audit, verifyAudit } from '../../../tools/audit.ts';
import { testDatabase } from '../../support/database.ts';

const tenant = 'demo';
const now = new Date('2026-03-02T12:00:00Z');
const clock = { now: () => now };
let database: Database;
const traced = { conversation: 'k1', at: now, origin: 'asked', model: 'm', steps: [], ms: 1 } as const;
let email: string;
let name: string;

beforeAll(async () => {
  database = await testDatabase();
  const { models } = database;
  await loadSample(models, { tenant, accounts: 3, now });
  const contact = await models.contacts.findOne({ tenant, _id: 'contact-mike-chen' }).lean();
  email = contact?.email ?? '';
  name = contact?.name ?? '';
  const envelope = { tenant, source: 'greendoor', at: now, ingestedAt: now };
  const theirs = { accountId: 'account-techcorp', contactId: 'contact-mike-chen' };
  await models.contacts.updateOne({ tenant, _id: 'contact-mike-chen' }, { $set: { productUserId: 'mike.chen' } });
  await models.supportTickets.create({ ...envelope, ...theirs, subject: `Call ${name}`, text: `Regards, ${name} <${email}>` });
  await models.surveys.create({ ...envelope, ...theirs, kind: 'nps', score: 3, comment: `${name} is not amused` });
  await models.interactions.create({
    ...envelope,
    ...theirs,
    kind: 'email',
    direction: 'inbound',
    subject: 'Hi',
    text: 'My private words',
  });
  await models.interactions.create({
    ...envelope,
    accountId: 'account-dataflow',
    kind: 'email',
    direction: 'inbound',
    text: `cc ${email.toUpperCase()}, Chen, Mike`,
  });
  await models.behaviorIntelligenceTracking.create({
    ...envelope,
    accountId: 'account-techcorp',
    userId: 'mike.chen',
    sessionStartTime: now,
  });
  await models.conversations.create({
    _id: 'c1',
    tenant,
    key: 'k1',
    updatedAt: now,
    focus: { contactId: 'contact-mike-chen', contactName: name },
    turns: [
      {
        at: now,
        actorId: 'u',
        text: `Write to ${name}`,
        reply: `Here is a draft to ${name}.`,
        calls: [{ id: '1', name: 't', arguments: JSON.stringify({ contact: name }), content: email }],
      },
    ],
  });
  await saveTrace(models, tenant, {
    ...traced,
    replyId: 'of-sarah',
    actorId: 'user-sarah-williams',
    steps: [{ kind: 'tool', name: 'draft_outreach', arguments: JSON.stringify({ contact: name }), outcome: 'ok', sources: [] }],
  });
  await saveTrace(models, tenant, { ...traced, replyId: 'of-omar', actorId: 'user-omar-haddad' });
  await models.replies.create({
    ...envelope,
    conversation: 'k1',
    platform: 'slack',
    workspace: 'w',
    channel: 'c',
    text: name,
    cards: [{ type: 'text', text: [name, { deep: email }] }],
  });
  await models.inbox.create({ ...envelope, key: 'e1', replyId: 'r1', payload: { text: `ask ${name}` } });
  const person = { id: 'user-sarah-williams', name: 'Sarah Williams' };
  await models.approvals.create({
    ...envelope,
    _id: 'approval-1',
    kind: 'outreach',
    account: { id: 'account-techcorp', name: 'TechCorp' },
    recipient: { contactId: 'contact-mike-chen', name, email },
    sender: { ...person, email: 'sarah.williams@greendoor.example', title: 'CSM' },
    channel: 'email',
    subject: `For ${name}`,
    body: `Dear ${name}`,
    version: 1,
    digest: 'd',
    whyNow: `${name} is silent`,
    requestedBy: person.id,
    expiresAt: now,
  });
  await models.outbox.create({
    ...envelope,
    approvalId: 'approval-1',
    version: 1,
    digest: 'd',
    from: { name: 'Sarah Williams', address: 'sarah.williams@greendoor.example' },
    to: { name, address: email },
    subject: 'Hello',
    text: `Dear ${name}`,
    messageId: 'm1',
  });
  await audit(models, { tenant, actorId: 'u', at: now, event: 'asked', data: { thread: 'k1' } });
  await audit(models, { tenant, actorId: 'u', at: now, event: 'tool', data: { tool: 'draft_outreach', arguments: { contact: name } } });
  await audit(models, { tenant, actorId: 'u', at: now, event: 'proposed', data: { approval: 'approval-1' } });
});
afterAll(() => database?.close());

/** Every collection in which the person still stands, as the database has it. */
async function whereFound(): Promise<string[]> {
  const db = database.connection.db;
  const found: string[] = [];
  for (const { name: collection } of (await db?.listCollections().toArray()) ?? [])
    for await (const document of db?.collection(collection).find({}) ?? []) {
      const text = JSON.stringify(document).toLowerCase();
      if (
        [email, name, 'mike.chen', 'chen, mike', 'my private words', 'contact-mike-chen'].some((trace) =>
          text.includes(trace.toLowerCase()),
        )
      )
        found.push(collection);
    }
  return [...new Set(found)].sort();
}

async function forget(...argv: string[]) {
  let printed = '';
  const out = { write: (text: string) => (printed += text) };
  const code = await runForget({ models: database.models, tenant, clock, out, err: out }, argv);
  return { code, printed };
}

async function exported(collection: string) {
  const lines: string[] = [];
  const out = new Writable({
    write: (chunk, _encoding, done) => {
      lines.push(String(chunk));
      done();
    },
  });
  const code = await runExport({ models: database.models, tenant, out, err: { write: () => true } }, [collection]);
  return {
    code,
    rows: lines
      .join('')
      .trim()
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line)),
  };
}

test('an export has every document of the tenant and of no other, one a line', async () => {
  await database.models.accounts.create({ tenant: 'other', name: 'Not ours' });
  const { code, rows } = await exported('support_tickets');
  expect(code).toBe(0);
  expect(rows).toHaveLength(await database.models.supportTickets.countDocuments({ tenant }));
  expect((await exported('accounts')).rows.map((row) => row.name)).not.toContain('Not ours');
  expect((await exported('nonsense')).code).toBe(2);
  expect((await exported('workspaces')).code).toBe(2);
});

test('a dry run counts and changes nothing', async () => {
  const before = await whereFound();
  expect(before).toEqual(expect.arrayContaining(['contacts', 'conversations', 'outbox', 'audit_trail', 'inbox', 'replies', 'turn_traces']));
  const { code, printed } = await forget(email, '--dry-run');
  expect(code).toBe(0);
  expect(printed).toContain('contacts: 1 removed');
  expect(await whereFound()).toEqual(before);
});

test('afterwards the person is found in no collection, and the rest is as it was', async () => {
  const others = await database.models.contacts.countDocuments({ tenant });
  const { code, printed } = await forget(email.toUpperCase());
  expect(code).toBe(0);
  expect(printed).toMatch(/contacts: 1 removed/);
  expect(printed).not.toContain(name);
  expect(await whereFound()).toEqual([]);
  const { models } = database;
  expect(await models.contacts.countDocuments({ tenant })).toBe(others - 1);
  expect(await models.surveys.findOne({ tenant, kind: 'nps', score: 3, at: now }).lean()).toMatchObject({ accountId: 'account-techcorp' });
  expect(await models.approvals.findOne({ tenant, _id: 'approval-1' }).lean()).toMatchObject({ state: 'expired' });
});

test('the audit trail is whole, keeps a pseudonym, and still shows a change nobody vouched for', async () => {
  const { models } = database;
  expect(await verifyAudit(models, tenant)).toBeUndefined();
  const rows = await models.auditEntries.find({ tenant }).sort({ sequence: 1 }).lean();
  expect(rows[1]?.data).toMatch(/"contact":"person-[0-9a-f]{12}"/);
  await models.auditEntries.updateOne({ tenant, sequence: 2 }, { $set: { data: '{"tool":"harmless"}' } });
  expect(await verifyAudit(models, tenant)).toEqual({ sequence: 2, problem: 'altered' });
  await models.auditEntries.updateOne({ tenant, sequence: 2 }, { $set: { data: rows[1]?.data ?? '' } });
  await models.auditEntries.updateOne({ tenant, sequence: 1 }, { $set: { data: '{}', withheldBy: 4 } });
  expect(await verifyAudit(models, tenant)).toEqual({ sequence: 1, problem: 'altered' });
  await models.auditEntries.updateOne({ tenant, sequence: 1 }, { $set: { data: rows[0]?.data ?? '' }, $unset: { withheldBy: '' } });
  expect(await verifyAudit(models, tenant)).toBeUndefined();
});

test('forgetting again finds nobody', async () => {
  expect(await forget(email)).toMatchObject({ code: 2 });
  expect(await forget('not an address')).toMatchObject({ code: 2 });
});

test('of a colleague the traces of what they asked go, and nobody else’s', async () => {
  const { models } = database;
  const theirs = () => models.turnTraces.find({ tenant }).lean();
  expect((await theirs()).map(({ _id, steps }) => [_id, steps[0]?.arguments])).toEqual([
    ['of-sarah', expect.stringMatching(/"contact":"person-[0-9a-f]{12}"/)],
    ['of-omar', undefined],
  ]);
  expect((await forget('omar.haddad@greendoor.example')).printed).toContain('turn_traces: 1 removed');
  expect((await theirs()).map(({ _id }) => _id)).toEqual(['of-sarah']);
});
