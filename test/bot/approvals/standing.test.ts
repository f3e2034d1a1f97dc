import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type ApprovalDeps, decide, proposeApproval } from '../../../bot/approvals/index.ts';
import type { Closed } from '../../../bot/channel-policy.ts';
import type { Database } from '../../../models/connection.ts';
import { testDatabase } from '../../support/database.ts';
import { aProposal, csm, depsFor, executive, type Mailbox, mailbox, NOW, otherCsm, TENANT, testClock } from './setup.ts';

/** What changed between a draft and its approval stops it, says why and who can do what; what did not change does not. */

let database: Database;
let inbox: Mailbox;
let deps: ApprovalDeps;
beforeAll(async () => {
  [database, inbox] = await Promise.all([testDatabase(), mailbox()]);
  deps = depsFor(database, inbox.url, testClock());
});
afterAll(async () => {
  await Promise.all([database.close(), inbox.close()]);
});

async function drafted(requestedBy = csm) {
  const proposal = await aProposal(deps);
  const { approvalId } = await proposeApproval(deps, proposal, { tenant: TENANT, requestedBy });
  const approve = (closed?: () => Promise<Closed | undefined>) =>
    decide(deps, { tenant: TENANT, actor: executive, approvalId, version: 1, decision: 'approve', ...(closed ? { closed } : {}) });
  return { proposal, approve };
}
const user = (id: string, change: object) => database.models.users.updateOne({ tenant: TENANT, _id: id }, { $set: change });
const account = (id: string, change: object) => database.models.accounts.updateOne({ tenant: TENANT, _id: id }, { $set: change });

const asItIs = async () => {};

test.each([
  [
    'its requester left',
    /Carla, who asked for it, is not active/,
    () => user(csm.id, { active: false }),
    () => user(csm.id, { active: true }),
  ],
  [
    'its requester has another address',
    /another e-mail address/,
    () => user(csm.id, { email: 'carla@elsewhere.example' }),
    () => user(csm.id, { email: csm.email }),
  ],
  [
    'the account went to another CSM',
    /is not Carla's account any more\. Otto can ask/,
    (id: string) => account(id, { ownerId: otherCsm.id }),
    asItIs,
  ],
  [
    'the account went to another CSM, its requester staying its account executive',
    /was given to Otto since/,
    (id: string) => account(id, { ownerId: otherCsm.id, accountExecutiveId: csm.id }),
    asItIs,
  ],
  ['the customer left', /no longer a customer/, (id: string) => account(id, { churnedAt: NOW, lifecycleStage: 'churned' }), asItIs],
  [
    'the recipient moved to another account',
    /not a contact of/,
    (_: string, contact: string) => database.models.contacts.updateOne({ tenant: TENANT, _id: contact }, { $set: { accountId: 'other' } }),
    asItIs,
  ],
] as [string, RegExp, (account: string, contact: string) => Promise<unknown>, () => Promise<unknown>][])(
  'not sent where %s; the card says so, and nothing leaves',
  async (_, why, change, restore) => {
    const { proposal, approve } = await drafted();
    const before = inbox.raw.length;
    await change(proposal.account.id, proposal.recipient.contactId);
    const { approval, update } = await approve();
    await restore();
    expect(approval?.state).toBe('failed');
    expect(JSON.stringify(update?.card)).toMatch(why);
    expect(JSON.stringify(update?.card)).toContain('Reject');
    expect(inbox.raw).toHaveLength(before);
  },
);

test('sent where nothing changed, and where what had changed is as before', async () => {
  const { approve } = await drafted();
  await user(csm.id, { active: false });
  expect((await approve()).approval?.state).toBe('failed');
  await user(csm.id, { active: true });
  expect((await approve()).approval?.state).toBe('sent');
});

test('who lost the role decides nothing, whatever the platform still calls them', async () => {
  const { approve } = await drafted();
  await user(executive.id, { roles: ['csm'] });
  expect(await approve()).toMatchObject({ outcome: 'refused', answer: expect.stringContaining('Ask one of them') });
  await user(executive.id, { active: false, roles: ['executive'] });
  expect((await approve()).outcome).toBe('refused');
  await user(executive.id, { active: true });
  expect((await approve()).approval?.state).toBe('sent');
});

test('a channel that may not see it decides nothing; one that is closed between the press and the delivery stops the mail', async () => {
  const { approve } = await drafted();
  expect(await approve(async () => 'shared')).toMatchObject({ outcome: 'refused', answer: expect.stringContaining('direct conversation') });
  let looks = 0;
  expect((await approve(async () => (looks++ === 0 ? undefined : 'guests'))).approval?.state).toBe('failed');
  expect((await approve(async () => undefined)).approval?.state).toBe('sent');
});
