import { type Failure, type FailureFacts, UpstreamError } from '../agents/kit/errors.ts';

export interface Mail {
  from: { name: string; address: string };
  to: { name: string; address: string };
  subject: string;
  text: string;
  /** Used as Message-ID, so that a repeated delivery can be recognised. */
  id: string;
}

/** What the mail system answered; what it said stays with its adapter. */
export interface MailAnswer {
  /** False where no mail system is configured and the mail was only recorded. */
  sent: boolean;
  /** The number it accepted the mail with. */
  status?: number;
  at: Date;
}

/** The mail system did not accept the mail: nothing left, and trying again is safe. */
export class MailRefusedError extends UpstreamError {
  override name = 'MailRefusedError';
  constructor(failure: Failure, facts: FailureFacts = {}) {
    super('mail', failure, facts);
  }
}

/** @throws MailRefusedError, or UpstreamError where nobody knows whether the mail left (never repeated silently). */
export interface Mailer {
  readonly configured: boolean;
  deliver(mail: Mail): Promise<MailAnswer>;
  /** Asked before a mail is put up for approval: why the mail system cannot take one between these addresses, in words for a person. Absent where it takes all. */
  whyNotBetween?(from: string, to: string): Promise<string | undefined>;
}
