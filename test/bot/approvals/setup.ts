import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { pino } from 'pino';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { createSmtpMailer } from '../../../adapters/mail/smtp.ts';
import type { Actor, Clock } from '../../../agents/kit/context.ts';
import type { Agent } from '../../../agents/kit/define-agent.ts';
import type { OutreachProposal } from '../../../agents/kit/proposal.ts';
import type { ApprovalDeps } from '../../../bot/approvals/index.ts';
import type { Database } from '../../../models/connection.ts';
import { nameKeys } from '../../../models/kit/name-keys.ts';
import type { Role } from '../../../models/user.ts';
import { createCatalog } from '../../../tools/catalog.ts';

export const NOW = new Date('2026-11-20T09:00:00Z');
export const TENANT = 'acme';

export function person(id: string, roles: Role[]): Actor {
  const name = id.charAt(0).toUpperCase() + id.slice(1);
  return { id, name, email: `${id}@vendor.example`, title: `${name} of Success`, roles, timezone: 'Europe/Berlin' };
}
export const csm = person('carla', ['csm']);
export const otherCsm = person('otto', ['csm']);
export const executive = person('eve', ['executive']);
export const manager = person('max', ['manager']);

export interface TestClock extends Clock {
  advance(ms: number): void;
}
export function testClock(start = NOW): TestClock {
  let time = start.getTime();
  const advance = (ms: number) => {
    time += ms;
  };
  return { now: () => new Date(time), advance };
}

export interface Mailbox {
  url: string;
  raw: string[];
  parsed(): Promise<ParsedMail[]>;
  close(): Promise<void>;
}

/** A real SMTP server on loopback that keeps what it accepts. */
export async function mailbox(options: SMTPServerOptions = {}): Promise<Mailbox> {
  const raw: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        raw.push(Buffer.concat(chunks).toString('utf8'));
        done();
      });
    },
    ...options,
  });
  server.on('error', () => {}); // connections the test cuts
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    raw,
    parsed: () => Promise.all(raw.map((each) => simpleParser(each))),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

export function depsFor(database: Database, url: string, clock: Clock, agents: Agent[] = []): ApprovalDeps {
  const log = pino({ level: 'silent' });
  return {
    models: database.models,
    catalog: createCatalog(agents),
    clock,
    log,
    mailer: createSmtpMailer({ url, log, clock, timeoutMs: 2_000 }),
  };
}

let serial = 0;

/** An account of Carla's with one contact, and a proposal to write to that contact. */
export async function aProposal(
  { models }: Pick<ApprovalDeps, 'models'>,
  text: Partial<Pick<OutreachProposal, 'subject' | 'body'>> = {},
): Promise<OutreachProposal> {
  const accountId = `account-${++serial}`;
  const contactId = `contact-${serial}`;
  const known = { tenant: TENANT, at: new Date('2025-01-01'), ingestedAt: new Date('2025-01-01') };
  const email = `pat${serial}@customer.example`;
  for (const { id, ...user } of [csm, otherCsm, executive, manager])
    await models.users.updateOne({ tenant: TENANT, _id: id }, { $setOnInsert: { ...known, ...user } }, { upsert: true });
  await models.accounts.create({
    ...known,
    _id: accountId,
    name: `Customer ${serial}`,
    ...nameKeys(`Customer ${serial}`),
    ownerId: csm.id,
  });
  await models.contacts.create({ ...known, _id: contactId, accountId, name: 'Pat Doe', ...nameKeys('Pat Doe'), email });
  return {
    kind: 'outreach',
    account: { id: accountId, name: `Customer ${serial}` },
    recipient: { contactId, name: 'Pat Doe', email },
    channel: 'email',
    subject: 'Your open request',
    body: 'Hello Pat,\n\nshall we look at it together this week?\n\nCarla',
    facts: [{ label: 'Open request', value: 1, unit: '', contribution: 0, text: 'One request open since 3 November.', evidence: [] }],
    whyNow: 'A request has been open since 3 November.',
    ...text,
  };
}
