import type { AssessedFactor } from './assess.ts';

export const HORIZONS = ['0-48 hours', '1-2 weeks', '2-8 weeks'] as const;

type Plan = readonly [now: string | null, soon: string | null, later: string | null];

/** What answers each factor, by horizon. */
export const PLANS: Record<string, Plan> = {
  login_decline: [
    'Call the people who used it most and ask what stopped',
    'Find and remove the usage barriers in a working session with the remaining users',
    'Agree usage targets per team and review them every two weeks',
  ],
  active_share: [null, 'Train the users who stopped, in their own use case', 'Hand unused seats to teams that asked for access'],
  api_decline: [
    'Check the integration with their technical lead: disconnected, failing, or switched off on purpose?',
    'Repair the integration and clear its technical debt together with our engineers',
    null,
  ],
  core_decline: [
    null,
    'Go through the core workflows with the team and simplify them',
    'Validate that core use is back at its former level',
  ],
  advanced_decline: [null, 'Show the advanced features that answer their current goals', 'Plan the next advanced use case with them'],
  session_decline: [null, 'Watch a session with a user: is the tool left early because it is done, or because it is hard?', null],
  key_user_idle: ['Ask the champion personally what changed', null, null],
  workflows_idle: [
    'Ask who ran the core workflows and restart them with that person',
    'Automate the workflows that depended on one person',
    null,
  ],
  attendance: [
    'Replace the check-in by a short call at a time they choose, with one question on the agenda',
    'Hold a success consultation with an agenda from their own goals',
    'Return to a regular check-in both sides want',
  ],
  sponsor_silence: [
    'Have our CEO or CTO reach out to their executive team',
    'Hold an executive advisory session on their strategy',
    'Build a second executive relationship',
  ],
  response_time: [null, 'Ask which channel and person works for them now', null],
  email_engagement: [null, 'Stop general mails; write only what concerns them', null],
  tone: ['Call whoever wrote the last angry ticket, listen, and own the problem', 'Report back on each complaint, in writing', null],
  escalation: [
    'Own the escalation: one person, one plan, a daily word until it is closed',
    'Review the escalation’s cause with their executives',
    null,
  ],
  satisfaction: [null, 'Close the loop with everybody who rated low', 'Ask again and compare'],
  renewal: [null, 'Open the renewal conversation with the value they reached', 'Agree the renewal’s structure before the notice period'],
  budget: [
    'Put the quantified value and the cost of leaving on one page',
    'Work out a structure that fits the reduced budget',
    'Tie the renewal to savings they can show',
  ],
  competition: [
    'Ask openly what they compare, and show the difference on their own figures',
    'Run a side-by-side on their data, with switching cost and risk',
    'Settle the evaluation with a joint roadmap',
  ],
  payment: ['Ask their finance contact whether the delay is a process or a decision', null, null],
  proven_value: [
    'Refresh the documented value with their own figures',
    'Measure the missing benefit together',
    'Project the value of the coming year with them',
  ],
  key_person_change: [
    'Support the champion’s transition and ask for an introduction to the successor',
    'Onboard the successor: their goals, a first success, knowledge handed over',
    'Build a second champion in another team',
  ],
  reorganisation: [
    null,
    'Map the new reporting lines and meet the new decision maker',
    'Align the success plan with the new structure’s goals',
  ],
  priority: [
    'Find out which initiative now comes first',
    'Connect the product to that initiative',
    'Review strategic fit every quarter with an executive',
  ],
  advocacy: [null, null, null],
};

/** A factor that adds less than this to the log-odds needs no action of its own. */
const WORTH_ANSWERING = 0.05;
const MOST_A_HORIZON = 5;

/** Actions for the factors that speak for leaving, strongest first in each horizon: each with the factor it answers, and how that shows. */
export function retentionActions(factors: readonly AssessedFactor[]) {
  const against = factors.filter(({ contribution }) => contribution >= WORTH_ANSWERING);
  return HORIZONS.flatMap((horizon, index) =>
    against
      .flatMap(({ name, label, text }) => {
        const action = PLANS[name]?.[index];
        return action ? [{ horizon, action, factor: name, label, because: text }] : [];
      })
      .slice(0, MOST_A_HORIZON),
  );
}
