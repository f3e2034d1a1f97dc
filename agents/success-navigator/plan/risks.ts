import type { CustomerSuccessPlan } from '../../../models/customer-success-plan.ts';
import type { Opportunity } from '../../../models/opportunity.ts';
import { within } from '../../facts/time.ts';
import { plural } from '../../metrics/format.ts';
import { present } from '../../metrics/topics/people.ts';
import { figureNow } from '../letter/points/point.ts';
import { obstacleTo } from '../letter/recipient.ts';
import type { SignalFacts } from '../signals.ts';
import type { Goal } from './goals.ts';
import type { Candidate } from './owner.ts';

type Risk = CustomerSuccessPlan['identifiedRisks'][number];

const SEVERITY = { high: 0, medium: 1, low: 2 } as const;

/** What may keep the plan from its goals, as the facts show it, the worst first. Pure. */
export function risksOf(facts: SignalFacts, deal: Opportunity, goals: readonly Goal[], owner: Candidate | undefined): Risk[] {
  const { events, asOf } = facts;
  const here = present(facts);
  const has = (role: string) => here.some((contact) => contact.role === role);
  const risk = (severity: 'high' | 'medium' | 'low', text: string, mitigation: string): Risk => ({ severity, text, mitigation });
  const unmeasured = goals.filter(({ target }) => !target);
  const undated = goals.filter(({ dueAt }) => !dueAt);
  const [seats, severe] = ['seats_bought', 'open_severe_tickets'].map((key) => Number(figureNow(facts, key)?.figure.value ?? 0)) as [
    number,
    number,
  ];
  const closed = here.filter((contact) => obstacleTo(contact, asOf));
  const uncertain = within(events, asOf, 120).filter(
    ({ kind }) => kind === 'reorganisation' || kind === 'budget_cut' || kind === 'priority_lowered',
  );
  const found: (Risk | false)[] = [
    goals.length === 0 &&
      risk('high', 'The deal states no goal', 'Agree two or three goals with a number each at the kick-off, before any configuration'),
    !has('executive_sponsor') &&
      !has('decision_maker') &&
      risk(
        'high',
        'Nobody at the customer is on record as sponsor or decision maker',
        'Have sales introduce whoever signed; hold the kick-off only with them',
      ),
    here.length === 1 &&
      risk('high', `Everything rests on one person, ${here[0]?.name}`, 'Win a second contact with influence in the first two weeks'),
    !has('technical_lead') &&
      here.length > 0 &&
      risk(
        'medium',
        'No technical lead is on record',
        'Ask for one at the kick-off; without one the first phase has no owner on their side',
      ),
    !has('champion') && here.length > 1 && risk('medium', 'No champion is on record', 'Choose with the sponsor who carries it day by day'),
    unmeasured.length > 0 &&
      risk('medium', `${plural(unmeasured.length, 'goal')} without a number`, 'Agree how each is measured and what it is today'),
    undated.length > 0 &&
      undated.length === goals.length &&
      goals.length > 0 &&
      risk('low', 'No goal has a date', 'Confirm the dates of this plan with the sponsor'),
    Boolean(deal.competitor) &&
      risk(
        'medium',
        `${deal.competitor} was in the running`,
        'Show the first result early; ask what the alternative would have done better',
      ),
    severe > 0 && risk('high', `${plural(severe, 'severe ticket')} open`, 'Close them before the next milestone; one owner'),
    uncertain.length > 0 &&
      risk(
        'medium',
        `Change at the customer: ${uncertain.at(-1)?.detail ?? uncertain.at(-1)?.kind.replaceAll('_', ' ')}`,
        'Ask the sponsor what it means for goals and dates',
      ),
    closed.length > 0 &&
      here.length > closed.length &&
      risk('low', `${plural(closed.length, 'contact')} cannot be written to`, 'Agree another way to reach them'),
    seats > 0 &&
      here.length > 0 &&
      seats >= 50 &&
      here.length < 3 &&
      risk(
        'medium',
        `${seats} seats, but only ${plural(here.length, 'person', 'people')} on record`,
        'Name a lead for each team that will use it',
      ),
    Boolean(owner?.load && owner.load > 0.9) &&
      risk(
        'medium',
        `${owner?.name} carries ${Math.round((owner?.load ?? 0) * 100)} % of their capacity`,
        'Move another account, or add a second CSM for the first phase',
      ),
  ];
  return found.filter((each): each is Risk => each !== false).sort((a, b) => SEVERITY[a.severity ?? 'low'] - SEVERITY[b.severity ?? 'low']);
}
