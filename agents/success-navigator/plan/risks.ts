import type { CustomerSuccessPlan } from '../../../models/customer-success-plan.ts';
import type { Opportunity } from '../../../models/opportunity.ts';
import { within } from '../../facts/index.ts';
import { numberOf, plural, spaced } from '../../metrics/index.ts';
import { present } from '../../metrics/topics/people.ts';
import { obstacleTo } from '../letter/recipient.ts';
import type { SignalFacts } from '../signals.ts';
import type { Goal } from './goals.ts';
import type { Candidate } from './owner.ts';

type Risk = CustomerSuccessPlan['identifiedRisks'][number];

/** What may keep the plan from its goals, as the facts show it, the worst first. Pure. */
export function risksOf(facts: SignalFacts, deal: Opportunity, goals: readonly Goal[], owner: Candidate | undefined): Risk[] {
  const { events, asOf } = facts;
  const here = present(facts);
  const has = (role: string) => here.some((contact) => contact.role === role);
  const number = (key: string) => numberOf(facts, key)?.value ?? 0;
  const [seats, severe, load] = [number('seats_bought'), number('open_severe_tickets'), owner?.load ?? 0];
  const unmeasured = goals.filter(({ target }) => !target).length;
  const closed = here.filter((contact) => obstacleTo(contact, asOf)).length;
  const uncertain = within(events, asOf, 120).findLast(({ kind }) => ['reorganisation', 'budget_cut', 'priority_lowered'].includes(kind));
  const high: [boolean, string, string][] = [
    [
      goals.length === 0,
      'The deal states no goal',
      'Agree two or three goals with a number each at the kick-off, before any configuration',
    ],
    [
      !has('executive_sponsor') && !has('decision_maker'),
      'Nobody at the customer is on record as sponsor or decision maker',
      'Have sales introduce whoever signed; hold the kick-off only with them',
    ],
    [here.length === 1, `Everything rests on one person, ${here[0]?.name}`, 'Win a second contact with influence in the first two weeks'],
    [severe > 0, `${plural(severe, 'severe ticket')} open`, 'Close them before the next milestone; one owner'],
  ];
  const medium: [boolean, string, string][] = [
    [
      !has('technical_lead') && here.length > 0,
      'No technical lead is on record',
      'Ask for one at the kick-off; without one the first phase has no owner on their side',
    ],
    [!has('champion') && here.length > 1, 'No champion is on record', 'Choose with the sponsor who carries it day by day'],
    [unmeasured > 0, `${plural(unmeasured, 'goal')} without a number`, 'Agree how each is measured and what it is today'],
    [
      Boolean(deal.competitor),
      `${deal.competitor} was in the running`,
      'Show the first result early; ask what the alternative would have done better',
    ],
    [
      uncertain !== undefined,
      `Change at the customer: ${uncertain?.detail ?? spaced(uncertain?.kind ?? '')}`,
      'Ask the sponsor what it means for goals and dates',
    ],
    [
      seats >= 50 && here.length > 0 && here.length < 3,
      `${seats} seats, but only ${plural(here.length, 'person', 'people')} on record`,
      'Name a lead for each team that will use it',
    ],
    [
      load > 0.9,
      `${owner?.name} carries ${Math.round(load * 100)} % of their capacity`,
      'Move another account, or add a second CSM for the first phase',
    ],
  ];
  const low: [boolean, string, string][] = [
    [goals.length > 0 && goals.every(({ dueAt }) => !dueAt), 'No goal has a date', 'Confirm the dates of this plan with the sponsor'],
    [closed > 0 && here.length > closed, `${plural(closed, 'contact')} cannot be written to`, 'Agree another way to reach them'],
  ];
  return Object.entries({ high, medium, low }).flatMap(([severity, risks]) =>
    risks.flatMap(([there, text, mitigation]) => (there ? [{ severity: severity as Risk['severity'], text, mitigation }] : [])),
  );
}
