import { z } from 'zod';
import { type AdvocacyEngagement, ENGAGEMENT_STATUSES, REFERRAL_STATUSES } from '../../../models/advocacy-engagement.ts';
import { againstAsking, loadAsked, sentencesOf } from '../../kit/asking.ts';
import { callButton, type Fields, fieldsPart, type Shown, shown } from '../../kit/present/index.ts';
import { headOf, ofAccount, plain, t } from '../../kit/say.ts';
import { accountInput, actTool, type Context, changedSince, optional, RefusedError } from '../../kit/tool.ts';
import { accountToActOn, resolveContact } from '../../kit/who.ts';
import { capital, spaced } from '../../metrics/index.ts';
import { nameOf } from '../asks.ts';
import { personFor } from '../assess.ts';
import { nextOf, STATUS } from '../engagements.ts';
import { contactInput, typeInput } from '../inputs.ts';
import { engagementMeant, happenedText, type Step, stepOf } from '../step.ts';
import type { getAdvocacyPerformance } from './get-advocacy-performance.ts';

const input = z.object({
  account: accountInput,
  contact: contactInput,
  engagement: optional(z.string().max(80)).describe('Id of the engagement, where a button gives it; null otherwise'),
  type: typeInput,
  status: optional(z.enum(ENGAGEMENT_STATUSES)).describe(
    'identified: plan it; approached: asked; interested: would like to; committed: agreed, said yes; active: runs, started; completed: done, held, published; declined: said no, refused, turned down. Null if not said',
  ),
  company: optional(z.string().max(160)).describe('The company they referred to us, if said; else null'),
  referral: optional(z.enum(REFERRAL_STATUSES)).describe(
    'What became of the referral: unqualified, qualified, opportunity, closed_won, closed_lost; null if not said',
  ),
  value: optional(z.number().min(0).max(1e12)).describe('What the referred deal is worth, in money, if said; else null'),
  cost: optional(z.number().min(0).max(1e12)).describe('What the engagement cost us, in money, if said; else null'),
  satisfaction: optional(z.number().min(1).max(5)).describe('How they found it, 1 to 5, if said; else null'),
  note: optional(z.string().max(300)).describe('In the person’s own words, if they gave one; else null'),
});

export const recordAdvocacyStep = actTool({
  name: 'record_advocacy_step',
  title: 'Record an advocacy step',
  description:
    'Records how far an engagement of one customer is (asked, interested, agreed, running, done, declined), a company they referred and what became of it, its cost, how they found it. A referral can become an opportunity or a won deal. Beginning to ask is refused for accounts that may not be asked. Use it for "Mike agreed to the case study", "the reference call took place", "their referral became an opportunity".',
  examples: [
    'Mike Chen agreed to the case study',
    'the reference call with TechCorp took place',
    'TechCorp declined to give a testimonial',
    'Mike said no to the talk',
    'TechCorp said no to the reference call',
    'TechCorp declined the case study',
    'TechCorp turned down the review',
    'the review by TechCorp is done',
    'record that we approached TechCorp about a case study',
    'TechCorp referred Northbank to us',
    'the referral from TechCorp became an opportunity of $120k',
    'Jennifer is interested in the advisory board',
    'the talk with Mike cost us $12,000',
  ],
  words: [
    'committed: agreed, accepted, zugesagt, accepté, aceptado',
    'declined: refused, rejected, turned, abgelehnt, refusé, rechazado',
    'completed: done, held, published, place, happened, stattgefunden',
    'interested: interessiert, intéressé, interesado',
  ],
  area: 'advocacy',
  status: 'Looking at the engagement',
  input,
  plan,
  told,
  write,
  undo: { run: undo },
  ...shown(answer),
});

type Plan = Awaited<ReturnType<typeof plan>>;
export type StepOutput = Awaited<ReturnType<typeof write>>;

async function plan(asked: z.output<typeof input>, context: Context) {
  const now = context.clock.now();
  const { tenant, models, actor } = context;
  const account = await accountToActOn(context, asked.account, 'advocacy');
  const [person, rows, known] = await Promise.all([
    asked.contact ? resolveContact(context, asked.contact, account._id) : null,
    models.advocacyEngagements.find({ tenant, accountId: account._id }).lean<AdvocacyEngagement[]>(),
    loadAsked({ tenant, models, asOf: now }, [account._id]),
  ]);
  const before = engagementMeant(account.name, rows, { id: asked.engagement, type: asked.type, person, said: asked });
  const step = stepOf(before, { ...asked, note: asked.note?.trim() || null }, now);
  const facts = known.get(account._id);
  const who =
    person ??
    facts?.facts.contacts.find(({ _id }) => _id === before?.contactId) ??
    (facts ? (personFor(facts.facts, step.type) ?? null) : null);
  // Who was thought of is asked under the same rule as who is new; what they answered is recorded whatever it is.
  const begins = (step.from === null || step.from === 'identified') && (step.to === 'identified' || step.to === 'approached');
  const against = begins && facts ? againstAsking(facts, who) : [];
  if (against.length > 0)
    throw new RefusedError(
      `Not recorded: ${account.name} is not to be asked for a favour now. ${sentencesOf(against)}. If they have answered already, record the answer instead.`,
    );
  return { account, step, who, now, actor };
}

async function write({ account, step, who, now, actor }: Plan, { tenant, models }: Context) {
  const change = {
    ...(step.from ? { from: step.from } : {}),
    to: step.to,
    at: now,
    byUserId: actor.id,
    ...(step.note ? { reason: step.note } : {}),
  };
  if (step.before) {
    const { modifiedCount } = await models.advocacyEngagements.updateOne(
      { tenant, _id: step.id, engagementStatus: step.from },
      { $set: { ...step.set, updatedAt: now }, $push: { statusHistory: change } },
    );
    if (modifiedCount === 0) throw changedSince('Nothing was recorded: somebody else has just changed it. Look again.');
  } else {
    const contact = who ? { contactId: who._id } : {};
    await models.advocacyEngagements.create({
      _id: step.id,
      tenant,
      accountId: account._id,
      ...contact,
      ownerId: actor.id,
      advocacyType: step.type,
      currency: account.currency,
      at: now,
      ingestedAt: now,
      updatedAt: now,
      ...step.set,
      statusHistory: [change],
    });
  }
  return { account: headOf(account), person: who?.name ?? null, at: now.toISOString(), currency: account.currency, ...shownOf(step) };
}

const DATES: readonly (keyof Step['set'])[] = ['requestDate', 'responseDate', 'completionDate'];

/** What was written, and what was there before of the fields it changed. */
function shownOf({ id, type, from, to, set, note, before }: Step) {
  const was = (field: keyof Step['set']): string | number | null => {
    const held = before?.[field];
    return held instanceof Date ? held.toISOString() : (held ?? null);
  };
  const changed = Object.keys(set) as (keyof Step['set'])[];
  return {
    engagement: id,
    type,
    from,
    to,
    note,
    company: set.referralCompany ?? before?.referralCompany ?? null,
    referral: set.referralQualificationStatus ?? before?.referralQualificationStatus ?? null,
    value: set.referralValue ?? before?.referralValue ?? null,
    cost: set.cost ?? null,
    satisfaction: set.satisfactionScore ?? null,
    created: before === null,
    /** How many changes it has had with this one. */
    changes: (before?.statusHistory?.length ?? 0) + 1,
    was: Object.fromEntries(changed.map((field) => [field, was(field)])),
  };
}

const pointOf = ({ account, person, type, from, to, company, referral, value, currency, at }: StepOutput) => {
  const worth = value === null ? '' : t`, ${ofAccount(account, at).money('referral_value', 'value of the referral', value, currency)}`;
  return t`Recorded: ${happenedText(account.name, { type, from, to }, person)}${company ? t`; referred ${company}${referral ? `, ${spaced(referral)}` : ''}${worth}` : ''}.`;
};

function told({ account, step, who, now }: Plan) {
  const { money, of } = ofAccount(headOf(account), now);
  const { referralCompany, referralQualificationStatus, referralValue, cost, satisfactionScore } = step.set;
  const exactly = (metric: string, amount: number) => plain([money(metric, metric, amount, account.currency)], { exact: true });
  const { state } = STATUS[step.to];
  return {
    account: headOf(account),
    title: step.before ? 'Record the step' : 'Begin and record it',
    fields: [
      ['What', `${capital(nameOf(step.type))}${who ? ` with ${who.name}` : ''}`],
      ['State', step.from === null ? state : step.from === step.to ? `${state}, as before` : `${STATUS[step.from].state} → ${state}`],
      referralCompany != null && ['Referred', referralCompany],
      referralQualificationStatus && ['The referral is', spaced(referralQualificationStatus)],
      referralValue != null && ['Worth', exactly('worth', referralValue)],
      cost != null && ['Cost', exactly('cost', cost)],
      satisfactionScore != null && ['How they found it', of('satisfaction', 'how they found it', satisfactionScore, 'of 5')],
      step.note !== null && ['Note', step.note],
    ] satisfies Fields,
  };
}

async function undo({ output }: { output: StepOutput }, { tenant, models }: Context): Promise<string> {
  const { engagement: _id, account, created, was, changes, type, from, to } = output;
  const same = { tenant, _id, engagementStatus: to, statusHistory: { $size: changes } };
  const changed = changedSince(`Not undone: the ${nameOf(type)} of ${account.name} has been changed since.`);
  if (created) {
    const { deletedCount } = await models.advocacyEngagements.deleteOne(same);
    if (deletedCount === 0) throw changed;
    return `The ${nameOf(type)} of ${account.name} is off the record again.`;
  }
  const held = Object.entries(was);
  const value = (field: string, given: unknown) => ((DATES as readonly string[]).includes(field) ? new Date(String(given)) : given);
  const back = Object.fromEntries(held.filter(([, given]) => given !== null).map(([field, given]) => [field, value(field, given)]));
  const gone = Object.fromEntries(held.filter(([, given]) => given === null).map(([field]) => [field, 1 as const]));
  const { modifiedCount } = await models.advocacyEngagements.updateOne(same, {
    $set: back,
    ...(Object.keys(gone).length > 0 ? { $unset: gone } : {}),
    $pop: { statusHistory: 1 },
  });
  if (modifiedCount === 0) throw changed;
  return `The ${nameOf(type)} of ${account.name} is ${from ? STATUS[from].state : 'as before'} again.`;
}

function answer(output: StepOutput): Shown {
  const { account, person, type, to, engagement, note } = output;
  const next = nextOf(to);
  return {
    point: pointOf(output),
    header: `${account.name}: ${nameOf(type)}`,
    body: [fieldsPart([['State', STATUS[to].state], ['Who', person ?? 'not said'], note !== null && ['Note', note]])],
    next: [
      next &&
        callButton<typeof recordAdvocacyStep>(`Next: ${STATUS[next].happened}`, 'record_advocacy_step', {
          account: account.id,
          engagement,
          status: next,
        }),
      callButton<typeof getAdvocacyPerformance>('What came of it so far', 'get_advocacy_performance', { account: account.id }),
    ],
  };
}
