export interface Mail {
  from: { name: string; address: string };
  to: { name: string; address: string };
  subject: string;
  text: string;
  /** Used as Message-ID, so that a repeated delivery can be recognised. */
  id: string;
}

/** What the mail system answered; `sent` is false where no mail system is configured and the mail was only recorded. */
export interface Receipt {
  sent: boolean;
  /** The server's acceptance line, or why nothing was sent. */
  detail: string;
  at: Date;
}

/** @throws UpstreamError with `service: 'mail'`: refused before acceptance (safe to repeat) or unknown (never repeated silently). */
export interface Mailer {
  readonly configured: boolean;
  deliver(mail: Mail): Promise<Receipt>;
}
