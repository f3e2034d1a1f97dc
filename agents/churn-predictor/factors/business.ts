import { t } from '../../kit/text.ts';
import type { Anchors } from '../../metrics/statistics.ts';
import { type Factor, signal } from './factor.ts';

/** In days. */
const LATE: Anchors = [
  [0, -0.2],
  [1, 0],
  [10, 0.35],
  [25, 0.8],
  [45, 1],
];

/** Contract, money and value. */
export const businessFactors: Factor[] = [
  {
    name: 'renewal',
    label: 'Time to renewal',
    group: 'business',
    needs: 'a running contract with its end date',
    importance: 2,
    signals: [
      signal(
        'days_to_renewal',
        // The nearer the end, the easier to leave.
        [
          [0, 1],
          [60, 0.7],
          [90, 0.55],
          [180, 0],
          [365, -0.6],
          [540, -0.8],
        ],
        { say: (figure) => t`Renewal ${{ ...figure, relative: true }}` },
      ),
    ],
  },
  {
    name: 'budget',
    label: 'Budget',
    group: 'business',
    needs: 'events at the customer',
    importance: 1,
    signals: [
      // A lowered priority counts here too, and by itself.
      signal('budget_signals', [
        [-100, 0.6],
        [0, 0],
        [100, -0.5],
      ]),
    ],
  },
  {
    name: 'competition',
    label: 'Competitor evaluation',
    group: 'business',
    needs: 'tickets, messages or events',
    importance: 1,
    signals: [
      signal('competitor_risk', [
        [0, 0],
        [100, 1],
      ]),
    ],
  },
  {
    name: 'payment',
    label: 'Payment',
    group: 'business',
    needs: 'invoices with due and paid dates',
    importance: 1,
    signals: [
      signal('last_payment_delay', LATE, {
        say: (figure) => (figure.value === 0 ? 'No delay of the last invoice' : t`Last invoice ${figure} late`),
      }),
      signal('days_overdue', LATE, { say: (figure) => t`An invoice is ${figure} overdue` }),
    ],
  },
  {
    name: 'proven_value',
    label: 'Proven value',
    group: 'business',
    needs: 'confirmed value records and a contract',
    importance: 1,
    signals: [
      signal('roi', [
        [0, 0.7],
        [50, 0.4],
        [100, 0],
        [200, -0.5],
        [400, -1],
      ]),
    ],
  },
];
