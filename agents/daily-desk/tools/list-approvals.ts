import { z } from 'zod';
import type { Approval } from '../../../models/approval.ts';
import type { Text } from '../../facts/index.ts';
import { approvalButton, callButton, contextLine, type Line, type Listing, lineText, listShown, tableOf } from '../../kit/present/index.ts';
import { figuresOf, headOf, ofAccount, t } from '../../kit/say.ts';
import { type Context, daySaid, optional, PAGE_SIZE, pageInput, pageOf, pagesOf, readTool } from '../../kit/tool.ts';
import { resolveWho } from '../../kit/who.ts';
import { shortDate } from '../../metrics/index.ts';
import type { draftOutreach } from '../../success-navigator/face.ts';
import { aboutOf, approvalsSeen, STATES, STATES_OF, WHOSE, whoDecides } from '../approvals.ts';

const input = z.object({
  whose: optional(z.enum(WHOSE)).describe(
    'for_me: what the asker can decide; asked: what they asked for; all: what they may see. Null for for_me',
  ),
  state: optional(z.enum(STATES)).describe('Null for what waits, of what the asker asked for: for whatever came of it'),
  since: optional(z.string().max(40)).describe('Only from this day on, as YYYY-MM-DD: decided where it is decided, else asked for'),
  contact: optional(z.string().max(200)).describe('Only what is to go to this person of a customer’s; null for everybody'),
  page: pageInput,
});
type Output = Awaited<ReturnType<typeof run>>;
type Row = Output['approvals'][number];

export const listApprovals = readTool({
  name: 'list_approvals',
  title: 'Approvals and drafts',
  description:
    'Lists drafts and requests for approval: what waits for the asker’s decision, what they asked for, who approved or rejected what and when. Not tasks (list_tasks).',
  examples: [
    'what is waiting for me',
    'what waits for my approval',
    'which drafts of mine wait for approval',
    'did Elena approve my draft',
    'what happened to my drafts',
    'what became of my request',
    'where are my drafts',
    'who approved what and when',
    'who decided the drafts of Omar',
    'pending approvals',
    'what is pending my sign-off',
    'what do I have to sign off',
    'approvals',
    'my approvals',
    'anything for me to sign off',
    'who approved the note to Acme',
    'who decided about the discount',
    'which drafts are pending',
    'does anything need my sign off',
    'what have I approved lately',
    'status of my approval requests',
    'was my draft approved',
    'who rejected the note',
    'what is stuck in approval',
    'was wartet auf meine Freigabe',
    'wer hat was freigegeben',
    'qui a approuvé quoi',
    'quién aprobó qué',
    'qu’est-ce qui attend mon approbation',
    'qué espera mi aprobación',
    'drafts waiting for me',
    'how many drafts wait for my decision',
  ],
  words: [
    'approval: approvals, approve, approved, decide, decided, freigabe, freigegeben, genehmigung, genehmigt, approuvé, aprobado, aprobó, approbation, aprobación, signoff, pending',
  ],
  status: 'Looking up the approvals',
  input,
  run,
  ...listShown(listing),
});

async function run(asked: z.output<typeof input>, context: Context) {
  const { actor, asOf } = context;
  const state = asked.state ?? (asked.whose === 'asked' ? 'any' : 'waiting');
  const { account, contact } = await resolveWho(context, null, asked.contact);
  const whose = asked.whose ?? (state === 'waiting' && !account ? 'for_me' : 'all');
  const states = STATES_OF[state];
  const since = daySaid(asked.since, 'past', asOf);
  const about = contact ? { 'recipient.contactId': contact._id } : {};
  const from = since ? { $or: [{ decidedAt: { $gte: since } }, { decidedAt: null, at: { $gte: since } }] } : {};
  const seen = await approvalsSeen(context, actor, { ...(states ? { state: { $in: states } } : {}), ...about, ...from });
  const fits = { for_me: 'forMe', asked: 'theirs' } as const;
  const all = seen.filter((each) => whose === 'all' || each[fits[whose]]);
  const page = pageOf(asked.page);
  return {
    person: { id: actor.id, name: actor.name },
    /** Only what is to go to this person, of this account. */
    account: account && headOf(account),
    contact: contact && headOf(contact),
    whose,
    state,
    total: all.length,
    page,
    pages: pagesOf(all.length),
    approvals: all.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE).map(({ approval }) => rowOf(approval)),
    asOf: asOf.toISOString(),
    arguments: asked,
  };
}

const rowOf = (approval: Approval) => {
  const { _id, account, subject, sender, state, at, decidedBy, decidedAt } = approval;
  return {
    id: _id,
    account: { id: account.id, name: account.name },
    subject,
    sender: sender.name,
    state,
    at: at.toISOString(),
    decidedBy: decidedBy?.name ?? null,
    decidedAt: decidedAt?.toISOString() ?? null,
    decides: whoDecides(approval),
  };
};

const WHAT = { for_me: 'for your decision', asked: 'that you asked for', all: 'that you may see' } as const;

/** "Nothing is waiting for your decision.", "Nothing that you may see was approved since 23 Nov." */
function nothingOf({ whose, state, contact, asked }: Pick<Output, 'whose' | 'state' | 'contact'> & { asked: Output['arguments'] }): string {
  const to = contact ? `, to ${contact.name}` : '';
  if (state === 'waiting') return `Nothing is waiting ${WHAT[whose]}${to}.`;
  const day = asked.since ? new Date(asked.since) : null;
  const since = day && !Number.isNaN(day.getTime()) ? ` since ${shortDate(day)}` : '';
  const subject = whose === 'for_me' ? 'Nothing' : `Nothing ${WHAT[whose]}${to}`;
  return `${subject} ${state === 'any' ? 'is on record' : `was ${state}`}${whose === 'for_me' ? ` ${WHAT[whose]}${to}` : ''}${since}.`;
}

function pointOf({ person, contact, whose, state, total, asOf, arguments: asked }: Output): Text {
  const of = contact ? `, to ${contact.name}` : '';
  const what = `${state === 'any' ? '' : `${state} `}${WHAT[whose]}${of}`;
  const { count } = figuresOf({ kind: 'person', ...person }, asOf);
  return total === 0 ? nothingOf({ whose, state, asked, contact }) : t`${count(`approvals_${whose}_${state}`, total, 'request')} ${what}.`;
}

/** Whose decision it is is told where it is not the reader's own. */
function decision({ account, state, at, decidedBy, decidedAt, decides }: Row, { asOf, whose }: Pick<Output, 'asOf' | 'whose'>): Text {
  const { date } = ofAccount(account, asOf);
  if (decidedBy === null || decidedAt === null) {
    const since = t`${state === 'pending' ? 'waiting' : state} since ${date('approval_asked', 'asked', at)}`;
    return whose === 'for_me' ? since : t`${since}: ${decides}`;
  }
  return t`${state}, decided by ${decidedBy} ${date('approval_decided', 'decided', decidedAt)}`;
}

const lineOf = (row: Row, output: Output): Line => ({
  name: row.account.name,
  figure: aboutOf(row),
  more: [`from ${row.sender}`, decision(row, output)],
  open: approvalButton(`${row.account.name}: ${aboutOf(row)}`, row.id),
});

function listing(output: Output): Listing {
  const { approvals, account, contact, page, pages, asOf } = output;
  const lines = approvals.map((row) => lineOf(row, output));
  return {
    point: pointOf(output),
    header: 'Approvals',
    lines,
    why: lines.map((line) => t`${lineText(line)}.`),
    table: tableOf(null, approvals, (row) => ({
      Account: row.account.name,
      What: row.subject,
      From: row.sender,
      Decision: decision(row, output),
    })),
    pages,
    next: [
      approvals.length === 0 &&
        contact &&
        account &&
        callButton<typeof draftOutreach>(`Draft a note to ${contact.name}`, 'draft_outreach', { account: account.id, contact: contact.id }),
      page < pages && callButton<typeof listApprovals>('Next page', 'list_approvals', { ...output.arguments, page: page + 1 }),
    ],
    context: contextLine({ asOf, notes: pages > 1 ? [`Page ${page} of ${pages}`] : [] }),
  };
}
