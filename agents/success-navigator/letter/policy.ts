import type { AdvocacyType } from '../../../models/advocacy-engagement.ts';
import type { Contact } from '../../../models/contact.ts';
import { againstAsking, sentencesOf } from '../../kit/asking.ts';
import { UserError } from '../../kit/errors.ts';
import type { SignalFacts } from '../signals.ts';

const CONCESSION =
  /\b(discounts?|rebates?|price (cut|reduction)|\d+ ?% off|free (month|quarter|year|seat)s?|credit note|rabatte?\w*|nachlass|gratismonat\w*|remise|r[eé]duction|mois gratuits?|descuentos?|rebaja|mes(es)? gratis)\b/iu;

/**
 * Refuses a concession that nobody approved, whoever asks for it and whoever writes the text.
 * @throws UserError `against_policy` with what can be done instead
 */
export function assertNoConcession(texts: readonly (string | null)[], { account }: SignalFacts): void {
  const offer = texts.flatMap((text) => CONCESSION.exec(text ?? '')?.[0] ?? [])[0];
  if (!offer) return;
  throw new UserError(
    'against_policy',
    `No draft: "${offer}" is a concession, and nobody has approved one for ${account.name}. Have it decided with the renewal package first.`,
    [{ label: 'Prepare the renewal package', say: `Prepare the renewal package for ${account.name}` }],
  );
}

/**
 * Refuses to ask a favour of somebody whom it does not suit now: at risk, with a severe ticket, unhappy, asked lately.
 * @throws UserError `against_policy` with every reason
 */
export function assertMayBeAsked(
  favour: AdvocacyType | undefined,
  to: Contact,
  facts: SignalFacts,
  instead = { label: 'Draft a check-in instead', say: `Draft a check-in note to ${to.name} at ${facts.account.name}` },
): void {
  if (!favour) return;
  const reasons = againstAsking({ facts, ...facts.issued }, to);
  if (reasons.length === 0) return;
  const { name } = facts.account;
  throw new UserError('against_policy', `No draft: ask no favour of ${to.name} (${name}) now. ${sentencesOf(reasons)}.`, [instead]);
}
