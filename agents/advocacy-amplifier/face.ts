import { defineAgent } from '../kit/tool.ts';
import { advocacyScorer } from './scorer.ts';
import { assessAdvocacyReadiness } from './tools/assess-advocacy-readiness.ts';
import { findAdvocates } from './tools/find-advocates.ts';
import { getAdvocacyPerformance } from './tools/get-advocacy-performance.ts';
import { proposeAdvocacyProgram } from './tools/propose-advocacy-program.ts';
import { recordAdvocacyStep } from './tools/record-advocacy-step.ts';

export const advocacyAmplifier = defineAgent({
  name: 'advocacy-amplifier',
  title: 'Advocacy Amplifier',
  purpose:
    'Says who would speak for us, to whom, and who may not be asked; drafts the ask with its documents, keeps every engagement, and says what came of it',
  tools: [findAdvocates, assessAdvocacyReadiness, proposeAdvocacyProgram, recordAdvocacyStep, getAdvocacyPerformance],
  scorer: advocacyScorer,
});
export type { assessAdvocacyReadiness } from './tools/assess-advocacy-readiness.ts';
export type { proposeAdvocacyProgram } from './tools/propose-advocacy-program.ts';
