import { worded } from '../agents/kit/worded.ts';
import { numberButtons } from './number-buttons.ts';
import type { Outgoing } from './platform.ts';

/** A message as every platform's renderer takes it: its figures in words, its buttons numbered. */
export const shown = ({ cards, ...message }: Outgoing): Outgoing<string> => ({ ...message, cards: numberButtons(cards.map(worded)) });
