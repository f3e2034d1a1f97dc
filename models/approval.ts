import { Schema } from 'mongoose';
import { ADVOCACY_TYPES } from './advocacy-engagement.ts';
import { collection, envelope, required } from './kit/envelope.ts';
import { identifyByExternalId } from './kit/identity.ts';
import { defineSchema, type Row } from './kit/schema.ts';
import { freeText } from './kit/text.ts';

export const APPROVAL_STATES = [
  'draft',
  'pending',
  'claimed',
  'sent',
  'recorded',
  'done',
  'failed',
  'unknown',
  'rejected',
  'expired',
  'superseded',
  'discarded',
] as const;
export type ApprovalState = (typeof APPROVAL_STATES)[number];

export const APPROVAL_EVENTS = [
  'submit',
  'discard',
  'claim',
  'accept',
  'record',
  'perform',
  'refuse',
  'lose',
  'reject',
  'expire',
  'supersede',
  'edit',
] as const;
export type ApprovalEvent = (typeof APPROVAL_EVENTS)[number];

/**
 * What an event makes of a state; undefined where it may not happen.
 * A draft made in conversation is its author's until they `submit` or `discard` it; only then others decide.
 * `claim` is the one step before it takes effect; `lose` means nobody knows whether the mail left, and
 * only a receipt that turns up late leads out of that. What was refused may be claimed again by a person.
 */
export function nextState(state: ApprovalState, event: ApprovalEvent): ApprovalState | undefined {
  return TRANSITIONS[state][event];
}

/** The states in which an event may happen: what an atomic update filters on. */
export function statesBefore(event: ApprovalEvent): ApprovalState[] {
  return APPROVAL_STATES.filter((state) => nextState(state, event) !== undefined);
}

const DELIVERY = { accept: 'sent', record: 'recorded', refuse: 'failed' } as const;
const TRANSITIONS: Record<ApprovalState, Partial<Record<ApprovalEvent, ApprovalState>>> = {
  draft: { submit: 'pending', discard: 'discarded', edit: 'draft', expire: 'expired', supersede: 'superseded' },
  pending: { claim: 'claimed', reject: 'rejected', expire: 'expired', supersede: 'superseded', edit: 'pending' },
  claimed: { ...DELIVERY, perform: 'done', lose: 'unknown' },
  unknown: DELIVERY,
  failed: { claim: 'claimed', reject: 'rejected', expire: 'expired', supersede: 'superseded' },
  sent: {},
  recorded: {},
  done: {},
  rejected: {},
  expired: {},
  superseded: {},
  discarded: {},
};

const person = { id: { type: String, ...required }, name: { type: String, ...required } } as const;
const plain = { _id: false } as const;
const receipt = {
  /** False where no mail system is configured, or where it refused. */
  sent: { type: Boolean, ...required },
  detail: { type: String, ...required },
  at: { type: Date, ...required },
} as const;

/**
 * Something that leaves the company (`outreach`) or takes effect inside Greendoor (`action`) only when a person with the
 * right role says so. `at` is when it was proposed.
 */
export const approvalSchema = defineSchema(
  {
    ...envelope,
    kind: { type: String, enum: ['outreach', 'action'], ...required },
    account: { type: defineSchema(person, plain), ...required },
    /** Of an outreach. */
    recipient: {
      type: defineSchema(
        { contactId: { type: String, ...required }, name: { type: String, ...required }, email: { type: String, ...required } },
        plain,
      ),
    },
    /** On whose right to the account it rests; see `Area` of agents/kit/permissions.ts. */
    area: { type: String, enum: ['account', 'advocacy'] },
    /** Of an outreach that asks the customer for a favour: which. */
    askedFor: { type: String, enum: ADVOCACY_TYPES },
    /** Of an action: the tool that runs on Approve, with its arguments. */
    call: {
      type: defineSchema({ tool: { type: String, ...required }, arguments: { type: Schema.Types.Mixed, ...required } }, plain),
    },
    /** Who decides about an action; see `ActionProposal`. */
    deciders: { type: String, enum: ['team', 'leaders'] },
    files: {
      type: [
        {
          _id: false,
          fileId: { type: String, ...required },
          name: { type: String, ...required },
          about: { type: String, ...required },
        },
      ],
      default: [],
    },
    /** The person in whose name it goes; of an action, who asked for it. */
    sender: {
      type: defineSchema({ ...person, email: { type: String, ...required }, title: { type: String, ...required } }, plain),
      ...required,
    },
    channel: { type: String, enum: ['email'] },
    /** Of an outreach, the other system that it is noted in once it is sent. */
    copyTo: { type: String },
    /** Of an action, its title and what happens on Approve. */
    subject: { type: String, ...required },
    body: { ...freeText, ...required },
    /** Of an action, what is shown letter by letter. */
    exact: freeText,
    version: { type: Number, ...required, min: 1 },
    versions: {
      type: [
        {
          _id: false,
          version: { type: Number, ...required },
          subject: { type: String, ...required },
          body: { ...freeText, ...required },
          digest: { type: String, ...required },
          by: { type: defineSchema(person, plain), ...required },
          at: { type: Date, ...required },
          /** Figures in it that no record shows: whoever wrote it answers for them. */
          ownFigures: { type: [String], default: undefined },
        },
      ],
      default: [],
    },
    /** Of everything the approver binds by approving; see `digestOf`. */
    digest: { type: String, ...required },
    /** `Figure[]` of agents/kit/evidence.ts: what the text rests on. */
    facts: { type: [Schema.Types.Mixed], default: [] },
    whyNow: { type: String, ...required },
    requestedBy: { type: String, ...required },
    /** The account's CSM when it was asked for; whoever has the account later decides anew. */
    ownerId: { type: String },
    /** The requester's time zone: how dates are written where the viewer's is not known. */
    timezone: { type: String, ...required, default: 'UTC' },
    state: { type: String, enum: APPROVAL_STATES, ...required, default: 'pending' },
    decidedBy: { type: defineSchema(person, plain) },
    decidedAt: { type: Date },
    expiresAt: { type: Date, ...required },
    /** While claimed: when whoever delivers it must be done; later, the outcome counts as unknown. */
    leaseUntil: { type: Date },
    receipt: { type: defineSchema(receipt, plain) },
    supersededBy: { type: String },
    /** Every message that shows the card, so that all of them follow the decision. */
    postings: {
      type: [
        {
          _id: false,
          platform: { type: String, ...required },
          workspace: { type: String, ...required },
          channel: { type: String, ...required },
          thread: { type: String },
          id: { type: String, ...required },
          replyId: { type: String },
          /** The state that was told beside the card, because the card could not be changed. */
          told: { type: String },
        },
      ],
      default: [],
    },
  },
  collection('approvals'),
);
identifyByExternalId(approvalSchema);
approvalSchema.index({ tenant: 1, state: 1, expiresAt: 1 });
approvalSchema.index({ tenant: 1, state: 1, leaseUntil: 1 });
approvalSchema.index({ tenant: 1, 'account.id': 1, 'recipient.contactId': 1, kind: 1, state: 1 });

export type Approval = Row<typeof approvalSchema>;
export type OutreachApproval = Approval & { recipient: NonNullable<Approval['recipient']> };
export type ActionApproval = Approval & { call: { tool: string; arguments: Record<string, unknown> } };

export const isOutreach = (approval: Approval): approval is OutreachApproval => approval.kind === 'outreach';
export const isAction = (approval: Approval): approval is ActionApproval => approval.kind === 'action';
