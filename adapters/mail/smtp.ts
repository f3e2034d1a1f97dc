import { Readable } from 'node:stream';
import MailComposer from 'nodemailer/lib/mail-composer';
import { parseConnectionUrl } from 'nodemailer/lib/shared';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { Logger } from 'pino';
import type { Clock } from '../../agents/kit/context.ts';
import { type Failure, UpstreamError } from '../../agents/kit/errors.ts';
import { type Mail, type Mailer, MailRefusedError } from '../../bot/mailer.ts';
import { isMailbox, needsSmtpUtf8 } from '../../models/kit/mailbox.ts';

export interface SmtpOptions {
  /** smtp:// or smtps://, with user and password where the server wants them. */
  url: string;
  /** The one address the server may send as; the sender's own becomes Reply-To. Without it, mail goes from the sender's own address. */
  from?: string;
  log: Logger;
  clock: Clock;
  /** How long the server may stay silent. */
  timeoutMs?: number;
}

/** Sends plain-text mail, one connection a mail, over SMTP. */
export function createSmtpMailer({ url, from, log, clock, timeoutMs = 20_000 }: SmtpOptions): Mailer {
  const { auth, ...server } = parseConnectionUrl(url);
  const limits = { connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs, dnsTimeout: timeoutMs };
  return {
    configured: true,
    async whyNotBetween(sender, recipient) {
      const international = [from ?? sender, recipient].find(needsSmtpUtf8);
      if (international === undefined) return undefined;
      const takes = await speaksSmtpUtf8({ ...server, ...limits }).catch(() => undefined);
      if (takes) return undefined;
      return `the address ${international} has letters beyond ASCII before the @, which our mail server ${takes === undefined ? 'could not be asked about' : 'does not take'}`;
    },
    async deliver(mail) {
      const { envelope, content } = await compose(mail, from);
      const status = await transmit({ ...server, ...limits }, auth, envelope, content);
      log.info({ mail: mail.id, status }, 'mail accepted');
      return { sent: true, ...(status ? { status } : {}), at: clock.now() };
    },
  };
}

type Envelope = { from: string; to: string };

async function compose(mail: Mail, configured?: string): Promise<{ envelope: Envelope; content: Buffer }> {
  const sender = configured ?? mail.from.address;
  const headers = [mail.from.name, mail.from.address, sender, mail.to.name, mail.to.address, mail.subject, mail.id];
  if (headers.some((value) => /[\p{Cc}\u2028\u2029]/u.test(value))) throw new MailRefusedError('content');
  if (!isMailbox(sender) || !isMailbox(mail.from.address)) throw new MailRefusedError('sender');
  if (!isMailbox(mail.to.address)) throw new MailRefusedError('recipient');
  const composer = new MailComposer({
    from: { name: mail.from.name, address: sender },
    to: { name: mail.to.name, address: mail.to.address },
    ...(configured ? { replyTo: { name: mail.from.name, address: mail.from.address } } : {}),
    subject: mail.subject,
    text: mail.text,
    textEncoding: 'quoted-printable',
    messageId: `<${mail.id}@${sender.slice(sender.lastIndexOf('@') + 1)}>`,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const content = await composer.compile().build();
  return { envelope: { from: sender, to: mail.to.address }, content };
}

/**
 * One SMTP conversation; the number the server accepted the mail with. Until the server has asked for the content nothing can have left; after
 * that only its own refusal is a refusal, and silence means nobody knows.
 */
function transmit(
  server: object,
  auth: { user?: string; pass?: string } | undefined,
  envelope: Envelope,
  content: Buffer,
): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const connection = new SMTPConnection(server);
    let started = false;
    const message = new Readable({
      read() {
        started = true;
        this.push(content);
        this.push(null);
      },
    });
    const fail = (error: SmtpError) => {
      connection.close();
      const failure = failureOf(error, started);
      const facts = error.responseCode ? { status: error.responseCode } : {};
      if (!started || (error.responseCode ?? 0) >= 400) reject(new MailRefusedError(failure, facts));
      else reject(new UpstreamError('mail', failure, facts));
    };
    const send = () =>
      connection.send(envelope, message, (error, info) => {
        if (error) return fail(error);
        connection.quit();
        resolve(Number(/^2\d\d/.exec(info?.response ?? '')?.[0]) || undefined);
      });
    connection.on('error', fail);
    connection.connect((error) => {
      if (error) return fail(error);
      if ([envelope.from, envelope.to].some(needsSmtpUtf8) && !offersSmtpUtf8(connection))
        return fail(new Error('the server does not take addresses with letters beyond ASCII (SMTPUTF8)'));
      if (!auth?.user) return send();
      connection.login({ credentials: { user: auth.user, pass: auth.pass ?? '' } }, (refused) => (refused ? fail(refused) : send()));
    });
  });
}

type SmtpError = Error & { code?: string; command?: string; responseCode?: number };

/** What failed, by the library's own code and the command it was at; never by what the server wrote. */
function failureOf({ code, command = '', responseCode }: SmtpError, started: boolean): Failure {
  if (code === 'EAUTH') return 'login';
  if (code === 'ETIMEDOUT') return 'late';
  if (command.startsWith('MAIL')) return 'sender';
  if (command.startsWith('RCPT')) return 'recipient';
  if (command.startsWith('DATA') && responseCode) return 'content';
  if (responseCode) return 'refused';
  return started ? 'cut' : 'unreachable';
}

/** Read right after the greeting: the server's last answer is then the list of what it can do. */
const offersSmtpUtf8 = ({ lastServerResponse }: SMTPConnection): boolean => /^250[ -]SMTPUTF8\b/im.test(String(lastServerResponse));

/** @throws Error where the server does not answer. */
function speaksSmtpUtf8(server: object): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const connection = new SMTPConnection(server);
    connection.on('error', reject);
    connection.connect((error) => {
      if (error) return reject(error);
      connection.quit();
      resolve(offersSmtpUtf8(connection));
    });
  });
}
