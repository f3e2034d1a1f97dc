import { t } from '../../kit/text.ts';
import { type Factor, signal } from './factor.ts';

/** Who comes, answers and reads, and what they say. */
export const relationshipFactors: Factor[] = [
  {
    name: 'attendance',
    label: 'Meeting attendance',
    group: 'relationship',
    needs: 'scheduled check-ins and who came',
    importance: 2,
    signals: [
      signal(
        'meeting_attendance',
        [
          [0, 1],
          [25, 0.7],
          [50, 0.35],
          [75, 0],
          [90, -0.25],
          [100, -0.35],
        ],
        // One missed meeting says little.
        { wants: 3, say: (figure) => t`${figure} of meetings attended in 60 days` },
      ),
    ],
  },
  {
    name: 'sponsor_silence',
    label: 'Executive sponsor',
    group: 'relationship',
    needs: 'contact with an executive sponsor',
    importance: 2,
    signals: [
      signal('sponsor_unanswered', [
        [0, -0.25],
        [1, 0.1],
        [2, 0.45],
        [3, 0.8],
        [5, 1],
      ]),
    ],
  },
  {
    name: 'response_time',
    label: 'Response time',
    group: 'relationship',
    needs: 'answered and unanswered messages',
    importance: 1,
    signals: [
      signal(
        'response_hours',
        [
          [4, -0.2],
          [24, 0],
          [72, 0.7],
          [168, 1],
        ],
        { wants: 3, say: (figure) => t`Answers take ${figure} on average in 60 days` },
      ),
    ],
  },
  {
    name: 'email_engagement',
    label: 'E-mail opens',
    group: 'relationship',
    needs: 'tracked e-mails',
    importance: 0.5,
    signals: [
      signal(
        'email_opens_change',
        [
          [-80, 1],
          [-50, 0.6],
          [-20, 0.1],
          [0, 0],
        ],
        { wants: 4, say: (figure) => t`E-mail opens ${figure} in 60 days` },
      ),
    ],
  },
  {
    name: 'tone',
    label: 'Tone',
    group: 'relationship',
    needs: 'tickets and messages with sentiment',
    importance: 1,
    signals: [
      signal(
        'sentiment_change',
        [
          [-1, 1],
          [-0.6, 0.8],
          [-0.2, 0.15],
          [0, 0],
          [0.5, -0.2],
        ],
        { wants: 3, say: (figure) => t`Tone of tickets and messages changed by ${figure} in 60 days, on −1 to 1` },
      ),
      signal(
        'sentiment',
        [
          [-0.9, 1],
          [-0.5, 0.8],
          [-0.1, 0.15],
          [0.1, 0],
          [0.6, -0.2],
        ],
        { wants: 3, say: (figure) => t`Tone of tickets and messages ${figure} on −1 to 1` },
      ),
    ],
  },
  {
    name: 'escalation',
    label: 'Escalations',
    group: 'relationship',
    needs: 'support tickets',
    importance: 1,
    signals: [
      signal('escalations', [
        [0, -0.1],
        [1, 0.5],
        [2, 0.8],
        [4, 1],
      ]),
      signal('complaint_signals', [
        [0, 0],
        [100, 0.5],
      ]),
    ],
  },
  {
    name: 'satisfaction',
    label: 'Satisfaction',
    group: 'relationship',
    needs: 'CSAT or NPS answers',
    importance: 1,
    signals: [
      signal('csat', [
        [1, 1],
        [2.5, 0.6],
        [3.6, 0],
        [4.5, -0.3],
        [5, -0.4],
      ]),
      signal('nps_answer', [
        [0, 1],
        [5, 0.5],
        [7, 0],
        [9, -0.35],
        [10, -0.4],
      ]),
    ],
  },
];
