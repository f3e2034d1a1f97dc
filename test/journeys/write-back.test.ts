import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Crm, createCrm, WRITE_BACK } from '../support/crm.ts';
import {
  ask,
  buttons,
  CHANNELS,
  ELENA,
  type Greendoor,
  openGreendoor,
  type Process,
  press,
  SARAH,
  shown,
  TENANT,
  thread,
} from '../support/greendoor.ts';
import { until } from '../support/until.ts';

/** A call that is logged and a note that is sent stand in the CRM as well, once, whatever dies in between. */

/** An admin. */
const TOM = 'UTOMBECKER';
/** Past what a process that died had taken, and past the wait after a failure; still within what Slack's signatures bear. */
const AHEAD = 190_000;
const FURTHER = AHEAD + 70_000;
let greendoor: Greendoor;
let crm: Crm;
let product: Process;
let settings: Record<string, string>;
beforeAll(async () => {
  crm = createCrm({ timeoutMs: 60_000, writeBack: WRITE_BACK });
  greendoor = await openGreendoor();
  settings = { MCP_SERVERS: crm.settings, CRM_FILE: process.env.CRM_FILE ?? '', CRM_MOOD: process.env.CRM_MOOD ?? '' };
  product = await greendoor.apart.start(settings);
  await until(async () => (await greendoor.models.foreignServers.countDocuments({ tenant: TENANT, state: 'accepted' })) === 1);
});
afterAll(async () => {
  await greendoor.close();
  crm.remove();
});

type Message = Awaited<ReturnType<typeof ask>>['answer'];
const dm = (text: string, user = SARAH) => ask(greendoor.workspace, { user, dm: true, text });
const copies = () => greendoor.models.activityCopies.find({ tenant: TENANT }).sort({ at: 1 }).lean();
const noted = (words: string) => crm.kept().filter((each) => JSON.stringify(each).includes(words));

async function log(words: string): Promise<{ question: Message; offer: Message }> {
  const { question, answer } = await dm(`Log a call with Mike Chen at TechCorp: ${words}`);
  expect(shown(answer)).toContain('Also noted in');
  expect(shown(answer)).toContain('Our CRM');
  return { question, offer: answer };
}
const pressed = async (message: Message, user = SARAH) => press(greendoor.workspace, user, message, buttons(message)[0]?.label ?? '');
const said = (question: Message, words: RegExp) =>
  greendoor.workspace.waitFor(() => thread(greendoor.workspace, question).find((each) => words.test(shown(each))));

test('a logged call is in the CRM with who, whom and what, and the card says so', async () => {
  const { question, offer } = await log('they want the pilot extended');
  expect(crm.kept()).toEqual([]);
  await pressed(offer);
  await said(question, /Also noted in Our CRM\./);
  const [copy] = await copies();
  expect(copy).toMatchObject({ state: 'written', attempts: 1 });
  expect(copy?.words).toBeUndefined();
  expect(crm.kept()).toMatchObject([
    {
      tool: 'log_activity',
      key: copy?._id,
      company: 'TechCorp Financial Services',
      kind: 'call',
      note: 'they want the pilot extended',
      person: 'Mike Chen',
    },
  ]);
});

test('taken back here, it is said that it stays there', async () => {
  const { question, offer } = await log('to be taken back');
  await pressed(offer);
  await said(question, /Also noted in Our CRM\./);
  const card = await greendoor.workspace.waitFor(() =>
    thread(greendoor.workspace, question).find((each) => buttons(each).some(({ label }) => label === 'Undo')),
  );
  await press(greendoor.workspace, SARAH, card, 'Undo');
  await said(question, /It stays in Our CRM; take it off there yourself\./);
});

test('a note that was approved and sent is in the CRM, as its card had said', async () => {
  const { workspace } = greendoor;
  const { answer } = await dm('draft a note to Mike Chen at TechCorp about the renewal');
  await press(workspace, SARAH, answer, 'Ask for approval');
  const find = () => workspace.messages(CHANNELS.approvals).find((each) => shown(each).includes('note to Mike Chen'));
  const card = await workspace.waitFor(() => (buttons(find()).some(({ label }) => label === 'Approve') ? find() : undefined));
  expect(shown(card)).toContain('and is noted in Our CRM');
  await press(workspace, ELENA, card, 'Approve');
  await workspace.waitFor(() => /In Our CRM\W+noted/.test(shown(find())) && find());
  expect(crm.kept().at(-1)).toMatchObject({ tool: 'log_activity', kind: 'email', company: 'TechCorp Financial Services' });
  expect(greendoor.mail.raw).toHaveLength(1);
});

test('killed after the CRM has it and before it says so: written once', async () => {
  crm.behave({ silent: 'log_activity' });
  const { offer } = await log('killed in between');
  await pressed(offer);
  await until(() => noted('killed in between').length === 1);
  await product.kill();
  crm.behave({});
  product = await greendoor.apart.start(settings, AHEAD);
  await until(async () => (await copies()).at(-1)?.state === 'written');
  expect((await copies()).at(-1)).toMatchObject({ state: 'written', attempts: 2 });
  expect(noted('killed in between')).toHaveLength(1);
});

test('killed before the CRM was asked: written once', async () => {
  expect(shown((await dm('which systems are connected?', TOM)).answer)).toContain('Connected and answering: Our CRM.');
  crm.behave({ without: ['log_activity'] }); // so that it is shut out: nothing is asked of it
  const { question, offer } = await log('killed before');
  await pressed(offer);
  await said(question, /Not yet in Our CRM: I keep trying/);
  const { workspace } = greendoor;
  const told = await workspace.waitFor(() => workspace.messages(TOM).find((each) => /Our CRM is shut out/.test(shown(each))));
  expect(shown(told)).toContain('log_activity is gone');
  await press(workspace, TOM, told, 'See what changed');
  await workspace.waitFor(() =>
    workspace.messages(TOM).find((each) => buttons(each).some(({ label }) => label === 'Accept it as it is now')),
  );
  await product.kill();
  expect(noted('killed before')).toEqual([]);
  crm.behave({});
  const { foundDigest } = (await greendoor.models.foreignServers.findOne({ tenant: TENANT, name: 'crm' }).lean()) ?? {};
  const looked = await greendoor.run(['servers'], settings);
  expect(looked).toMatchObject({ code: 0, out: expect.stringContaining('crm: shut out') });
  const fingerprint = /Fingerprint: (\w+)/.exec(looked.out)?.[1] ?? '';
  expect((await greendoor.run(['servers', 'accept', 'crm', String(foundDigest)], settings)).code).toBe(2);
  expect(await greendoor.run(['servers', 'accept', 'crm', fingerprint], settings)).toMatchObject({
    code: 0,
    out: 'Our CRM is accepted as it is now.\n',
  });
  product = await greendoor.apart.start(settings, FURTHER);
  await until(async () => (await copies()).at(-1)?.state === 'written');
  expect(noted('killed before')).toHaveLength(1);
  expect(workspace.messages(TOM).filter((each) => /Nobody can use it until an admin has looked/.test(shown(each)))).toHaveLength(1);
});

test('refused there, whoever logged it is told once, in our words', async () => {
  crm.behave({ refuses: 'log_activity' });
  const { question, offer } = await log('refused there');
  await pressed(offer);
  await said(question, /Not noted in Our CRM; write it there yourself/);
  await product.stop();
  crm.behave({});
  product = await greendoor.apart.start(settings, FURTHER);
  await until(async () => Boolean((await copies()).at(-1)?.toldAt));
  const told = greendoor.workspace.messages(SARAH).filter((each) => /is kept here, but not in Our CRM/.test(shown(each)));
  expect(told).toHaveLength(1);
  expect(shown(told[0])).toContain('Our CRM answered that it could not do it.');
  for (const text of [shown(told[0]), product.log()]) expect(text).not.toContain('canary-of-the-crm');
});
