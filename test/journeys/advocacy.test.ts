import { afterAll, beforeAll, expect, test } from '@jest/globals';
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

/** Marketing's customer advocacy in Slack: from whom to ask to what came of it; and the attempts that are refused. */

const DANA = 'UDANACOLE';
let greendoor: Greendoor;
beforeAll(async () => {
  greendoor = await openGreendoor();
  await greendoor.start();
});
afterAll(() => greendoor.close());

type Message = Awaited<ReturnType<typeof ask>>['answer'];
const labels = (message: Message | undefined) => buttons(message).map(({ label }) => label);
const dm = (text: string, user = DANA) => ask(greendoor.workspace, { user, dm: true, text });
const named = (message: Message, start: string) => labels(message).find((label) => label.startsWith(start)) ?? `${start}…`;
const engagements = () =>
  greendoor.models.advocacyEngagements.find({ tenant: TENANT, contactId: 'contact-mike-chen', _id: /^asked-/ }).lean();

async function follow(question: Message, message: Message, label: string, says: RegExp, user = DANA): Promise<Message> {
  const { workspace } = greendoor;
  const before = new Set(thread(workspace, question).map(({ ts }) => ts));
  await press(workspace, user, message, label);
  return workspace.waitFor(
    () => thread(workspace, question).find((each) => !each.streaming && says.test(shown(each)) && !before.has(each.ts)),
    20_000,
  );
}

test('whom to ask, the ask in her name, approved by a leader and sent once', async () => {
  const { workspace, mail } = greendoor;
  const { answer: list } = await dm('who could be a reference for a bank of 2000 people?');
  expect(shown(list)).toMatch(/Ask TechCorp Financial Services first for a reference call for a fintech company of 2,000 people/);
  expect(shown(list)).toMatch(/Nobody is asked before a draft is approved/);

  const { question, answer: ready } = await dm('would TechCorp speak for us?');
  expect(shown(ready)).toMatch(/Ask Mike Chen for a conference talk/);
  const draft = await follow(question, ready, 'Draft the ask to Mike Chen', /Dana Cole/);
  expect(shown(draft)).toMatch(/Would you consider speaking about it/);
  const files = await workspace.waitFor(() => {
    const found = thread(workspace, question).flatMap((each) => each.files ?? []);
    return found.length > 0 ? found : undefined;
  });
  expect(files.map(({ name }) => name)).toEqual(['TechCorp Financial Services conference talk.docx']);

  await press(workspace, DANA, draft, 'Ask for approval');
  const asked = await workspace.waitFor(
    () => workspace.messages(CHANNELS.approvals).find((each) => labels(each).includes('Approve')),
    20_000,
  );
  expect(await whispered(workspace, DANA, () => press(workspace, DANA, asked, 'Approve'))).toMatch(/^Not approved/);
  await press(workspace, ELENA, asked, 'Approve');
  await workspace.waitFor(() => (mail.raw.length > 0 ? true : undefined), 20_000);
  expect(mail.raw).toHaveLength(1);
  expect(mail.raw[0]).toMatch(/mike\.chen@techcorp-financial\.example/);
  await workspace.waitFor(() => {
    const card = workspace.messages(CHANNELS.approvals).find(({ ts }) => ts === asked.ts);
    return labels(card).includes('Approve') ? undefined : card;
  }, 20_000);
  const [ledger] = await engagements();
  expect(ledger).toMatchObject({ advocacyType: 'speaking', engagementStatus: 'approached', ownerId: 'user-dana-cole' });
});

test('from then on nobody of any team asks them again, and the date is said', async () => {
  const { answer } = await dm('draft a note to Mike Chen asking for a testimonial', SARAH);
  expect(shown(answer)).toMatch(/No draft: ask no favour of Mike Chen/);
  expect(shown(answer)).toMatch(/the next ask is due from \d+ \w+/);
  const { answer: hers } = await dm('ask TechCorp for a case study');
  expect(shown(hers)).toMatch(/No draft: ask no favour/);
});

test('the engagement through its states, a referral to a deal, and what came of it all', async () => {
  const { question, answer: offered } = await dm('Mike Chen at TechCorp agreed to the talk');
  expect(shown(offered)).toMatch(/asked → agreed/);
  const agreed = await follow(
    question,
    offered,
    'Record the step',
    /Recorded: TechCorp Financial Services: the conference talk with Mike Chen is agreed/,
  );
  const running = await follow(question, agreed, named(agreed, 'Next: '), /is running/);
  const done = await follow(question, running, named(running, 'Next: '), /is done/);
  expect(shown(done)).toMatch(/Recorded/);
  expect((await engagements())[0]).toMatchObject({ engagementStatus: 'completed' });

  const referral = await dm('TechCorp referred Northbank to us, it became an opportunity of $120k');
  expect(shown(referral.answer)).toMatch(/Northbank/);
  await follow(referral.question, referral.answer, named(referral.answer, 'Begin and record'), /referred Northbank, opportunity, \$120K/);
  const { answer: came } = await dm('advocacy performance of TechCorp');
  expect(shown(came)).toMatch(/\$680K attributed on \$45K \(return 1,511 %\), \$2\.4M influenced besides/);
});

test('an account at risk is not asked, by nobody and on no way', async () => {
  for (const text of [
    'ask DataFlow for a reference',
    'ask Jennifer Walsh at DataFlow for a testimonial',
    'would DataFlow do a case study for us?',
  ]) {
    const { answer } = await dm(text);
    expect([text, shown(answer)]).toEqual([text, expect.stringMatching(/ask no favour|do not ask/)]);
    expect(shown(answer)).toMatch(/Churn risk \d+, high|Health \d+, orange/);
    expect(labels(answer).filter((label) => label.startsWith('Draft the ask'))).toEqual([]);
  }
  const { answer } = await dm('record that we approached DataFlow about a case study');
  expect(shown(answer)).toMatch(/not to be asked|Not recorded/);
  expect(await greendoor.models.advocacyEngagements.countDocuments({ tenant: TENANT, accountId: 'account-dataflow' })).toBe(0);
});
