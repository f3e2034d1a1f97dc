import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Message } from '../../adapters/playground/index.ts';
import type { Card } from '../../agents/kit/card.ts';
import {
  ask,
  buttons,
  CHANNELS,
  ELENA,
  type Greendoor,
  MARCUS,
  openGreendoor,
  press,
  SARAH,
  shown,
  TENANT,
  thread,
  whispered,
} from '../support/greendoor.ts';

/** The main job from the question to the mail, by people in Slack, with the product in its own process. */

let greendoor: Greendoor;
beforeAll(async () => {
  greendoor = await openGreendoor();
  await greendoor.start();
});
afterAll(() => greendoor.close());

/** A draft as Sarah puts it up for approval: where she asked, and where the deciders are. */
async function draft(): Promise<{ here: () => Message; there: () => Message; everywhere: () => Message[] }> {
  const { workspace } = greendoor;
  const posted = () => workspace.messages(CHANNELS.approvals).filter((message) => !message.onlyFor);
  const before = posted().length;
  const { question } = await ask(workspace, { user: SARAH, dm: true, text: 'draft a note to Mark Rodriguez' });
  expect(labels(thread(workspace, question)[0] as Message)).toEqual(expect.arrayContaining(['Ask for approval', 'Edit', 'Discard']));
  expect(posted().length).toBe(before);
  await press(workspace, SARAH, thread(workspace, question)[0] as Message, 'Ask for approval');
  await workspace.waitFor(() => posted().length > before);
  const here = () => thread(workspace, question)[0] as Message;
  const there = () => posted()[before] as Message;
  return { here, there, everywhere: () => [here(), there()] };
}
const labels = (message: Message) => buttons(message).map((button) => button.label);
const decisions = (message: Message) => labels(message).filter((label) => ['Approve', 'Edit', 'Reject'].includes(label));
const hasLeft = (message: Message) =>
  /Receipt: The mail system accepted message \S+ \(250\)/.test(shown(message)) && decisions(message).length === 0;

test('a question is answered with the point first, the evidence on demand', async () => {
  const { workspace, models } = greendoor;
  const { question, answer } = await ask(workspace, { user: SARAH, dm: true, text: 'why is DataFlow at risk?' });
  const [, risk, probability] = /^DataFlow Analytics: .*\b(\d+), high.* (\d+) % within 90 days/.exec(shown(answer)) ?? [];
  expect(Math.abs(Number(risk) - 73)).toBeLessThanOrEqual(5);
  expect(Math.abs(Number(probability) - 78)).toBeLessThanOrEqual(5);
  expect(labels(answer)).toEqual(expect.arrayContaining(['Why', 'Draft a note to Mark Rodriguez']));

  await press(workspace, SARAH, answer, 'Why');
  const why = await workspace.waitFor(() => thread(workspace, question)[1]);
  // People read what to look for in their own systems; the rows behind it are kept with the message.
  expect(shown(why)).toMatch(/(?:e-mail|meeting|call)[^,\n]* (?:from|to|with) \p{L}+ \p{L}+, \d{1,2} \w{3} \d{4}/u);
  const kept = await models.replies.find({ tenant: TENANT, 'cards.parts.type': 'evidence' }).lean<{ cards: Card[] }[]>();
  const evidence = kept
    .flatMap(({ cards }) => cards.flatMap(({ parts }) => parts))
    .flatMap((part) => (part.type === 'evidence' ? part.figures.flatMap((each) => each.evidence) : []));
  expect(evidence.length).toBeGreaterThan(20);
  for (const { collection, id } of evidence)
    expect({
      id,
      found: await models.accounts.db.collection<{ _id: string }>(collection).countDocuments({ _id: id, tenant: TENANT }),
    }).toEqual({
      id,
      found: 1,
    });
});

test('a draft is refused to its author and to others without the role, edited, and sent once, as approved', async () => {
  const { workspace, mail } = greendoor;
  const { here, there, everywhere } = await draft();
  for (const message of everywhere()) expect(shown(message)).toContain('mark.rodriguez@dataflow-analytics.example');
  // Its author sees in their own conversation what they may do themselves.
  expect(decisions(here())).toEqual(['Edit']);
  expect(decisions(there())).toEqual(['Approve', 'Edit', 'Reject']);
  expect(await whispered(workspace, SARAH, () => press(workspace, SARAH, there(), 'Approve'))).toMatch(/^Not approved, nothing was sent/);
  expect(await whispered(workspace, MARCUS, () => press(workspace, MARCUS, there(), 'Approve'))).toMatch(/^Not approved, nothing was sent/);
  expect(await whispered(workspace, MARCUS, () => press(workspace, MARCUS, there(), 'Edit'))).toMatch(/^Not changed/);

  await press(workspace, ELENA, there(), 'Edit');
  const form = await workspace.waitFor(() => workspace.openedForm(ELENA));
  const inputs = form.view.blocks.flatMap((block) => ('element' in block ? block.element.action_id : []));
  expect(inputs).toEqual(['subject', 'body']);
  expect(JSON.stringify(form.view.blocks)).toContain('mark.rodriguez@dataflow-analytics.example');
  const body = 'Hello Mark,\n\nmay I show you on Tuesday what we changed? 10 minutes — no slides.\n\nSarah';
  const firstVersion = there();
  const said = await whispered(workspace, ELENA, () => workspace.submitForm({ user: ELENA, values: { body } }));
  expect(said).toMatch(/^Saved as version 2/);
  expect(workspace.openedForm(ELENA)).toBeUndefined();
  for (const message of everywhere()) {
    expect(shown(message)).toContain('10 minutes — no slides.');
    expect(shown(message)).toMatch(/Version 2.*Elena Rossi[\s\S]*− [\s\S]*\+ .*Tuesday/);
  }

  // As from a screen that still shows the first version.
  const stale = await whispered(workspace, ELENA, () => press(workspace, ELENA, firstVersion, 'Approve'));
  expect(stale).toMatch(/belongs to version 1[\s\S]*Nothing was sent/);
  expect(mail.raw).toEqual([]);

  const secondVersion = there();
  await press(workspace, ELENA, secondVersion, 'Approve');
  await workspace.waitFor(() => everywhere().every(hasLeft));
  const [sent, ...others] = await mail.parsed();
  expect(others).toEqual([]);
  expect(sent?.text?.trimEnd()).toBe(body);
  expect(sent?.from?.value).toEqual([{ name: 'Sarah Williams', address: 'sarah.williams@greendoor.example' }]);
  expect(sent?.to).toMatchObject({ value: [{ name: 'Mark Rodriguez', address: 'mark.rodriguez@dataflow-analytics.example' }] });
  for (const message of everywhere()) expect(shown(message)).toMatch(/Approved by Elena Rossi, .*\d{2}:\d{2}/);

  const again = () => press(workspace, ELENA, secondVersion, 'Approve');
  expect(await whispered(workspace, ELENA, again)).toMatch(/^Already decided. Approved by Elena Rossi/);
  expect(mail.raw).toHaveLength(1);
});

test('a rejected draft goes nowhere', async () => {
  const { workspace, mail } = greendoor;
  const before = mail.raw.length;
  const { there, everywhere } = await draft();
  const open = there();
  await press(workspace, ELENA, open, 'Reject');
  await workspace.waitFor(() => everywhere().every((message) => /Rejected by Elena Rossi/.test(shown(message))));
  for (const message of everywhere()) expect(decisions(message)).toEqual([]);
  const again = () => press(workspace, ELENA, open, 'Approve');
  expect(await whispered(workspace, ELENA, again)).toMatch(/^Already decided. Rejected by Elena Rossi/);
  expect(mail.raw).toHaveLength(before);
});
