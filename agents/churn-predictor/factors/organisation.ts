import type { Anchors } from '../../metrics/statistics.ts';
import { type Factor, signal } from './factor.ts';

/** Points from 0 to 100 as they are. */
const AS_IT_IS: Anchors = [
  [0, 0],
  [100, 1],
];

/** What changes at the customer, whatever they think of us. */
export const organisationFactors: Factor[] = [
  {
    name: 'key_person_change',
    label: 'Champion and sponsor',
    group: 'organisation',
    needs: 'a champion or executive sponsor on record',
    importance: 2,
    signals: [signal('key_person_loss', AS_IT_IS)],
  },
  {
    name: 'reorganisation',
    label: 'Reorganisation',
    group: 'organisation',
    needs: 'events at the customer',
    importance: 0.5,
    signals: [signal('reorganisation_signals', AS_IT_IS)],
  },
  {
    name: 'priority',
    label: 'Strategic priority',
    group: 'organisation',
    needs: 'events at the customer',
    importance: 0.5,
    signals: [
      signal('priority_signals', [
        [-100, 0.8],
        [0, 0],
        [100, -0.6],
      ]),
    ],
  },
  {
    name: 'advocacy',
    label: 'Advocacy',
    group: 'organisation',
    needs: 'events at the customer',
    importance: 0.5,
    signals: [
      signal('advocacy_signals', [
        [0, 0],
        [100, -1],
      ]),
    ],
  },
];
