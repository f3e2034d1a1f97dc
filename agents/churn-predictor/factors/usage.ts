import type { Figure } from '../../facts/figure.ts';
import { t } from '../../kit/text.ts';
import type { Anchors } from '../../metrics/statistics.ts';
import { type Factor, signal } from './factor.ts';

/** Change in %: growth counts as no fall, for how much is used says more than how fast it grows. */
const DECLINE: Anchors = [
  [-80, 1],
  [-60, 0.9],
  [-30, 0.4],
  [-10, 0.05],
  [0, 0],
];
const ACTIVE_SHARE: Anchors = [
  [0, 1],
  [25, 0.75],
  [50, 0.3],
  [70, 0],
  [90, -0.4],
  [100, -0.5],
];
/** In days. */
const KEY_USERS_IDLE: Anchors = [
  [3, -0.2],
  [7, 0],
  [14, 0.5],
  [30, 0.9],
  [60, 1],
];
const WORKFLOWS_IDLE: Anchors = [
  [3, -0.1],
  [7, 0],
  [21, 0.6],
  [45, 1],
];

const declining = (name: string, label: string, metric: string, importance: number): Factor => ({
  name,
  label,
  group: 'usage',
  needs: `weekly ${label.toLowerCase()} of the last 12 weeks`,
  importance,
  signals: [signal(`${metric}_change_60d`, DECLINE, { say: (figure: Figure) => t`${label} ${figure} over 60 days` })],
});

export const usageFactors: Factor[] = [
  declining('login_decline', 'Logins', 'logins', 3),
  {
    name: 'active_share',
    label: 'Active share of users',
    group: 'usage',
    needs: 'active and provisioned users a week',
    importance: 2,
    signals: [signal('active_share', ACTIVE_SHARE, { say: (figure) => t`${figure} of users with access are active` })],
  },
  declining('api_decline', 'API calls', 'api_calls', 1),
  declining('core_decline', 'Core feature use', 'core_adoption', 1),
  declining('advanced_decline', 'Advanced feature use', 'advanced_adoption', 0.5),
  declining('session_decline', 'Session time', 'session_minutes', 1),
  {
    name: 'key_user_idle',
    label: 'Champion logins',
    group: 'usage',
    needs: "the champion's product activity",
    importance: 1,
    signals: [
      signal('key_users_idle_days', KEY_USERS_IDLE, { say: (figure) => t`No champion or administrator seen in the product for ${figure}` }),
    ],
  },
  {
    name: 'workflows_idle',
    label: 'Core workflows',
    group: 'usage',
    needs: 'workflow runs',
    importance: 1,
    signals: [signal('workflows_idle_days', WORKFLOWS_IDLE, { say: (figure) => t`Core workflows have not run for ${figure}` })],
  },
];
