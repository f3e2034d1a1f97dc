import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ask, buttons, CHANNELS, ELENA, type Greendoor, openGreendoor, PRIYA, press, SARAH, shown } from '../support/greendoor.ts';

/** Approve pressed 200 times at once, by two people who may, over HTTP, each press signed. */

const PRESSES = 200;
let greendoor: Greendoor;
beforeAll(async () => {
  greendoor = await openGreendoor();
  await greendoor.start();
});
afterAll(() => greendoor.close());

test('200 presses on Approve at once send one mail, and each is answered', async () => {
  const { workspace, mail, models } = greendoor;
  const { answer } = await ask(workspace, { user: SARAH, dm: true, text: 'draft a note to Mark Rodriguez' });
  await press(workspace, SARAH, answer, 'Ask for approval');
  const posted = () => workspace.messages(CHANNELS.approvals).find((message) => !message.onlyFor);
  const card = await workspace.waitFor(posted);

  // What a busy machine cannot store within Slack's time is refused with 503, and whoever pressed presses again.
  for (let open = PRESSES; open > 0; ) {
    const earlier = workspace.deliveries.length;
    await Promise.all(Array.from({ length: open }, (_, index) => press(workspace, index % 2 ? ELENA : PRIYA, card, 'Approve')));
    const presses = workspace.deliveries.slice(earlier);
    expect(presses).toHaveLength(open);
    const refused = presses.filter(({ failure }) => failure);
    expect(refused.filter(({ status }) => status !== 503)).toEqual([]);
    expect(refused.length).toBeLessThan(open);
    open = refused.length;
  }
  const told = () => workspace.messages(CHANNELS.approvals).filter((message) => message.onlyFor);
  await workspace.waitFor(() => told().length >= PRESSES - 1);
  for (const message of told()) expect(shown(message)).toMatch(/^Already decided\. Approved by (Elena Rossi|Priya Patel)/);
  expect(mail.raw).toHaveLength(1);
  expect(await models.outbox.find({ tenant: 'demo' }).lean()).toMatchObject([{ state: 'sent', attempts: 1 }]);
  expect(buttons(posted())).toEqual([]);
  expect(shown(posted())).toMatch(/Approved by (Elena Rossi|Priya Patel)[\s\S]*Receipt: The mail system accepted message \S+ \(250\)/);
});
