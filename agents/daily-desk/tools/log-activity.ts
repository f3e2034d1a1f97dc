import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { CopyState } from '../../../models/activity-copy.ts';
import { DIRECTIONS, INTERACTION_KINDS, type Interaction } from '../../../models/interaction.ts';
import { callButton, contextLine, linesPart, type Shown, shown, textPart } from '../../kit/present/index.ts';
import { headOf, ofAccount, t } from '../../kit/say.ts';
import { accountInput, actTool, type Context, type CopyStands, changedSince, daySaid, optional, UserError } from '../../kit/tool.ts';
import { accountToActOn, resolveContact } from '../../kit/who.ts';
import { clipped } from '../../metrics/index.ts';
import { KIND_NAMES, quoteOf } from '../activity.ts';
import { type Promised, promisesIn } from '../promises.ts';
import type { addTask } from './add-task.ts';
import type { listActivity } from './list-activity.ts';

const input = z.object({
  account: accountInput,
  text: z.string().max(4_000).describe('What was said, all of it, as the person put it'),
  kind: z.enum(INTERACTION_KINDS).nullable().default(null).describe('What it was; null for a call'),
  person: optional(z.string().max(120)).describe('The customer’s person who took part; null if not said'),
  direction: z.enum(DIRECTIONS).nullable().default(null).describe('Of an e-mail or chat: inbound if they wrote; null if we did'),
  at: optional(z.string().max(40)).describe('The day it took place, YYYY-MM-DD; null for today'),
});

interface Output {
  account: { id: string; name: string };
  interaction: { id: string; kind: Interaction['kind']; at: string; text: string; person: string | null };
  /** What the note says somebody is to do. Nothing of it is a task yet. */
  promises: Promised[];
  /** How it stands in the other system that keeps it, too. */
  copy: { to: string; state: CopyState } | null;
  asOf: string;
}

/** The note as it would be stored. */
async function plan(given: z.output<typeof input>, context: Context) {
  const account = await accountToActOn(context, given.account);
  const now = context.clock.now();
  const text = given.text.trim();
  if (text === '') throw new UserError('no_text', 'Nothing was logged. Say what was said.');
  const contact = given.person === null ? null : await resolveContact(context, given.person, account._id);
  const kind = given.kind ?? 'call';
  const spoken = kind === 'meeting' || kind === 'call';
  const row = {
    accountId: account._id,
    userId: context.actor.id,
    kind,
    direction: spoken ? ('outbound' as const) : (given.direction ?? ('outbound' as const)),
    text,
    at: daySaid(given.at, 'past', now) ?? now,
    ...(contact ? { contactId: contact._id } : {}),
    ...(spoken ? { attended: true } : {}),
  };
  return { account: headOf(account), contact, row, now };
}

const dueText = ({ due }: Promised, { account, asOf }: Pick<Output, 'account' | 'asOf'>) =>
  due === null ? 'no day said' : t`by ${ofAccount(account, asOf).date('task_due', 'due', due)}`;

function pointOf({ account, interaction: { id, kind, person, at }, asOf }: Output) {
  const day = ofAccount(account, asOf).date(`activity:${id}`, kind, at);
  return t`Logged: ${KIND_NAMES[kind]}${person ? ` with ${person}` : ''}, ${account.name}, ${day}.`;
}

const promiseLines = (done: Output) => done.promises.map((each) => t`${quoteOf(each.text, 300)}, ${dueText(each, done)}`);

const isPromise = ({ promises, interaction }: Output): boolean => promises.some(({ text }) => text === interaction.text.trim());

/** What became of it in the other system. */
const COPIED: Record<CopyState, (to: string) => string> = {
  written: (to) => `Also noted in ${to}.`,
  waiting: (to) => `Not yet in ${to}: I keep trying, and tell you if it fails.`,
  sending: (to) => `Not yet in ${to}: I keep trying, and tell you if it fails.`,
  failed: (to) => `Not noted in ${to}; write it there yourself if it is needed.`,
  unknown: (to) => `Nobody knows whether it is noted in ${to}; look there.`,
  withdrawn: (to) => `Not noted in ${to}.`,
};

/** Taken back here, what is to be said of the other system. */
const STAYS: Record<CopyStands, (to: string) => string> = {
  there: (to) => ` It stays in ${to}; take it off there yourself.`,
  perhaps: (to) => ` It may stand in ${to}; look there, and take it off.`,
  not_there: () => '',
};

const copied = ({ copy }: Output): string[] => (copy ? [COPIED[copy.state](copy.to)] : []);

export const logActivity = actTool({
  name: 'log_activity',
  title: 'Log a conversation',
  description:
    'Writes down a call, meeting, e-mail or chat with one account, with the person and what was said, and names the promises in it. Use it for "log a call" or "note:". Not for measured value in money and not for a renewal call of commit or best case.',
  examples: [
    'Log a call with Lisa Park at TechCorp: they want SSO by March',
    'log a meeting with DataFlow: we will send the plan on Friday',
    'log it: all went well',
    'just spoke to Lisa Park at TechCorp, she wants SSO by March',
    'I talked to Mark at DataFlow: they are happy with support',
    'note for Acme: budget is frozen',
    'note that Contoso is hiring',
    'write down my call with Northwind: all is well',
    'log an email from TechCorp: they accept the offer',
    'met with Lisa Park at DataFlow this morning, he wants a shorter contract',
    'talked to Mike Chen, he likes the pilot',
    'spoke with Acme today: they are happy',
    'just hung up with Acme, they want to cut seats',
    'got off the phone with Lisa Park, she is worried about the price',
    'had lunch with Mike Chen, all good',
    'done with the call to Acme, they want a demo',
    'quick update on Globex: they hired a new CIO',
    'we met Initech yesterday and they liked the demo',
  ],
  words: ['log: protokolliere, notiere, note, noter, anota, anotar', 'conversation: gespräch, entretien, conversación'],
  status: 'Looking at what would be written',
  input,
  plan,
  told({ account, contact, row, now }, { copies }) {
    const messages = row.kind === 'email' || row.kind === 'chat';
    return {
      account,
      fields: [
        ['Kind', `${KIND_NAMES[row.kind]}${messages ? (row.direction === 'inbound' ? ' from them' : ' from us') : ''}`],
        ['With', contact?.name ?? 'nobody named'],
        ['On', ofAccount(account, now).date('activity', row.kind, row.at)],
        ['Said', quoteOf(row.text, 4_000)],
        copies && ['Also noted in', copies.to],
      ],
    };
  },
  async write({ account, contact, row, now }, { tenant, models, copies }): Promise<Output> {
    const _id = randomUUID();
    await copies?.intend({ id: _id, accountId: row.accountId, userId: row.userId });
    const saved: Partial<Interaction> = { _id, tenant, ingestedAt: now, ...row };
    await models.interactions.create(saved);
    return {
      account,
      interaction: { id: _id, kind: row.kind, at: row.at.toISOString(), text: row.text, person: contact?.name ?? null },
      promises: promisesIn(row.text, now),
      copy: copies ? { to: copies.to, state: await copies.write(_id) } : null,
      asOf: now.toISOString(),
    };
  },
  undo: {
    async run({ output: { interaction, account, copy } }, { tenant, models, copies }) {
      const there = copy && ((await copies?.withdraw(interaction.id)) ?? (copy.state === 'written' ? 'there' : 'perhaps'));
      const { deletedCount } = await models.interactions.deleteOne({ tenant, _id: interaction.id });
      if (deletedCount === 0) throw changedSince(`Not undone: the note on ${account.name} is not there any more.`);
      return `The ${KIND_NAMES[interaction.kind]} is taken off ${account.name} again.${copy && there ? STAYS[there](copy.to) : ''}`;
    },
  },
  ...shown(
    (done: Output): Shown => ({
      point: pointOf(done),
      why: [...copied(done), ...promiseLines(done)],
      header: done.account.name,
      body: [
        // A note that is a promise as a whole is said as one.
        ...(isPromise(done) ? [] : textPart(quoteOf(done.interaction.text, 500))),
        ...linesPart('To do, not a task yet', promiseLines(done)),
      ],
      next: [
        ...done.promises.slice(0, 2).map(({ text, due, ours }) => {
          const kind = ours ? ('promise' as const) : ('task' as const);
          const task = { account: done.account.id, text, due, kind, owner: null, conversation: done.interaction.id };
          return callButton<typeof addTask>(`Add task: ${clipped(text, 45)}`, 'add_task', task);
        }),
        callButton<typeof listActivity>('Everything with them', 'list_activity', { account: done.account.id }),
      ],
      context: contextLine({ asOf: done.asOf, notes: copied(done) }),
    }),
  ),
});
