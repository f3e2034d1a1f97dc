import { UserError } from '../../kit/errors.ts';
import { plain, t } from '../../kit/text.ts';
import { longDate } from '../../metrics/format.ts';
import { type SignalFacts, signalNamed } from '../signals.ts';
import { figureNow } from './points/point.ts';
import type { Purpose } from './words.ts';

const CONCESSION =
  /\b(discounts?|rebates?|price (cut|reduction)|\d+ ?% off|free (month|quarter|year|seat)s?|credit note|rabatte?\w*|nachlass|gratismonat\w*|remise|r[eé]duction|mois gratuits?|descuentos?|rebaja|mes(es)? gratis)\b/iu;
/** From this churn risk on nothing is asked of a customer but what helps them. */
const AT_RISK = 50;

/**
 * What a note may not be for, whoever asks for it and whoever writes its text.
 * @throws UserError `against_policy` with the reason and what can be written instead
 */
export function assertPermitted(purpose: Purpose | undefined, texts: readonly (string | null)[], facts: SignalFacts): void {
  const { account } = facts;
  const offer = texts.flatMap((text) => CONCESSION.exec(text ?? '')?.[0] ?? [])[0];
  if (offer)
    throw refused(
      `"${offer}" is a concession, and nobody has approved one for ${account.name}. Have it decided with the renewal package first.`,
      { label: 'Prepare the renewal package', say: `Prepare the renewal package for ${account.name}` },
    );
  const against = purpose === 'reference' && whyNoFavour(facts);
  if (against)
    throw refused(`${against}, so no favour is asked of ${account.name} now.`, {
      label: 'Draft a check-in instead',
      say: `Draft a check-in note for ${account.name}`,
    });
}

/** Why an account is asked for no favour: its risk, an escalation, a severe ticket still open. */
function whyNoFavour(facts: SignalFacts): string | undefined {
  const risk = signalNamed('churn_risk')?.read(facts);
  if (risk && risk.value >= AT_RISK) return plain(t`Its ${risk.text}`).replace(/\.$/, '');
  const severe = figureNow(facts, 'open_severe_tickets');
  if (severe && Number(severe.figure.value) > 0) return plain(t`${severe.figure.label}: ${severe.figure}`);
  const escalated = facts.tickets.find(({ escalated: raised, status }) => raised && status !== 'resolved');
  return escalated && `A ticket of ${longDate(escalated.at)} is escalated`;
}

const refused = (why: string, instead: { label: string; say: string }) => new UserError('against_policy', `No draft: ${why}`, [instead]);
