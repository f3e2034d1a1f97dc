import type { AccountEvent, AccountEventKind } from '../../../models/account-event.ts';
import type { AccountFacts } from '../../facts/account-facts.ts';
import { age, within } from '../../facts/time.ts';
import { competitorMentions } from '../competitor-mentions.ts';
import { type Draft, type Found, found, rowsIn, topicOf } from '../define.ts';
import { plural, shortDate, spaced } from '../format.ts';
import { evidenceOf } from '../rows.ts';
import { signals } from '../signals.ts';
import { clamp, decay, sum } from '../statistics.ts';
import { eventWords } from '../words.ts';

const EVENTS = 'account_events';
const ofEvents = rowsIn(EVENTS);
const YEAR = 365;

/** How many events of some kinds there were in a year; null where none of these kinds was ever reported of them: who reports a wish for a feature reports no budget. */
function eventCount(
  key: string,
  label: string,
  aliases: string,
  kinds: readonly AccountEventKind[],
  about = (_: AccountFacts, __: AccountEvent) => true,
): Draft {
  return {
    key,
    label,
    aliases,
    definition: `How many were reported in the last twelve months: ${kinds.map(spaced).join(', ')}.`,
    read(facts) {
      const reported = facts.events.filter(({ kind }) => kinds.includes(kind));
      if (reported.length === 0) return null;
      const rows = within(reported, facts.asOf, YEAR).filter((event) => about(facts, event));
      const last = rows.at(-1);
      return found(rows.length, ofEvents('kind', last ? rows : reported), () =>
        last ? `${eventWords(last, facts.asOf)}${rows.length > 1 ? ` and ${rows.length - 1} more` : ''}` : `${label}: none in a year`,
      );
    },
  };
}

const isOf =
  (role: 'champion' | 'executive_sponsor') =>
  ({ contacts }: AccountFacts, { kind, contactId }: AccountEvent): boolean =>
    (kind === 'champion_left' && role === 'champion') || contacts.some((each) => each._id === contactId && each.role === role);

/** What there is in which a competitor could have been mentioned: what they wrote and said, and evaluations that were reported; null without any. */
function heard(facts: AccountFacts) {
  const reported = facts.events.filter(({ kind }) => kind === 'competitor_evaluation');
  const latest = Math.max(...[facts.interactions, facts.tickets, reported].map((rows) => rows.at(-1)?.at.getTime() ?? 0));
  return age(new Date(latest), facts.asOf) < 180 ? { latest, mentions: competitorMentions(facts) } : null;
}

function competitor(facts: AccountFacts, value: (mentions: ReturnType<typeof competitorMentions>) => number): Found | null {
  const found = heard(facts);
  if (!found) return null;
  const { mentions, latest } = found;
  const last = mentions.at(-1);
  const text = () =>
    last ? `Competitor evaluation: ${last.words} (${shortDate(last.at, facts.asOf)})` : 'No competitor mentioned in 180 days';
  return {
    value: value(mentions),
    latest,
    text,
    evidence: () =>
      last
        ? mentions.slice(-8).flatMap((each) => evidenceOf(each.collection, each.field, [each]))
        : evidenceOf('interactions', 'at', within(facts.interactions, facts.asOf, 180)).slice(0, 3),
    warning: () => (last ? text() : null),
  };
}

/** What happened at the customer. */
export const eventMetrics = topicOf('events', { grace: 90, halfLife: 90 }, [
  {
    key: 'competitor_mentions',
    label: 'Competitor mentions',
    aliases: 'competitors, wettbewerber, concurrents, competidores, rivals, competition',
    better: 'lower',
    definition: 'Competitor evaluations reported, or told in their own words in tickets and messages, in the last 180 days.',
    read: (facts) => competitor(facts, (mentions) => mentions.length),
  },
  {
    key: 'competitor_risk',
    label: 'Competitor risk',
    unit: 'points',
    better: 'lower',
    grace: 45,
    definition: 'Competitor mentions of the last 180 days by how sure they are, each fading by half in 45 days; 0 to 100.',
    read: (facts) =>
      competitor(facts, (mentions) => clamp(sum(mentions.map(({ at, sure }) => sure * decay(age(at, facts.asOf), 45))) * 100, 0, 100)),
  },
  eventCount(
    'champion_changes',
    'Champion changes',
    'champion change, champion changed, champion gewechselt, changement de champion',
    ['champion_left', 'role_change', 'executive_left'],
    isOf('champion'),
  ),
  eventCount(
    'sponsor_changes',
    'Sponsor changes',
    'sponsor change, sponsor changed, sponsor gewechselt, changement de sponsor',
    ['executive_left', 'role_change'],
    isOf('executive_sponsor'),
  ),
  eventCount('new_executives', 'New executives', 'new executive, neue führungskraft, nouveau dirigeant, nuevo directivo', [
    'new_executive',
  ]),
  eventCount('reorganisations', 'Reorganisations', 'reorganisation, reorg, umstrukturierung, réorganisation, reorganización', [
    'reorganisation',
    'acquisition',
  ]),
  eventCount('budget_cuts', 'Budget cuts', 'budget cut, layoffs, budgetkürzung, coupe budgétaire, recorte', ['budget_cut', 'layoffs']),
  eventCount('budgets_approved', 'Budgets approved', 'budget approved, funding, budget bewilligt, budget approuvé', [
    'budget_approved',
    'funding',
  ]),
  eventCount('growth_events', 'Signs of growth', 'growth events, wachstumsereignisse, événements de croissance, eventos de crecimiento', [
    'hiring',
    'new_region',
    'new_team',
    'revenue_growth',
    'funding',
  ]),
  eventCount('feature_requests', 'Feature requests', 'requests, funktionswünsche, demandes de fonctions, solicitudes', ['feature_request']),
  eventCount('complaints', 'Complaints', 'beschwerden, plaintes, quejas', ['complaint']),
  eventCount('references_given', 'References and praise', 'references, gave references, referenzen, références, referencias', [
    'reference_given',
    'public_praise',
  ]),
  signals({ reorganisation: 0.9, acquisition: 0.8, executive_left: 0.5 }, 'how they are organised', {
    key: 'reorganisation_signals',
    label: 'Signs of reorganisation',
    better: 'lower',
  }),
  signals({ priority_raised: 1, new_team: 0.5, new_region: 0.5, priority_lowered: -1 }, 'how much it matters to them', {
    key: 'priority_signals',
    label: 'Strategic priority',
    aliases: 'priority, priorität, priorité, prioridad',
    better: 'higher',
  }),
  signals({ reference_given: 1, public_praise: 0.8 }, 'their speaking for us', {
    key: 'advocacy_signals',
    label: 'Signs of advocacy',
    better: 'higher',
  }),
  signals({ complaint: 1 }, 'complaints', { key: 'complaint_signals', label: 'Complaints, recent', better: 'lower' }),
  {
    key: 'last_event',
    label: 'Last event',
    aliases: 'letztes ereignis, dernier événement, último evento',
    word: true,
    definition: 'The latest thing reported of the customer, in the last 400 days.',
    read(facts) {
      const last = facts.events.at(-1);
      return found(last && spaced(last.kind), ofEvents('kind', last), () => (last ? eventWords(last, facts.asOf) : plural(0, 'event')));
    },
  },
]);
