import type { AccountFacts, Text } from '../../facts/index.ts';
import { t } from '../../kit/say.ts';
import { type Factor, factor, inGroup, observe, signal, wordsOf } from './factor.ts';

/** Change in %: growth counts as no fall, for how much is used says more than how fast it grows. */
const DECLINE = '-80:1 -60:0.9 -30:0.4 -10:0.05 0:0';
/** In days. */
const LATE = '0:-0.2 1:0 10:0.35 25:0.8 45:1';
/** Points from 0 to 100 as they are. */
const AS_IT_IS = '0:0 100:1';

const declining = (name: string, label: string, metric: string, importance: number) =>
  factor(
    { name, label, importance, needs: `weekly ${label.toLowerCase()} of the last 12 weeks` },
    signal(`${metric}_change_60d`, DECLINE, { say: (figure) => t`${label} ${figure} over 60 days` }),
  );

const usage = inGroup('usage', [
  declining('login_decline', 'Logins', 'logins', 3),
  factor(
    { name: 'active_share', label: 'Active share of users', importance: 2, needs: 'active and provisioned users a week' },
    signal('active_share', '0:1 25:0.75 50:0.3 70:0 90:-0.4 100:-0.5', { say: (figure) => t`${figure} of users with access are active` }),
  ),
  declining('api_decline', 'API calls', 'api_calls', 1),
  declining('core_decline', 'Core feature use', 'core_adoption', 1),
  declining('advanced_decline', 'Advanced feature use', 'advanced_adoption', 0.5),
  declining('session_decline', 'Session time', 'session_minutes', 1),
  factor(
    { name: 'key_user_idle', label: 'Champion logins', importance: 1, needs: "the champion's product activity" },
    signal('key_users_idle_days', '3:-0.2 7:0 14:0.5 30:0.9 60:1', {
      say: (figure) =>
        figure.value === 0
          ? 'A champion or administrator was in the product today'
          : t`No champion or administrator seen in the product for ${figure}`,
    }),
  ),
  factor(
    { name: 'workflows_idle', label: 'Core workflows', importance: 1, needs: 'workflow runs' },
    signal('workflows_idle_days', '3:-0.1 7:0 21:0.6 45:1', {
      say: (figure) => (figure.value === 0 ? 'Core workflows ran today' : t`Core workflows have not run for ${figure}`),
    }),
  ),
]);

/** Who comes, answers and reads, and what they say. */
const relationship = inGroup('relationship', [
  factor(
    { name: 'attendance', label: 'Meeting attendance', importance: 2, needs: 'scheduled check-ins and who came' },
    // One missed meeting says little.
    signal('meeting_attendance', '0:1 25:0.7 50:0.35 75:0 90:-0.25 100:-0.35', {
      wants: 3,
      say: (figure) => t`${figure} of meetings attended in 60 days`,
    }),
  ),
  factor(
    { name: 'sponsor_silence', label: 'Executive sponsor', importance: 2, needs: 'contact with an executive sponsor' },
    signal('sponsor_unanswered', '0:-0.25 1:0.1 2:0.45 3:0.8 5:1'),
  ),
  factor(
    { name: 'response_time', label: 'Response time', importance: 1, needs: 'answered and unanswered messages' },
    signal('response_hours', '4:-0.2 24:0 72:0.7 168:1', { wants: 3, say: (figure) => t`Answers take ${figure} on average in 60 days` }),
  ),
  factor(
    { name: 'email_engagement', label: 'E-mail opens', importance: 0.5, needs: 'tracked e-mails' },
    signal('email_opens_change', '-80:1 -50:0.6 -20:0.1 0:0', { wants: 4, say: (figure) => t`E-mail opens ${figure} in 60 days` }),
  ),
  factor(
    { name: 'tone', label: 'Tone', importance: 1, needs: 'tickets and messages with sentiment' },
    signal('sentiment_change', '-1:1 -0.6:0.8 -0.2:0.15 0:0 0.5:-0.2', {
      wants: 3,
      say: (figure) => t`Tone of tickets and messages changed by ${figure} in 60 days (scale −1 to 1)`,
    }),
    signal('sentiment', '-0.9:1 -0.5:0.8 -0.1:0.15 0.1:0 0.6:-0.2', {
      wants: 3,
      say: (figure) => t`Tone of tickets and messages ${figure} (scale −1 to 1)`,
    }),
  ),
  factor(
    { name: 'escalation', label: 'Escalations', importance: 1, needs: 'support tickets' },
    signal('escalations', '0:-0.1 1:0.5 2:0.8 4:1'),
    signal('complaint_signals', '0:0 100:0.5'),
  ),
  factor(
    { name: 'satisfaction', label: 'Satisfaction', importance: 1, needs: 'CSAT or NPS answers' },
    signal('csat', '1:1 2.5:0.6 3.6:0 4.5:-0.3 5:-0.4'),
    signal('nps_answer', '0:1 5:0.5 7:0 9:-0.35 10:-0.4'),
  ),
]);

/** Contract, money and value. */
const business = inGroup('business', [
  factor(
    { name: 'renewal', label: 'Time to renewal', importance: 2, needs: 'a running contract with its end date' },
    // The nearer the end, the easier to leave.
    signal('days_to_renewal', '0:1 60:0.7 90:0.55 180:0 365:-0.6 540:-0.8', {
      say: (figure) => t`Renewal ${{ ...figure, relative: true }}`,
    }),
  ),
  factor(
    { name: 'budget', label: 'Budget', importance: 1, needs: 'news of their budget' },
    // A lowered priority counts here too, and by itself.
    signal('budget_signals', '-100:0.6 0:0 100:-0.5'),
  ),
  factor(
    { name: 'competition', label: 'Competitor evaluation', importance: 1, needs: 'tickets, messages or events' },
    signal('competitor_risk', AS_IT_IS),
  ),
  factor(
    { name: 'payment', label: 'Payment', importance: 1, needs: 'invoices with due and paid dates' },
    signal('last_payment_delay', LATE, {
      say: (figure) => (figure.value === 0 ? 'No delay of the last invoice' : t`Last invoice ${figure} late`),
    }),
    signal('days_overdue', LATE, { say: (figure) => t`An invoice is ${figure} overdue` }),
  ),
  factor(
    { name: 'proven_value', label: 'Proven value', importance: 1, needs: 'confirmed value records and a contract' },
    signal('roi', '0:0.7 50:0.4 100:0 200:-0.5 400:-1'),
  ),
]);

/** What changes at the customer, whatever they think of us. */
const organisation = inGroup('organisation', [
  factor(
    { name: 'key_person_change', label: 'Champion and sponsor', importance: 2, needs: 'a champion or executive sponsor on record' },
    signal('key_person_loss', AS_IT_IS),
  ),
  factor(
    { name: 'reorganisation', label: 'Reorganisation', importance: 0.5, needs: 'news of reorganisations' },
    signal('reorganisation_signals', AS_IT_IS),
  ),
  factor(
    { name: 'priority', label: 'Strategic priority', importance: 0.5, needs: 'news of their priorities' },
    signal('priority_signals', '-100:0.8 0:0 100:-0.6'),
  ),
  factor(
    { name: 'advocacy', label: 'Advocacy', importance: 0.5, needs: 'news of their advocacy' },
    signal('advocacy_signals', '0:0 100:-1'),
  ),
]);

/** Everything churn is predicted from: metrics mapped to how strongly they speak. Adding a factor is an entry in its group's list and a weight. */
export const factors: readonly Factor[] = [...usage, ...relationship, ...business, ...organisation];

/** How a factor shows in an account's facts: one plain sentence with the figure and its date. Null where nothing informs it. */
export function factorWords(name: string, facts: AccountFacts): Text | null {
  const factor = factors.find((each) => each.name === name);
  const observation = factor && observe(factor, facts);
  return observation ? wordsOf(observation, facts) : null;
}
