import type { AdvocacyType } from '../../models/advocacy-engagement.ts';
import type { Finding } from '../facts/finding.ts';
import type { FilePart } from './card.ts';
import type { Area } from './permissions.ts';

/** What a person must decide about. Agents never send and never do what a customer would notice: they return this. */
export type Proposal = OutreachProposal | ActionProposal;

interface Common {
  account: { id: string; name: string };
  /** The account's facts it rests on, shown to the approver. */
  facts: Finding[];
  whyNow: string;
  /** That of the tool it comes from. */
  area?: Area;
}

/** How it is said of a note that it waits for a person. */
export const NOT_BEFORE = 'nothing is sent before it is approved.';

/** A text that would leave the company. */
export interface OutreachProposal extends Common {
  kind: 'outreach';
  recipient: { contactId: string; name: string; email: string };
  channel: 'email';
  /** A colleague in whose name it goes, and who alone approves it; otherwise it goes in the name of whoever asks for it. */
  inNameOf?: { userId: string };
  subject: string;
  body: string;
  /** Amounts and shares in it that no record shows: whoever asks for it answers for them. */
  ownFigures?: readonly string[];
  /** For whoever decides; never part of the mail. */
  files?: FilePart[];
  /** What they are asked to do for us: checked again before it is sent, and then kept among the asks. */
  askedFor?: AdvocacyType;
}

/** A step inside Greendoor that a person takes: starting a playbook, moving a plan, releasing a renewal package. */
export interface ActionProposal extends Common {
  kind: 'action';
  /** What is asked, in a few words: "Start playbook High-risk recovery". At most 150 characters. */
  title: string;
  /** Exactly what happens on Approve, as the approver reads it: **bold** and line breaks, at most 2,500 characters. */
  text: string;
  /** What the approver has to read letter by letter, shown under the text: what another system would be told. At most 2,500 characters. */
  exact?: string;
  /** `team`: whoever may act on the account, the person who asked included. `leaders`: a manager, executive or admin other than the person who asked. */
  deciders: 'team' | 'leaders';
  /** What the approver should open first. */
  files: FilePart[];
  /** Run as the approver on Approve; a tool of access `approved`. Repeated with the same arguments it changes nothing further. */
  call: { tool: string; arguments: Record<string, unknown> };
}
