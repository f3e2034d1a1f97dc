import { afterAll, beforeAll, expect, test } from '@jest/globals';
import JSZip from 'jszip';
import type { Message } from '../../adapters/playground/index.ts';
import {
  ask,
  buttons,
  CHANNELS,
  ELENA,
  type Greendoor,
  openGreendoor,
  press,
  SARAH,
  shown,
  TENANT,
  thread,
  whispered,
} from '../support/greendoor.ts';

/** A renewal in Slack: from the question to the released deck and term sheet, by the people who do it. */

let greendoor: Greendoor;
beforeAll(async () => {
  greendoor = await openGreendoor();
  await greendoor.start();
});
afterAll(() => greendoor.close());

const labels = (message: Message | undefined) => buttons(message).map(({ label }) => label);
const dm = (text: string) => ask(greendoor.workspace, { user: SARAH, dm: true, text });

test('the list, the account and the call beside the model', async () => {
  const list = await dm('which renewals are coming up in the next 130 days?');
  expect(shown(list.answer)).toMatch(/^\d+ accounts renew within 130 days/);

  const { question, answer } = await dm('will TechCorp renew?');
  expect(shown(answer)).toMatch(
    /^TechCorp Financial Services: 9\d % likely to renew in 127 days, .*; \$875K today, \$1\.34M proposed, \$1\.2\dM expected\./,
  );
  expect(labels(answer)).toEqual(expect.arrayContaining(['Prepare the package', 'Why', 'Approach']));
  await press(greendoor.workspace, SARAH, answer, 'Why');
  const why = await greendoor.workspace.waitFor(() => thread(greendoor.workspace, question)[1]);
  expect(shown(why)).toMatch(/Log-odds: base \+1\.73/);

  const called = await dm('I call TechCorp commit');
  // Customers' texts were read before, so a person starts what writes.
  await press(greendoor.workspace, SARAH, called.answer, 'Record your renewal call');
  const recorded = await greendoor.workspace.waitFor(
    () => thread(greendoor.workspace, called.question).find((each) => /^Recorded/.test(shown(each))),
    15_000,
  );
  expect(shown(recorded)).toMatch(/^Recorded: the renewal of TechCorp Financial Services is called commit, \$875K; the model says 9\d %/);
  const forecast = await dm('forecast my renewals');
  expect(shown(forecast.answer)).toMatch(/expected of .* up for renewal/);
  expect(shown(forecast.answer)).toMatch(/CSMs’ own calls on 1 of \d+: commit \$875K/);
});

test('the package: made, looked at, refused to who asked, released by a leader, and nothing leaves', async () => {
  const { workspace, models, mail } = greendoor;
  const { question, answer } = await dm('will TechCorp renew?');
  await press(workspace, SARAH, answer, 'Prepare the package');
  const made = await workspace.waitFor(() => thread(workspace, question).find((each) => labels(each).includes('Ask for approval')));
  await press(workspace, SARAH, made, 'Ask for approval');
  const proposed = await workspace.waitFor(() => thread(workspace, question).find((each) => /Not yours to decide/.test(shown(each))));
  expect(labels(proposed)).not.toContain('Approve');
  expect(shown(proposed)).toMatch(/Release the renewal package, TechCorp/);
  expect(shown(proposed)).toContain('Together $1,340,000 a year');
  const files = await workspace.waitFor(() => {
    const found = thread(workspace, question).flatMap((each) => each.files ?? []);
    return found.length >= 2 ? found : undefined;
  });
  expect(files.map(({ name }) => name).sort()).toEqual([
    'TechCorp Financial Services renewal.pptx',
    'TechCorp Financial Services term sheet.docx',
  ]);
  const deck = files.find(({ name }) => name.endsWith('.pptx'));
  const bytes = await (await fetch(new URL(deck?.url ?? '', workspace.url))).arrayBuffer();
  const first = await (await JSZip.loadAsync(bytes)).file('ppt/slides/slide1.xml')?.async('string');
  expect(first).toContain('TechCorp Financial Services');

  const there = await workspace.waitFor(() => workspace.messages(CHANNELS.approvals).find((each) => /renewal package/.test(shown(each))));
  expect(await whispered(workspace, SARAH, () => press(workspace, SARAH, there, 'Approve'))).toMatch(/^Not /);
  const status = async () =>
    (await models.renewalForecasts.find({ tenant: TENANT, accountId: 'account-techcorp' }).lean()).map(
      (each) => each.renewalDocumentationStatus,
    );
  expect(await status()).not.toContain('completed');
  await press(workspace, ELENA, there, 'Approve');
  const done = await workspace.waitFor(() => {
    const card = workspace.messages(CHANNELS.approvals).find(({ ts }) => ts === there.ts);
    return labels(card).includes('Approve') ? undefined : shown(card);
  });
  expect(done).toMatch(/Approved by Elena Rossi/);
  expect(done).toMatch(/Released for TechCorp Financial Services by Elena Rossi/);
  expect(await status()).toContain('completed');
  expect(mail.raw).toEqual([]);
});

test('who asks for approval while the files still go up sees it on that card, and the leaders get it once', async () => {
  const { workspace } = greendoor;
  const { question, answer } = await dm('will TechCorp renew?');
  workspace.faultNext('files.getUploadURLExternal', { type: 'delay', milliseconds: 700 });
  await press(workspace, SARAH, answer, 'Prepare the package');
  const made = await workspace.waitFor(() => thread(workspace, question).find((each) => labels(each).includes('Ask for approval')));
  const before = new Set(workspace.messages(CHANNELS.approvals).map(({ ts }) => ts));
  await press(workspace, SARAH, made, 'Ask for approval');
  await workspace.waitFor(() => /Not yours to decide/.test(shown(thread(workspace, question).find(({ ts }) => ts === made.ts))));
  await workspace.settled();
  const put = workspace.messages(CHANNELS.approvals).filter((each) => !before.has(each.ts) && labels(each).includes('Approve'));
  expect(put).toHaveLength(1);
});
