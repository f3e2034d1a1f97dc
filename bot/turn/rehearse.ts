import { createSources } from '../grounding/sources.ts';
import { createSpeaker } from './speaker.ts';

/** A figure of each kind, in letters of one byte and of two: the runtime compiles an expression for either. */
const ACCOUNT = { id: 'rehearsal', name: 'Acme Corporation' };
const RESULTS = [
  'Acme Corporation: health 52 of 100, down 8 points since 12 March 2026, about $350K at 9:30.\n- Support: three tickets, 41 % of seats, 2 weeks',
  'Acme Corporation: “health” 52 of 100 – down 8 points since March 12, 2026, three tickets.\n• Renewal: Tuesday, 12 Mar 2027 at 9:30, €350K, 41 % of seats, within 90 days',
];
const ANSWERS = [
  'Acme Corporation has a health of 52, down 8 points since March. It renews on Tuesday, and most of its three tickets are open. Zoe Quinn wrote in 2 weeks.',
  'Acme Corporation renews next Tuesday – about €350K, with 41 % of seats. I sent them “a mail”.',
];
/** What runs once is interpreted, what runs again is compiled. */
const TIMES = 3;

/** Reads and says what any turn does, so that the first person, and whoever writes meanwhile, does not wait for what that compiles. */
export async function rehearse(): Promise<void> {
  for (let time = 0; time < TIMES; time++) {
    const sources = createSources('Europe/Berlin');
    sources.addDate(new Date());
    sources.addText('How healthy is Acme, and what changed in the last 30 days?', 'person');
    for (const text of RESULTS) sources.show({ account: ACCOUNT, figures: [], text });
    const speaker = createSpeaker({ sources, append: () => {} });
    for (const answer of ANSWERS) await speaker.push(answer);
    await speaker.flush();
  }
}
