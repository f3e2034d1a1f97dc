import { defineAgent } from '../kit/tool.ts';
import { adjustSuccessPlan } from './tools/adjust-success-plan.ts';
import { answerPlaybookDecision } from './tools/answer-playbook-decision.ts';
import { completePlaybookStep } from './tools/complete-playbook-step.ts';
import { createSuccessPlan } from './tools/create-success-plan.ts';
import { draftOutreach } from './tools/draft-outreach.ts';
import { getPlaybookProgress } from './tools/get-playbook-progress.ts';
import { getSuccessPlan } from './tools/get-success-plan.ts';
import { listContacts } from './tools/list-contacts.ts';
import { listDueSteps } from './tools/list-due-steps.ts';
import { listPlaybooks } from './tools/list-playbooks.ts';
import { pausePlaybook } from './tools/pause-playbook.ts';
import { planAdvocacyExperience } from './tools/plan-advocacy-experience.ts';
import { applyPlanChange, proposePlanChange } from './tools/propose-plan-change.ts';
import { recommendPlaybook } from './tools/recommend-playbook.ts';
import { skipPlaybookStep } from './tools/skip-playbook-step.ts';
import { beginPlaybook, startPlaybook } from './tools/start-playbook.ts';

export const successNavigator = defineAgent({
  name: 'success-navigator',
  title: 'Success Navigator',
  purpose:
    "Plans a customer's way to value, runs playbooks step by step, knows an account's people and drafts notes to them from the account's facts, for approval",
  tools: [
    listContacts,
    draftOutreach,
    createSuccessPlan,
    getSuccessPlan,
    adjustSuccessPlan,
    proposePlanChange,
    applyPlanChange,
    recommendPlaybook,
    listPlaybooks,
    startPlaybook,
    beginPlaybook,
    getPlaybookProgress,
    completePlaybookStep,
    skipPlaybookStep,
    answerPlaybookDecision,
    pausePlaybook,
    listDueSteps,
    planAdvocacyExperience,
  ],
});
export { type Experience, planExperience } from './advocacy/experience.ts';
export type { Format } from './advocacy/formats.ts';
export { advanceCourses, whoHasDue } from './course/advance.ts';
export { activeExecutions } from './course/store.ts';
export { spokenTo } from './letter/address.ts';
export { wordProblems } from './letter/check-text.ts';
export { TONES } from './letter/compose.ts';
export { checkNote, type NoteCheck } from './letter/draft.ts';
export { favourIn, favourNote } from './letter/favour.ts';
export { purposeIn } from './letter/purpose.ts';
export { type Note, outreachOf } from './letter/step-draft.ts';
export { LANGUAGES } from './letter/words.ts';
export { loadCase } from './load.ts';
export type { SignalFacts } from './signals.ts';
export type { createSuccessPlan } from './tools/create-success-plan.ts';
export { draftOutreach } from './tools/draft-outreach.ts';
export type { getSuccessPlan } from './tools/get-success-plan.ts';
export { type listDueSteps, stepsDue } from './tools/list-due-steps.ts';
export type { planAdvocacyExperience } from './tools/plan-advocacy-experience.ts';
export type { recommendPlaybook } from './tools/recommend-playbook.ts';
