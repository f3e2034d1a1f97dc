import { Writable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { createSmtpMailer } from '../../../adapters/mail/smtp.ts';
import { decide, proposeApproval } from '../../../bot/approvals/index.ts';
import type { Database } from '../../../models/connection.ts';
import { testDatabase } from '../../support/database.ts';
import { aProposal, csm, depsFor, executive, mailbox, TENANT, testClock } from './setup.ts';

/** Mail servers that repeat what they were told reach neither the log, nor a card, nor a row. */

const PASSWORD = 'canary-password-8231';
const ECHO = 'canary-echo-5517';
let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const echo = (code: number, ...more: string[]) => Object.assign(new Error([ECHO, PASSWORD, ...more].join(' ')), { responseCode: code });

test.each([
  [
    'the login',
    { authOptional: false, onAuth: (_auth: unknown, _session: unknown, done: (error: Error) => void) => done(echo(535)) },
    /user and password/,
  ],
  ['the sender', { onMailFrom: (_: unknown, _session: unknown, done: (error: Error) => void) => done(echo(550)) }, /sender \(550\)/],
  [
    'the recipient',
    { onRcptTo: ({ address }: { address: string }, _session: unknown, done: (error: Error) => void) => done(echo(550, address)) },
    /recipient \(550\)/,
  ],
  [
    'the text',
    {
      onData: (stream: NodeJS.ReadableStream, _session: unknown, done: (error: Error) => void) => {
        stream.resume();
        stream.on('end', () => done(echo(554)));
      },
    },
    /text \(554\)/,
  ],
] as const)('a server that refuses %s and echoes it', async (_, behaviour, words) => {
  const lines: string[] = [];
  const log = pino(
    new Writable({
      write: (chunk, _encoding, next) => {
        lines.push(String(chunk));
        next();
      },
    }),
  );
  const inbox = await mailbox({
    allowInsecureAuth: true,
    onAuth: (_auth: unknown, _session: unknown, done: (error: null, who: { user: string }) => void) => done(null, { user: 'x' }),
    ...behaviour,
  } as object);
  const clock = testClock();
  const url = inbox.url.replace('smtp://', `smtp://robot:${PASSWORD}@`);
  const deps = { ...depsFor(database, inbox.url, clock), log, mailer: createSmtpMailer({ url, log, clock, timeoutMs: 5_000 }) };
  const { approvalId } = await proposeApproval(deps, await aProposal(deps), { tenant: TENANT, requestedBy: csm });
  const { answer, approval, update } = await decide(deps, {
    tenant: TENANT,
    actor: executive,
    approvalId,
    version: 1,
    decision: 'approve',
  });
  await inbox.close();
  expect(approval?.state).toBe('failed');
  expect(answer).toMatch(words);
  const rows = await database.models.outbox.find({ tenant: TENANT }).lean();
  const everything = [lines.join(''), answer, JSON.stringify([approval, update, rows])].join('\n');
  expect(lines.length).toBeGreaterThan(0);
  expect(everything).not.toContain(ECHO);
  expect(everything).not.toContain(PASSWORD);
});
