import type { Card } from '../kit/card.ts';
import type { Summary } from '../kit/define-agent.ts';
import { callButton } from '../kit/present/buttons.ts';
import { cardOf } from '../kit/present/card.ts';
import { contextLine } from '../kit/present/context-line.ts';
import type { detectExpansionSignals } from './tools/detect-expansion-signals.ts';
import type { MuteOutput } from './tools/mute-expansion-signal.ts';

const pointOf = ({ account, name, reason }: MuteOutput): string => `Set aside: ${name} at ${account.name} (${reason}).`;

export const muteSummary = (output: MuteOutput): Summary => ({
  point: pointOf(output),
  why: ['It leaves lists and sums; the same signal raises no alert again.'],
});

export const muteCard = (output: MuteOutput): Card =>
  cardOf({
    point: pointOf(output),
    header: `${output.account.name}: not now`,
    next: [callButton<typeof detectExpansionSignals>('What else grows', 'detect_expansion_signals', { account: output.account.id })],
    context: contextLine({ asOf: output.mutedAt }),
  });
