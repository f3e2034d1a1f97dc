import { advocacyAmplifier } from './advocacy-amplifier/face.ts';
import { answerRecord } from './answer-record/face.ts';
import { behaviorIntelligence } from './behavior-intelligence/face.ts';
import { churnPredictor } from './churn-predictor/face.ts';
import { communityIntelligence } from './community-intelligence/face.ts';
import { connectedSystems } from './connected-systems/face.ts';
import { customerSegmentation } from './customer-segmentation/face.ts';
import { dailyDesk } from './daily-desk/face.ts';
import { evangelismPipeline } from './evangelism-pipeline/face.ts';
import { expansionOrchestrator } from './expansion-orchestrator/face.ts';
import { healthScore } from './health-score/face.ts';
import type { Agent } from './kit/define-agent.ts';
import { renewalAutomator } from './renewal-automator/face.ts';
import { revenueIntelligence } from './revenue-intelligence/face.ts';
import { successNavigator } from './success-navigator/face.ts';
import { trackRecord } from './track-record/face.ts';
import { valueRealization } from './value-realization/face.ts';

/**
 * Every agent, in the order people meet them. Adding one is its own file and a line here:
 * tools, prompt, planner, tests and the README's table follow from this list.
 */
export const agents: Agent[] = [
  healthScore,
  churnPredictor,
  successNavigator,
  valueRealization,
  revenueIntelligence,
  expansionOrchestrator,
  renewalAutomator,
  advocacyAmplifier,
  customerSegmentation,
  behaviorIntelligence,
  communityIntelligence,
  evangelismPipeline,
  dailyDesk,
  answerRecord,
  trackRecord,
  connectedSystems,
];
