import type { Logger } from 'pino';
import type { Clock } from '../../agents/kit/context.ts';
import type { Mailer } from '../../bot/mailer.ts';

/** Where no SMTP server is configured: the mail stays in the outbox collection, and the receipt says that nothing was sent. */
export function createRecordingMailer({ log, clock }: { log: Logger; clock: Clock }): Mailer {
  return {
    configured: false,
    async deliver(mail) {
      log.info({ mail: mail.id }, 'mail recorded, not sent: SMTP_URL is not set');
      return { sent: false, at: clock.now() };
    },
  };
}
