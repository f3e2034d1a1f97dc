import { pointsOn } from './knowledge.ts';
import type { PersonPresence } from './person-presence.ts';
import { curve, piecewise } from './statistics.ts';

const AUDIENCE = curve('0:0 100:15 500:35 2000:55 5000:70 15000:85 50000:97 100000:100');
const WEEKS_POSTED = curve('0:0 2:35 5:60 9:85 13:100');
const DECISION_MAKERS = curve('0:0 3:20 10:45 30:65 100:80 250:92 500:100');

/** How far a person is heard, each from 0 to 100; null where nothing delivered says it. */
export const reachOf = ({ audience, weeksPosted, decisionMakers, peers }: PersonPresence) => ({
  audience: pointsOn(AUDIENCE, audience),
  weeksPosted: pointsOn(WEEKS_POSTED, weeksPosted),
  network: decisionMakers === null && peers === null ? null : piecewise(DECISION_MAKERS, (decisionMakers ?? 0) + (peers ?? 0) / 2),
});
