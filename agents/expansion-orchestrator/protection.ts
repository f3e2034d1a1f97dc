import { churnBandOf } from '../churn-predictor/face.ts';
import { type AccountFacts, type Finding, findingOf, type Opinions } from '../facts/index.ts';
import { ofFacts, t } from '../kit/say.ts';
import { figuresOfFacts } from '../metrics/index.ts';

export type Level = 'clear' | 'warned' | 'blocked';

export interface Protection {
  level: Level;
  /** Why nothing is sold to them now, or what to look at first. */
  reasons: Finding[];
  /** What a sale could put at risk; it stops nothing. */
  risks: Finding[];
}

const SOON_DAYS = 60;
const KEYS = ['open_escalations', 'open_severe_tickets', 'overdue_invoices', 'days_to_renewal'] as const;

/**
 * Whether the relationship bears a sale now: not at high risk of churn, in escalation, or while it is being recovered.
 * Pure. `recovery` are the names of the retention playbooks at work.
 */
export function protectionOf(facts: AccountFacts, opinions: Opinions, recovery: readonly string[]): Protection {
  const figures = figuresOfFacts(facts, KEYS);
  const { of } = ofFacts(facts);
  const risk = typeof opinions.churn_risk === 'number' ? opinions.churn_risk : null;
  const band = risk === null ? null : churnBandOf(risk);
  const churn = of('churn_risk', 'churn risk', risk, 'points');
  const count = (key: (typeof KEYS)[number]) => Number(figures[key].value ?? 0);
  const blocking = [
    ...(band === 'high' ? [findingOf(churn, t`the churn risk is high: ${churn}`)] : []),
    ...(count('open_escalations') > 0
      ? [findingOf(figures.open_escalations, t`the account is in escalation: ${figures.open_escalations} open`)]
      : []),
    ...recovery.map((name) => findingOf(of('playbooks_running', 'playbook', name, ''), `the playbook ${name} is running`)),
  ];
  const warning = [
    ...(band === 'medium' ? [findingOf(churn, t`the churn risk is medium: ${churn}`)] : []),
    ...(band === null ? [findingOf(churn, 'the churn risk is not known yet')] : []),
  ];
  const days = figures.days_to_renewal.value;
  const risks = [
    ...(count('open_severe_tickets') > 0
      ? [
          findingOf(
            figures.open_severe_tickets,
            t`${figures.open_severe_tickets} severe ${count('open_severe_tickets') === 1 ? 'ticket is' : 'tickets are'} open: answer before the first sales conversation`,
          ),
        ]
      : []),
    ...(count('overdue_invoices') > 0
      ? [
          findingOf(
            figures.overdue_invoices,
            t`${figures.overdue_invoices} ${count('overdue_invoices') === 1 ? 'invoice is' : 'invoices are'} overdue: settle before a price is named`,
          ),
        ]
      : []),
    ...(typeof days === 'number' && days >= 0 && days <= SOON_DAYS
      ? [findingOf(figures.days_to_renewal, t`the contract ends in ${figures.days_to_renewal}: one proposal, not two`)]
      : []),
  ];
  const level = blocking.length > 0 ? 'blocked' : warning.length > 0 ? 'warned' : 'clear';
  return { level, reasons: [...blocking, ...warning], risks };
}
