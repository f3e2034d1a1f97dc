import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ask, BOT, buttons, CHANNELS, ELENA, type Greendoor, openGreendoor, press, SARAH, shown, whispered } from '../support/greendoor.ts';

/** What nobody should send, and what happens to messages whose place is gone: each gets an answer, and nothing is lost. */

let greendoor: Greendoor;
beforeAll(async () => {
  greendoor = await openGreendoor();
  // Nothing of its own accord in between.
  await greendoor.start({ SLACK_CHANNEL_CHURN: '' });
});
afterAll(() => greendoor.close());

const direct = (text: string) => ask(greendoor.workspace, { user: SARAH, dm: true, text });

test.each([
  ['only emoji', '😀🚀', /I can answer questions like/],
  ['only invisible characters', '\u200b\u2060\u200b', /./],
  ['a word of 10,000 letters', 'x'.repeat(10_000), /10,000 characters; I read the first 4,000/],
  ['a word of 10,000 digits', '7'.repeat(10_000), /10,000 characters; I read the first 4,000/],
  [
    '10,000 characters after the question',
    `How healthy is DataFlow? ${'Please '.repeat(1_425)}`,
    /^DataFlow Analytics: [\s\S]*I read the first 4,000/,
  ],
  ['German', 'Warum ist DataFlow gefährdet?', /^DataFlow Analytics[\s\S]*Ohne Sprachmodell/],
  ['Japanese', 'DataFlow はどうですか', /./],
  ['markup', 'How healthy is <!channel> [x](https://evil.example) DataFlow?', /^(?![\s\S]*(<!channel>|evil\.example))[\s\S]*DataFlow/],
])('%s', async (_, text, expected) => {
  const { answer } = await direct(text);
  expect(shown(answer)).toMatch(expected);
});

test('a mention without words says what Greendoor can do', async () => {
  const { answer } = await ask(greendoor.workspace, { user: SARAH, channel: 'cs-health', text: `<@${BOT}>` });
  expect(shown(answer)).toMatch(/You can ask/);
});

test('a button of a message that is no longer stored says so', async () => {
  const { workspace, models } = greendoor;
  const { answer } = await direct('How healthy is DataFlow?');
  await models.replies.deleteMany({ tenant: 'demo' });
  expect(await whispered(workspace, SARAH, () => press(workspace, SARAH, answer, 'Why'))).toMatch(/expired[\s\S]*Nothing was done/);
});

test('a form sent twice is one new version', async () => {
  const { workspace, models } = greendoor;
  const { answer } = await direct('draft a note to Mark Rodriguez');
  await press(workspace, SARAH, answer, 'Edit');
  await workspace.waitFor(() => workspace.openedForm(SARAH));
  const submit = () => workspace.submitForm({ user: SARAH, values: { subject: 'Ten minutes on Tuesday' } });
  let key = '';
  expect(
    await whispered(workspace, SARAH, async () => {
      key = (await submit()).delivery?.key ?? '';
    }),
  ).toMatch(/^Saved as version 2/);
  expect(await workspace.redeliver(key)).toMatchObject({ status: 200 });
  await direct('How healthy is TechCorp?');
  expect(await models.approvals.find({ tenant: 'demo' }).lean()).toMatchObject([{ version: 2, state: 'draft' }]);
});

test('two people who edit at once: the second is told and loses nothing of the first', async () => {
  const { workspace, models } = greendoor;
  const { answer } = await direct('draft a note to Anil Gupta');
  await press(workspace, SARAH, answer, 'Ask for approval');
  const open = () => workspace.messages(CHANNELS.approvals).findLast((message) => !message.onlyFor && buttons(message).length > 0);
  const card = await workspace.waitFor(() => (/note to Anil Gupta/.test(shown(open())) ? open() : undefined));
  for (const user of [SARAH, ELENA]) {
    await press(workspace, user, card, 'Edit');
    await workspace.waitFor(() => workspace.openedForm(user));
  }
  const submit = (user: string, subject: string) => whispered(workspace, user, () => workspace.submitForm({ user, values: { subject } }));
  expect(await submit(ELENA, 'From Elena')).toMatch(/^Saved as version 2/);
  expect(await submit(SARAH, 'From Sarah')).toMatch(/Not changed: Elena Rossi saved version 2 meanwhile/);
  expect(await models.approvals.findOne({ tenant: 'demo', 'recipient.name': 'Anil Gupta' }).lean()).toMatchObject({
    subject: 'From Elena',
  });
});

test('in an archived channel the answer comes directly', async () => {
  const { workspace } = greendoor;
  const before = workspace.messages(SARAH).length;
  for (const method of ['chat.startStream', 'chat.postMessage']) workspace.failNext(method, 'is_archived');
  await workspace.say({ user: SARAH, channel: 'cs-health', text: `<@${BOT}> how healthy is TechCorp?` });
  const told = await workspace.waitFor(() => workspace.messages(SARAH)[before]);
  expect(shown(told)).toMatch(/I could not answer where you asked: the channel is archived[\s\S]*TechCorp Financial Services/);
});

test('somebody Greendoor does not know gets no data', async () => {
  const { workspace, models } = greendoor;
  await models.users.updateOne({ tenant: 'demo', _id: 'user-grace-liu' }, { $set: { active: false } });
  const said = await whispered(workspace, 'UGRACELIU', () =>
    workspace.say({ user: 'UGRACELIU', dm: true, text: 'How healthy is DataFlow?' }),
  );
  expect(said).toMatch(/I do not know you yet/);
});
