import type { Contact } from '../../models/contact.ts';
import type { Interaction } from '../../models/interaction.ts';
import { factorWords } from '../churn-predictor/face.ts';
import { type AccountFacts, DAY, dayOf, type Figure, partlyRead, type Text } from '../facts/index.ts';
import { churnOpinions, issuedOpinions } from '../kit/opinions.ts';
import { headOf, ofFacts, t } from '../kit/say.ts';
import { type Context, daySaid, endOfDay } from '../kit/tool.ts';
import { namesOf, readAccount } from '../kit/who.ts';
import { figuresOfFacts } from '../metrics/index.ts';
import { present } from '../metrics/topics/contacts.ts';
import { ofEvent, ofInteraction, ofTicket, quoteOf } from './activity.ts';
import { before30Days, movedOpinion } from './moved-opinion.ts';
import { withScores } from './opinions-then.ts';
import { stateOf } from './tasks.ts';

const BACK_DAYS = 30;
const AHEAD_DAYS = 60;
const SOON_DAYS = 90;
const RAISED = 3;

const KEYS = [
  'arr',
  'days_to_renewal',
  'open_tickets',
  'open_severe_tickets',
  'overdue_invoices',
  'overdue_amount',
  'last_contact',
  'next_step',
  'next_step_date',
] as const;

/** What somebody should know before they speak to a customer. */
export async function briefOf(named: string, said: string | null, context: Context) {
  const { account, facts } = await readAccount(context, named);
  const { asOf } = facts;
  const since = daySaid(said, 'past', asOf) ?? new Date(asOf.getTime() - BACK_DAYS * DAY);
  const ids = [account._id];
  const [is, then, churn, owners, meetings] = await Promise.all([
    issuedOpinions(context, ids, asOf).then((issued) => withScores(issued.get(account._id), facts, context)),
    issuedOpinions(context, ids, endOfDay(since, asOf)),
    churnOpinions(context, ids, asOf),
    namesOf(context, [account.ownerId]),
    meetingsAhead(context, account._id, asOf),
  ]);
  const names = Object.fromEntries(facts.contacts.map(({ _id, name }) => [_id, name]));
  const was = said === null && is ? before30Days(is, then.get(account._id)) : then.get(account._id);
  const opinion = (key: string) => movedOpinion(key, facts, { was, is });
  const figures = { ...figuresOfFacts(facts, KEYS), health: opinion('health'), churn: opinion('churn_risk') };
  const tasks = facts.tasks
    .filter((task) => stateOf(task) === 'open')
    .map(({ _id, text, kind, dueAt }) => ({ id: _id, text, kind, dueAt: dueAt?.toISOString() ?? null }))
    .sort((a, b) => (a.dueAt ?? '9').localeCompare(b.dueAt ?? '9'));
  const happened = [...facts.interactions.map(ofInteraction), ...facts.tickets.map(ofTicket), ...facts.events.map(ofEvent)].filter(
    ({ at }) => at >= since.toISOString(),
  );
  // A renewal that is near is raised by its date.
  const factor = churn
    .get(account._id)
    ?.factors?.filter(({ name }) => name !== 'renewal')
    .toSorted((a, b) => b.contribution - a.contribution)[0];
  return {
    account: headOf(account),
    churned: account.lifecycleStage === 'churned',
    asOf: asOf.toISOString(),
    since: since.toISOString(),
    owner: (account.ownerId && owners.get(account.ownerId)) ?? null,
    sponsors: peopleOf(facts, 'executive_sponsor'),
    champions: peopleOf(facts, 'champion'),
    figures,
    tasks,
    meetings: meetings.map((row) => ({ ...ofInteraction(row), with: row.contactId ? (names[row.contactId] ?? null) : null })),
    happened: happened.sort((a, b) => b.at.localeCompare(a.at)),
    names,
    raise: toRaise(facts, { figures, tasks, factor: factor && factor.contribution > 0 ? factorWords(factor.name, facts) : null }),
    partly: partlyRead(facts),
  };
}
export type Brief = Awaited<ReturnType<typeof briefOf>>;

/** Meetings and calls that the calendar knows, the next one first. */
const meetingsAhead = ({ tenant, models }: Context, accountId: string, asOf: Date): Promise<Interaction[]> =>
  models.interactions
    .find({
      tenant,
      accountId,
      kind: { $in: ['meeting', 'call'] },
      at: { $gt: asOf, $lte: new Date(asOf.getTime() + AHEAD_DAYS * DAY) },
      ingestedAt: { $lte: asOf },
    })
    .sort({ at: 1 })
    .limit(RAISED)
    .lean<Interaction[]>();

function peopleOf(facts: AccountFacts, role: Contact['role']) {
  return present(facts)
    .filter((contact) => contact.role === role)
    .map(({ _id, name, title }) => {
      const last = facts.interactions.findLast(({ contactId }) => contactId === _id);
      return { id: _id, name, title: title ?? null, last: last ? ofInteraction(last) : null };
    });
}

interface Known {
  figures: Record<(typeof KEYS)[number] | 'health' | 'churn', Figure>;
  tasks: { id: string; text: string; kind: string; dueAt: string | null }[];
  /** What speaks most for leaving. */
  factor: Text | null;
}

const isSome = ({ value }: Figure): boolean => typeof value === 'number' && value > 0;

function severeText({ tickets }: AccountFacts): string {
  const last = tickets.findLast(({ status, severity }) => status !== 'resolved' && (severity === 'high' || severity === 'urgent'));
  return last ? `, ${quoteOf(last.subject, 80)}` : '';
}

/** What is late is said to be late, however long: nobody has said that it was reached. */
function stepText({ next_step, next_step_date }: Known['figures'], asOf: Date): Text {
  const due = next_step_date.value;
  if (due === null) return t`Next step: ${next_step}`;
  const late = new Date(due) < dayOf(asOf);
  return late ? t`Step not marked as reached: ${next_step}, was due ${next_step_date}` : t`Next step: ${next_step}, due ${next_step_date}`;
}

/** What to raise, the most pressing first: what we owe, what hurts them, what they owe, why they may leave, what is near. */
function toRaise(facts: AccountFacts, { figures, tasks, factor }: Known): Text[] {
  const { date } = ofFacts(facts);
  const owed = tasks.find(({ kind, dueAt }) => kind === 'promise' && dueAt !== null && dueAt < facts.asOf.toISOString());
  const unanswered = facts.interactions.findLast(({ kind }) => kind === 'email');
  const renewal = figures.days_to_renewal;
  // Who has left may still be owed something, and owe; they do not leave again.
  const stays = facts.account.lifecycleStage !== 'churned';
  const candidates: (Text | false)[] = [
    owed !== undefined && t`Promised and overdue: ${quoteOf(owed.text)}, due ${date(`task_due:${owed.id}`, 'due', owed.dueAt)}`,
    isSome(figures.open_severe_tickets) && t`High or urgent tickets still open: ${figures.open_severe_tickets}${severeText(facts)}`,
    unanswered?.direction === 'inbound' &&
      t`Their last e-mail, ${date(`activity:${unanswered._id}`, 'email', unanswered.at)}, is not answered${unanswered.subject ? `: ${quoteOf(unanswered.subject, 80)}` : ''}`,
    isSome(figures.overdue_invoices) && t`Overdue invoices: ${figures.overdue_invoices}, ${figures.overdue_amount}`,
    stays && factor !== null && t`${factor}, the strongest churn signal`,
    stays &&
      typeof renewal.value === 'number' &&
      renewal.value >= 0 &&
      renewal.value <= SOON_DAYS &&
      t`Renewal ${{ ...renewal, relative: true }}`,
    stays && figures.next_step.value !== null && stepText(figures, facts.asOf),
    stays && figures.last_contact.value === null && 'No conversation with them is on record: ask who to speak to',
    stays && present(facts).every(({ role }) => role !== 'executive_sponsor') && 'No executive sponsor is known',
  ];
  return candidates.filter((each) => each !== false).slice(0, RAISED);
}
