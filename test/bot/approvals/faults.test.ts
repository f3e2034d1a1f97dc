import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { SMTPServerOptions } from 'smtp-server';
import { finish } from '../../../bot/approvals/deliver.ts';
import { decide, findApproval, proposeApproval, recoverUnknown } from '../../../bot/approvals/index.ts';
import { LEASE_MS } from '../../../bot/approvals/limits.ts';
import type { Mailer } from '../../../bot/mailer.ts';
import type { Database } from '../../../models/connection.ts';
import { testDatabase } from '../../support/database.ts';
import { aProposal, csm, depsFor, executive, type Mailbox, mailbox, TENANT, testClock } from './setup.ts';

let database: Database;
const opened: Mailbox[] = [];
beforeAll(async () => {
  database = await testDatabase();
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((inbox) => inbox.close()));
});
afterAll(() => database.close());

async function start(options?: SMTPServerOptions) {
  const inbox = await mailbox(options);
  opened.push(inbox);
  const clock = testClock();
  const deps = depsFor(database, inbox.url, clock);
  const { approvalId } = await proposeApproval(deps, await aProposal(deps), { tenant: TENANT, requestedBy: csm });
  const approve = (on = deps) => decide(on, { tenant: TENANT, actor: executive, approvalId, version: 1, decision: 'approve' });
  return { inbox, clock, deps, approvalId, approve };
}

test('a mail server that is down leaves it failed; a person may try again, and then it is sent once', async () => {
  const { inbox, deps, approve, clock } = await start();
  const down = depsFor(database, 'smtp://127.0.0.1:1', clock);
  const first = await approve({ ...deps, mailer: down.mailer });
  expect(first.approval?.state).toBe('failed');
  expect(first.answer).toMatch(/but not sent\. The mail system cannot be reached\. Nothing left/);
  const labels = first.update?.card.parts.flatMap((part) => (part.type === 'buttons' ? part.buttons.map((button) => button.label) : []));
  expect(labels).toEqual(['Try again', 'Reject']);
  const again = await Promise.all([approve(), approve(), approve()]);
  expect(again.filter(({ outcome }) => outcome === 'done')).toHaveLength(1);
  expect((await approve()).approval?.state).toBe('sent');
  expect(inbox.raw).toHaveLength(1);
});

test('a refused recipient and a refused content are failures, not unknowns', async () => {
  const refuse = Object.assign(new Error('no such person'), { responseCode: 550 });
  const recipient = await start({ onRcptTo: (_address, _session, done) => done(refuse) });
  expect((await recipient.approve()).approval).toMatchObject({
    state: 'failed',
    receipt: { sent: false, detail: expect.stringContaining('550') },
  });
  const content = await start({
    onData(stream, _session, done) {
      stream.resume();
      stream.on('end', () => done(Object.assign(new Error('over quota'), { responseCode: 452 })));
    },
  });
  expect((await content.approve()).approval).toMatchObject({ state: 'failed', receipt: { detail: expect.stringContaining('452') } });
});

test('silence after the text was handed over is unknown: shown, without a button, and never sent again', async () => {
  const cut = await start({
    // takes the text and never answers; the client's own time limit ends it
    onData: (stream) => void stream.resume(),
  });
  const { answer, approval, update } = await cut.approve();
  expect(approval?.state).toBe('unknown');
  expect(answer).toMatch(/Nobody knows whether it was sent; it is not sent again/);
  expect(answer).toContain(approval?._id);
  expect(update?.card.parts.some((part) => part.type === 'buttons')).toBe(false);
  expect((await cut.approve()).outcome).toBe('already');
});

/** The same with one member of its own. */
const withMember = <Whole extends object>(whole: Whole, name: keyof Whole, member: unknown): Whole =>
  new Proxy(whole, {
    get: (target, key) => {
      const found = key === name ? member : Reflect.get(target, key, target);
      return typeof found === 'function' && key !== name ? found.bind(target) : found;
    },
  });

test('a process that dies after the claim leaves it unknown once the lease has passed; waking up late it sends nothing', async () => {
  const { deps, inbox, clock, approvalId, approve } = await start();
  const paused = Promise.withResolvers<void>();
  const reached = Promise.withResolvers<void>();
  const sleepy = {
    ...deps,
    models: new Proxy(deps.models, {
      get(models, name: keyof typeof deps.models) {
        if (name !== 'auditEntries') return models[name];
        reached.resolve(); // claimed, not yet written to the trail: here the process stops
        const { db } = models.auditEntries;
        const client = db.getClient();
        const later = async (...given: Parameters<typeof client.bulkWrite>) => paused.promise.then(() => client.bulkWrite(...given));
        const slow = withMember(client, 'bulkWrite', later);
        return withMember(
          models.auditEntries,
          'db',
          withMember(db, 'getClient', () => slow),
        );
      },
    }),
  };
  const abandoned = approve(sleepy);
  await reached.promise;
  expect((await findApproval(deps, TENANT, approvalId))?.state).toBe('claimed');
  expect(await recoverUnknown(deps, TENANT)).toEqual([]);
  clock.advance(LEASE_MS + 1);
  const [update, ...others] = await recoverUnknown(deps, TENANT);
  expect(others).toEqual([]);
  expect(update?.approval).toMatchObject({ _id: approvalId, state: 'unknown' });
  expect(JSON.stringify(update?.card)).toContain('Unknown whether it was sent');
  paused.resolve();
  expect((await abandoned).approval?.state).toBe('unknown');
  expect((await approve()).outcome).toBe('already');
  expect(inbox.raw).toEqual([]);
});

test('a process that dies after the receipt was stored is settled by the receipt', async () => {
  const { deps, inbox, clock, approvalId, approve } = await start();
  await approve();
  await database.models.approvals.updateOne({ tenant: TENANT, _id: approvalId }, { $set: { state: 'claimed' }, $unset: { receipt: 1 } });
  clock.advance(LEASE_MS + 1);
  const [update] = await recoverUnknown(deps, TENANT);
  expect(update?.approval).toMatchObject({ state: 'sent', receipt: { sent: true } });
  expect(inbox.raw).toHaveLength(1);
});

test('a receipt that comes after the lease corrects "unknown"', async () => {
  const { deps, clock, approvalId, approve } = await start();
  const accepted = Promise.withResolvers<void>();
  const sending = Promise.withResolvers<void>();
  const slow: Mailer = {
    configured: true,
    deliver: async (mail) => {
      sending.resolve();
      await accepted.promise;
      return deps.mailer.deliver(mail);
    },
  };
  const deciding = approve({ ...deps, mailer: slow });
  await sending.promise;
  clock.advance(LEASE_MS + 1);
  expect((await recoverUnknown(deps, TENANT))[0]?.approval.state).toBe('unknown');
  accepted.resolve();
  expect((await deciding).approval?.state).toBe('sent');
  const stored = await findApproval(deps, TENANT, approvalId);
  expect(stored && (await finish(deps, stored, 'lose', { sent: false, detail: '', at: clock.now() })).state).toBe('sent');
});
