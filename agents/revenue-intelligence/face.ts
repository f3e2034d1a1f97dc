import { defineAgent } from '../kit/tool.ts';
import { expansionScorer } from './scorer.ts';
import { detectExpansionSignals } from './tools/detect-expansion-signals.ts';
import { listExpansionOpportunities } from './tools/list-expansion-opportunities.ts';
import { muteExpansionSignal } from './tools/mute-expansion-signal.ts';

export const revenueIntelligence = defineAgent({
  name: 'revenue-intelligence',
  title: 'Revenue Intelligence',
  purpose:
    'Finds growth that nobody typed in, says what it could be worth and how ready the account is, and what like accounts have that it has not',
  tools: [detectExpansionSignals, listExpansionOpportunities, muteExpansionSignal],
  scorer: expansionScorer,
});
export type { detectExpansionSignals, listExpansionOpportunities };
