import { behaviorIntelligence } from './behavior-intelligence/index.ts';
import { churnPredictor } from './churn-predictor/index.ts';
import { customerSegmentation } from './customer-segmentation/index.ts';
import { healthScore } from './health-score/index.ts';
import type { Agent } from './kit/define-agent.ts';
import { renewalAutomator } from './renewal-automator/index.ts';
import { successNavigator } from './success-navigator/index.ts';
import { valueRealization } from './value-realization/index.ts';

/**
 * Every agent, in the order people meet them. Adding one is its own file and a line here:
 * tools, prompt, planner, tests and the README's table follow from this list.
 */
export const agents: Agent[] = [
  healthScore,
  churnPredictor,
  successNavigator,
  valueRealization,
  renewalAutomator,
  customerSegmentation,
  behaviorIntelligence,
];
