import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ask, buttons, type Greendoor, openGreendoor, SARAH, shown, TENANT } from '../support/greendoor.ts';

/** What comes as an e-mail address, and a mail server that knows ASCII only. */

let greendoor: Greendoor;
let directory: string;
beforeAll(async () => {
  greendoor = await openGreendoor([], { hideSMTPUTF8: true });
  await greendoor.start();
  directory = await mkdtemp(join(tmpdir(), 'greendoor-mailboxes-'));
});
afterAll(async () => {
  await greendoor.close();
  await rm(directory, { recursive: true, force: true });
});

const ROWS = [
  ['plain', 'Ann@X.example', 'ann@x.example', undefined],
  ['named', 'Bob Ray <bob@x.example>', 'bob@x.example', undefined],
  ['several', 'di@x.example; di2@x.example', 'di@x.example', /di2@x\.example/],
  ['mailto', 'mailto:ed@x.example?subject=hi', 'ed@x.example', undefined],
  ['spaced', '\u00a0 flo@x.example ', 'flo@x.example', undefined],
  ['none', 'not-an-email', undefined, /email/],
  ['line', 'a@x.example\r\nBcc: b@x.example', undefined, /email/],
  ['domain', 'ida@müller.example', 'ida@xn--mller-kva.example', undefined],
  ['local', 'jörg@x.example', 'jörg@x.example', undefined],
] as const;

test('an address is read where there is one, and what is none leaves the field empty and the row flagged', async () => {
  const { contacts, importFlags } = greendoor.models;
  const file = join(directory, 'contacts.json');
  const rows = ROWS.map(([id, email]) => ({ externalId: `mail-${id}`, accountId: 'account-techcorp', name: `Jörgen ${id}`, email }));
  await writeFile(file, JSON.stringify(rows));
  const { code, out, error } = await greendoor.run(['import', file, '--as', 'contacts']);
  expect({ code, error }).toEqual({ code: 0, error: expect.anything() });
  for (const [id, , address, flagged] of ROWS) {
    const contact = await contacts.findOne({ tenant: TENANT, externalId: `mail-${id}` }).lean();
    expect({ id, email: contact?.email ?? undefined }).toEqual({ id, email: address });
    const flag = await importFlags.findOne({ tenant: TENANT, documentId: contact?._id }).lean();
    const said = flag?.reasons.map(({ text }) => text).join('\n');
    if (flagged) expect({ id, said }).toEqual({ id, said: expect.stringMatching(flagged) });
    else expect({ id, said }).toEqual({ id, said: undefined });
  }
  expect(out).toMatch(/Kept but doubtful: 3 rows/);
});

test('an address our mail server cannot take is refused before anybody is asked to approve', async () => {
  const { workspace, models } = greendoor;
  const { answer } = await ask(workspace, { user: SARAH, dm: true, text: 'draft a note to Jörgen local at TechCorp' });
  expect(shown(answer)).toMatch(/jörg@x\.example has letters beyond ASCII before the @, which our mail server does not take/);
  expect(buttons(answer).map(({ label }) => label)).not.toContain('Ask for approval');
  expect(await models.approvals.countDocuments({ tenant: TENANT })).toBe(0);
  const other = await ask(workspace, { user: SARAH, dm: true, text: 'draft a note to Jörgen domain at TechCorp' });
  expect(shown(other.answer)).not.toMatch(/beyond ASCII/);
  expect(await models.approvals.countDocuments({ tenant: TENANT })).toBe(1);
});
