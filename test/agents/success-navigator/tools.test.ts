import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { createRecordingMailer } from '../../../adapters/mail/record.ts';
import type { Actor, Context } from '../../../agents/kit/context.ts';
import { plain } from '../../../agents/kit/text.ts';
import { worded } from '../../../agents/kit/worded.ts';
import { successNavigator } from '../../../agents/success-navigator/face.ts';
import { proposeApproval } from '../../../bot/approvals/index.ts';
import { compactText } from '../../../bot/card-text.ts';
import type { Account } from '../../../models/account.ts';
import type { Database } from '../../../models/connection.ts';
import type { Contact } from '../../../models/contact.ts';
import type { CustomerUsageAnalytics } from '../../../models/customer-usage-analytics.ts';
import { nameKeys } from '../../../models/kit/name-keys.ts';
import { createCatalog } from '../../../tools/catalog.ts';
import { runTool, type ToolOutcome } from '../../../tools/run-tool.ts';
import { testDatabase } from '../../support/database.ts';

const NOW = new Date('2026-11-20T09:00:00Z');
const TENANT = 'acme';
const DAY = 86_400_000;
const ago = (days: number) => new Date(NOW.getTime() - days * DAY);
const catalog = createCatalog([successNavigator]);
const carla: Actor = {
  id: 'carla',
  name: 'Carla Ode',
  email: 'carla@vendor.example',
  title: 'Customer Success Manager',
  roles: ['csm'],
  timezone: 'UTC',
};
const otto: Actor = { ...carla, id: 'otto', name: 'Otto Ray', email: 'otto@vendor.example' };
const eve: Actor = {
  ...carla,
  id: 'eve',
  name: 'Eve Stone',
  email: 'eve@vendor.example',
  title: 'VP Customer Success',
  roles: ['executive'],
};
const dana: Actor = { ...carla, id: 'dana', roles: ['marketing'] };

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
  const { models } = database;
  const known = (days: number) => ({ tenant: TENANT, at: ago(days), ingestedAt: ago(days) });
  const account = (_id: string, name: string, more: Partial<Account> = {}) =>
    models.accounts.create({ ...known(600), _id, name, ...nameKeys(name), ownerId: 'carla', ...more });
  const contact = (_id: string, accountId: string, name: string, role: Contact['role'], more: Partial<Contact> = {}) =>
    models.contacts.create({ ...known(600), _id, accountId, name, ...nameKeys(name), role, email: `${_id}@customer.example`, ...more });
  for (const { id: _id, ...person } of [carla, otto, eve]) await models.users.create({ ...known(600), _id, ...person });
  await account('north', 'Northwind Health');
  await account('quiet', 'Quiet Partners', { customerSince: ago(500) });
  await account('gone', 'Nobody Here');
  await contact('ana', 'north', 'Ana Lima', 'champion');
  await contact('bo', 'north', 'Bo Berg', 'executive_sponsor');
  await contact('cy', 'north', 'Cy Dent', 'technical_lead');
  await contact('dee', 'north', 'Dee Out', 'user', { optedOutAt: ago(3) });
  await contact('eli', 'north', 'Eli Left', 'user', { leftAt: ago(30) });
  await contact('flo', 'north', 'Flo Mute', 'user', { email: undefined });
  await contact('gil', 'quiet', 'Gil Still', 'user');
  await contact('hal', 'gone', 'Hal Left', 'champion', { leftAt: ago(9) });
  await models.customerUsageAnalytics.create(
    Array.from(
      { length: 20 },
      (_, week): Partial<CustomerUsageAnalytics> => ({
        ...known(week * 7 + 5),
        _id: `week-${week}`,
        accountId: 'north',
        usagePeriodStart: ago(week * 7 + 12),
        usagePeriodEnd: ago(week * 7 + 5),
        measurementFrequency: 'weekly',
        apiCallsCount: week < 4 ? 980 + week : 8_900 + week,
      }),
    ),
  );
  await models.supportTickets.create({
    ...known(17),
    _id: 'ticket',
    accountId: 'north',
    contactId: 'cy',
    subject: 'Nightly import stops',
    severity: 'high',
    status: 'open',
  });
  await models.accountEvents.create({
    ...known(10),
    _id: 'moved',
    accountId: 'north',
    contactId: 'ana',
    kind: 'role_change',
    confidence: 0.95,
  });
  await models.contracts.create({
    ...known(300),
    accountId: 'north',
    name: 'Agreement',
    startDate: ago(300),
    endDate: ago(-65),
    annualValue: 90_000,
    seats: 250,
  });
  await models.interactions.create({
    ...known(40),
    accountId: 'north',
    contactId: 'bo',
    kind: 'meeting',
    direction: 'outbound',
    attended: true,
  });
  await models.interactions.create({ ...known(20), accountId: 'north', contactId: 'bo', kind: 'email', direction: 'outbound' });
});
afterAll(() => database.close());

const context = (actor = carla): Context => ({
  tenant: TENANT,
  actor,
  clock: { now: () => NOW },
  asOf: NOW,
  models: database.models,
  log: pino({ level: 'silent' }),
  signal: new AbortController().signal,
});
const run = (name: string, input: object, actor = carla) => runTool(catalog, name, input, context(actor), { pressed: true });
const drafted = async (input: object, actor = carla) => {
  const outcome = await run('draft_outreach', input, actor);
  if (!outcome.ok || outcome.proposal?.kind !== 'outreach') throw new Error(outcome.ok ? 'no draft' : outcome.message);
  return outcome.proposal;
};
const said = (outcome: ToolOutcome): string => (outcome.ok ? `done: ${plain(outcome.summary.point)}` : outcome.message);

test('a note to the sponsor rests on the account’s own facts, in the sender’s name, and can be put up for approval', async () => {
  const proposal = await drafted({ account: 'northwind', contact: 'Bo' });
  expect(proposal.recipient).toEqual({ contactId: 'bo', name: 'Bo Berg', email: 'bo@customer.example' });
  expect(proposal.body).toMatch(/^Hello Bo,\n/);
  expect(proposal.body).toContain('Ana Lima moved to another role on 10 November 2026');
  expect(proposal.body).toMatch(/API calls stood at 98\d a week in the four weeks to 15 November 2026, 89 % down/);
  expect(proposal.body).toMatch(/Best regards,\nCarla Ode\nCustomer Success Manager$/);
  expect(proposal.facts.length).toBeGreaterThanOrEqual(2);
  const ids = proposal.facts.flatMap(({ evidence }) => evidence.map(({ id }) => id));
  expect(ids).toContain('moved');
  const log = pino({ level: 'silent' });
  const clock = { now: () => NOW };
  const { approval } = await proposeApproval(
    { models: database.models, catalog, mailer: createRecordingMailer({ log, clock }), clock, log },
    proposal,
    { tenant: TENANT, requestedBy: carla },
  );
  expect(approval).toMatchObject({ state: 'pending', sender: { name: 'Carla Ode' }, body: proposal.body });
});

test('the purpose and the person decide what it is about', async () => {
  const renewal = await drafted({ account: 'northwind', purpose: 'the renewal' });
  expect(renewal.recipient.name).toBe('Bo Berg');
  expect(renewal.subject).toBe('Northwind Health: planning the next term');
  expect(renewal.body).toContain('runs until 24 January 2027');
  const ticket = await drafted({ account: 'northwind', purpose: 'their open ticket' });
  expect(ticket.recipient.name).toBe('Cy Dent');
  expect(ticket.body).toContain('Your request “Nightly import stops” of 3 November 2026 is still open');
  const moved = await drafted({ account: 'northwind', contact: 'ana' });
  expect(moved.body).toContain('Congratulations on your new role');
  const byExecutive = await drafted({ account: 'northwind', contact: 'Bo' }, eve);
  expect(byExecutive.body).toMatch(/Eve Stone\nVP Customer Success$/);
});

test('a note to whoever has a role goes to them, given as a role or in place of a name; where nobody has it, the people there are offered', async () => {
  const to = async (input: object) => (await drafted({ account: 'northwind', ...input })).recipient.name;
  expect(await to({ role: 'champion' })).toBe('Ana Lima');
  expect(await to({ contact: 'the champion' })).toBe('Ana Lima');
  expect(await to({ contact: 'Technical lead of Northwind' })).toBe('Cy Dent');
  expect(await to({ contact: 'unserem Sponsor' })).toBe('Bo Berg');
  // A name says more than a role.
  expect(await to({ contact: 'Bo', role: 'champion' })).toBe('Bo Berg');
  const decider = await run('draft_outreach', { account: 'northwind', role: 'decision_maker' });
  expect(decider).toMatchObject({ ok: false, code: 'unknown_contact' });
  expect(said(decider)).toBe('No decision maker is on record for Northwind Health. Write to somebody else there?');
  expect(decider.ok ? [] : decider.choices.map((choice) => choice.say)).toContain('Draft a note to Ana Lima at Northwind Health');
  expect(said(await run('draft_outreach', { account: 'Nobody Here', role: 'champion' }))).toContain(
    'No draft to the champion: Hal Left is no longer with the team.',
  );
});

test('an hour without a half of the day is proposed as the afternoon’s, and the card says so', async () => {
  const asked = async (when: string, purpose: string) => drafted({ account: 'northwind', contact: 'Bo', kind: 'meeting', when, purpose });
  for (const when of ['2026-11-25T02:00', '2026-11-25T14:00']) {
    const { body, whyNow } = await asked(when, 'to meet next Wednesday at 2');
    expect(body).toContain('Wednesday 25 November at 14:00');
    expect(whyNow).toContain('the time is taken for the afternoon, 14:00.');
  }
  for (const [when, purpose] of [
    ['2026-11-25T14:00', 'to meet next Wednesday at 2pm'],
    ['2026-11-25T10:00', 'to meet next Wednesday at 10'],
  ] as const)
    expect((await asked(when, purpose)).whyNow).not.toContain('afternoon');
});

test('what is dictated about the customer is said to them; what is not certain stands, and the card says so', async () => {
  const price = await drafted({ account: 'northwind', contact: 'Bo', message: 'Their onboarding starts on Monday' });
  expect(price.body).toContain('Your onboarding starts on Monday.');
  expect(price.whyNow).not.toContain('as dictated');
  const unclear = await drafted({ account: 'northwind', contact: 'Bo', message: 'Our engineers met and they agree' });
  expect(unclear.body).toContain('Our engineers met and they agree.');
  expect(unclear.whyNow).toContain('stand as dictated');
});

test('who is thanked for something is thanked once', async () => {
  const { body, subject } = await drafted({
    account: 'northwind',
    contact: 'Bo',
    kind: 'thanks',
    message: 'Thank you for the great workshop',
  });
  expect(body.match(/thank you/gi)).toHaveLength(1);
  expect(subject).toContain('thank you');
});

test('a quiet account gets a modest note that asks what is missing', async () => {
  const proposal = await drafted({ account: 'Quiet Partners' });
  expect(proposal.body).toContain('there is little on my side');
  expect(proposal.body).toContain('Which results matter most to you');
  expect(proposal.body).toContain('since 8 July 2025');
});

test('who may not be written to, by whom, and about what, is said', async () => {
  const dee = await run('draft_outreach', { account: 'northwind', contact: 'Dee Out' });
  expect(dee).toMatchObject({ ok: false, code: 'contact_opted_out', message: expect.stringContaining('opted out') });
  expect(dee.ok ? [] : dee.choices.map(({ label }) => label)).toEqual(['Bo Berg', 'Ana Lima', 'Cy Dent']);
  expect(said(await run('draft_outreach', { account: 'northwind', contact: 'Eli Left' }))).toContain('no longer with the team');
  expect(said(await run('draft_outreach', { account: 'northwind', contact: 'Flo Mute' }))).toContain('no e-mail address');
  expect(said(await run('draft_outreach', { account: 'Nobody Here' }))).toContain('Nobody at Nobody Here can be written to');
  expect(said(await run('draft_outreach', { account: 'northwind' }, otto))).toContain('not your account');
  expect(said(await run('draft_outreach', { account: 'northwind' }, dana))).toContain('Not done');
  expect(said(await run('draft_outreach', { account: 'northwind', contact: 'Gil Still' }))).toContain('nobody called');
});

test('a text of the model’s is kept where the facts bear it, and refused with the reason where not', async () => {
  const body = 'Hello Bo,\n\nAPI calls are at 980 now. Could we have a 30-minute call?';
  const kept = await drafted({ account: 'northwind', contact: 'Bo', subject: 'API calls', body });
  expect(kept).toMatchObject({ subject: 'API calls', body: `${body}\n\nBest regards,\nCarla Ode\nCustomer Success Manager` });
  const invented = await run('draft_outreach', {
    account: 'northwind',
    contact: 'Bo',
    body: 'You lost 45 % of your users and your health score is 52.',
  });
  expect(invented).toMatchObject({ ok: false, code: 'draft_refused' });
  expect(said(invented)).toMatch(
    /no record of the account shows "45 %" or "52"; "health score" is how we speak.*Facts that may be used: .*API calls: 98\d a week/,
  );
  expect(said(invented)).not.toContain('[object');
});

test('the people of an account, by role, with what happened to them', async () => {
  const champion = await run('list_contacts', { account: 'northwind', role: 'champion' });
  expect(said(champion)).toContain('Ana Lima, champion: no exchange with them on record; changed role on 10 Nov');
  expect(champion.ok && (champion.output as { contact: unknown }).contact).toEqual({ id: 'ana', name: 'Ana Lima' });
  const all = await run('list_contacts', { account: 'northwind' }, dana);
  expect(said(all)).toContain('6 people on record');
  expect(all.ok && compactText(worded(all.card).parts)).toContain(
    'Bo Berg executive sponsor, last meeting on 11 Oct, 1 of ours unanswered',
  );
  expect(JSON.stringify(all)).toMatch(/opted out of mail/);
  expect(said(await run('list_contacts', { account: 'Quiet Partners', role: 'champion' }))).toContain(
    'No champion is on record for Quiet Partners.',
  );
});

test('every tool has at least five examples', () => {
  for (const tool of successNavigator.tools.filter(({ access }) => access !== 'approved'))
    expect(tool.examples.length).toBeGreaterThanOrEqual(5);
});
