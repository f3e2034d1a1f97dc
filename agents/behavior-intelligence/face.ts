import { defineAgent } from '../kit/tool.ts';
import { behaviorScorer } from './scorer.ts';
import { analyzeBehavior } from './tools/analyze-behavior.ts';
import { detectBehaviorTriggers } from './tools/detect-behavior-triggers.ts';

export const behaviorIntelligence = defineAgent({
  name: 'behavior-intelligence',
  title: 'Behavior Intelligence',
  purpose:
    'Says how people behave in the product: how far they get, what sticks, where they get stuck, who leads, what is likely next, and which behaviour calls for action',
  tools: [analyzeBehavior, detectBehaviorTriggers],
  scorer: behaviorScorer,
});
export { fromStored, storedTriggers } from './record.ts';
export type { detectBehaviorTriggers } from './tools/detect-behavior-triggers.ts';
export type { Trigger } from './triggers.ts';
export { triggerText } from './words.ts';
