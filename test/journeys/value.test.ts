import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Message } from '../../adapters/playground/index.ts';
import { ask, buttons, type Greendoor, openGreendoor, press, SARAH, shown, TENANT, thread } from '../support/greendoor.ts';

/** Journey 9.4.2: what a customer has got for its money, a benefit added, and the case that follows. */

let greendoor: Greendoor;
beforeAll(async () => {
  greendoor = await openGreendoor();
  await greendoor.start();
});
afterAll(() => greendoor.close());

/** Presses a button of a message and waits for the answer it brings. */
async function pressed(question: Message, message: Message, label: string): Promise<Message> {
  const { workspace } = greendoor;
  const before = thread(workspace, question).length;
  await press(workspace, SARAH, message, label);
  return workspace.waitFor(() => {
    const next = thread(workspace, question)[before];
    return next?.streaming ? undefined : next;
  });
}

test('What has TechCorp got for its money: the ROI, why, a saving recorded, and the business case', async () => {
  const { workspace, models } = greendoor;
  const { question, answer } = await ask(workspace, { user: SARAH, dm: true, text: 'What has TechCorp got for its money?' });
  expect(shown(answer)).toMatch(/^TechCorp Financial Services: ROI 187 %, \$1\.6M of proven value on \$875K over 12 months/);
  expect(buttons(answer).map(({ label }) => label)).toEqual(expect.arrayContaining(['Business case', 'Why', 'Projection', 'Checkpoints']));

  const why = await pressed(question, answer, 'Why');
  expect(shown(why)).toMatch(/value record “[^”]+”, \d+ \w+ \d{4}/);
  const checkpoints = await pressed(question, answer, 'Checkpoints');
  expect(shown(checkpoints)).toMatch(/[Ww]eek 8/);

  const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
  const text = `Record 60000 efficiency value for TechCorp from ${day(100)} to ${day(11)}, description: "Fewer audit meetings", evidence: "Their CFO"`;
  // Customers' texts were read in this conversation: what changes data is started by a person.
  const asked = await ask(workspace, { user: SARAH, dm: true, text, thread: question.ts });
  expect(shown(asked.answer)).toContain('Nothing is written before your press');
  const recorded = await pressed(asked.question, asked.answer, 'Record measured value');
  expect(shown(recorded)).toMatch(
    /^Recorded for TechCorp Financial Services: \$60,000, efficiency, proven\. ROI is now 19\d % \(before: 187 %\)/,
  );
  expect(await models.valueRecords.countDocuments({ tenant: TENANT, description: 'Fewer audit meetings' })).toBe(1);
  // What was offered says that it is done, and no longer that nothing is written.
  const offer = await workspace.waitFor(() =>
    thread(workspace, asked.question).find((each) => each.ts === asked.answer.ts && /Done: /.test(shown(each))),
  );
  expect(shown(offer)).not.toContain('Nothing is written');

  const now = await pressed(asked.question, recorded, 'Value so far');
  expect(shown(now)).toMatch(/^TechCorp Financial Services: ROI 19\d %/);
  const businessCase = await pressed(asked.question, now, 'Business case');
  expect(shown(businessCase)).toMatch(/^TechCorp Financial Services: /);
  expect(shown(businessCase)).toMatch(/renewal/i);
  expect(shown(businessCase)).toMatch(/19\d %/);
});
