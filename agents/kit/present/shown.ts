import type { Text } from '../../facts/figure.ts';
import type { Card } from '../card.ts';
import type { Summary } from '../define-agent.ts';
import { cardOf } from './card.ts';

/** An answer as people see it: the point, the strongest reasons first, and what the card shows beside the point. */
export type Shown = Parameters<typeof cardOf>[0] & { why?: readonly Text[] };

const MOST_REASONS = 5;

/** What a tool shows, told once: point and reasons as its summary, point and the rest as its card. */
export const shown = <Output>(tell: (output: Output) => Shown) => ({
  summary(output: Output): Summary {
    const { point, why = [] } = tell(output);
    return { point, why: why.slice(0, MOST_REASONS) };
  },
  card: (output: Output): Card => cardOf(tell(output)),
});

/** What an `act` tool shows of what it wrote: the point, which a card without an answer's text shows by itself, and what may come next. */
export const receipt = <Output>(tell: (output: Output) => Pick<Shown, 'point' | 'header' | 'next'>) => shown(tell);
