/** What a person does about a metric of health when it is low. */
const REMEDIES: Record<string, string> = {
  active_share: 'Find out who stopped using it and why; offer those teams a working session',
  activity_against_usual: 'Find out who stopped using it and why; offer those teams a working session',
  core_adoption: 'Go through the core workflows with the team and remove what blocks them',
  advanced_adoption: 'Offer a training on the advanced features that fit their goals',
  session_minutes: 'Watch a session with a user: is the tool left early because it is done, or because it is hard?',
  api_calls_change_4w: 'Check the integration with their technical lead: is it disconnected or failing?',
  workflow_completion: 'Find the step at which workflows are abandoned and simplify it with them',
  sponsor_engagement: 'Bring in an executive of ours for a conversation with their sponsor',
  champion_engagement: 'Win a champion: meet the person who took over, or the most active user',
  meeting_attendance: 'Agree on a meeting they want: shorter, rarer, with their agenda',
  response_hours: 'Change the channel: call, or ask through another contact',
  contact_depth: 'Get to know a second and a third person, one of them with budget',
  share_of_target: 'Measure with them what has been saved, and agree what is missing to the target',
  milestone_completion: 'Agree new dates for the overdue milestones and what each side does for them',
  outcome_progress: 'Take the outcome furthest from its target and plan the next step with them',
  competitor_risk: 'Ask openly what they compare and show the difference on their own figures',
  ticket_volume: 'Look for the one cause behind the new tickets',
  ticket_severity: 'Take the most severe open problem to engineering and name a date',
  resolution_against_sla: 'Close the oldest open ticket first and say when',
  csat: 'Call the person behind the lowest rating',
  nps_answer: 'Ask the least satisfied person what would change their answer',
  escalations: 'Own the escalation: one person, one plan, a daily word until it is closed',
  payment_delay: 'Ask accounts payable what held the last invoice up',
  contract_utilization: 'Put unused seats or capacity to work in another team before the renewal',
  budget_signals: 'Find out who decides on the budget now and what they must see',
};

/** Of a metric a tenant's own scorecard adds, its definition: whoever added it knows what to do. */
export const remedyOf = ({ key, label }: { key: string; label: string }): string => REMEDIES[key] ?? `Look into ${label.toLowerCase()}`;
