import { randomUUID } from 'node:crypto';
import type { AdvocacyEngagement, AdvocacyType, EngagementStatus } from '../../models/advocacy-engagement.ts';
import type { Contact } from '../../models/contact.ts';
import { words } from '../../models/kit/name-keys.ts';
import { asks, onlyOne, UserError } from '../kit/tool.ts';
import { ASKS, nameOf } from './asks.ts';
import { isOver, mayBecome, openFirst, STATUS, saidYes } from './engagements.ts';

/** What a person says of an engagement; null where they did not say. */
export interface Said {
  status: EngagementStatus | null;
  type: AdvocacyType | null;
  note: string | null;
  company: string | null;
  referral: AdvocacyEngagement['referralQualificationStatus'] | null;
  value: number | null;
  cost: number | null;
  satisfaction: number | null;
}

type Fields = Partial<
  Pick<
    AdvocacyEngagement,
    | 'engagementStatus'
    | 'requestDate'
    | 'responseDate'
    | 'completionDate'
    | 'referralCompany'
    | 'referralQualificationStatus'
    | 'referralValue'
    | 'cost'
    | 'satisfactionScore'
  >
>;

export interface Step {
  /** The engagement as it is; null where it begins with this. */
  before: AdvocacyEngagement | null;
  id: string;
  type: AdvocacyType;
  from: EngagementStatus | null;
  to: EngagementStatus;
  set: Fields;
  note: string | null;
}

const refuse = (why: string) => new UserError('bad_step', `Nothing was recorded. ${why}`);

/** Which of an account's engagements is meant: the one named, else the open one of that kind and person. @throws UserError where several are */
export function engagementMeant(
  account: string,
  rows: readonly AdvocacyEngagement[],
  {
    id,
    type,
    person,
    said,
  }: { id: string | null; type: AdvocacyType | null; person: Contact | null; said: Pick<Said, 'company' | 'status'> },
): AdvocacyEngagement | null {
  if (id !== null) {
    const named = rows.find(({ _id }) => _id === id);
    if (!named) throw refuse(`${account} has no such engagement any more.`);
    return named;
  }
  const fitting = rows
    .filter(({ advocacyType, contactId }) => (!type || advocacyType === type) && (!person || !contactId || contactId === person._id))
    .toSorted(openFirst);
  const { company, status } = said;
  const same = ({ referralCompany }: AdvocacyEngagement) => words(referralCompany ?? '').join(' ') === words(company ?? '').join(' ');
  const ofCompany = company ? fitting.filter(same) : [];
  const open = fitting.filter((row) => !isOver(row.engagementStatus) && !(company && row.referralCompany && !same(row)));
  // What is over is only added to; another company, or another state, begins a new one; of what nobody does
  // twice only a new yes does, and no answer that comes late.
  const done = fitting.filter((row) => ASKS[row.advocacyType].once && row.engagementStatus === 'completed').slice(0, 1);
  const late = type !== null && status !== null && !saidYes(status);
  const over = company ? [] : late ? done : status ? [] : fitting;
  const meant = [ofCompany, open, over].find(({ length }) => length > 0);
  if (!meant) return null;
  return onlyOne(meant, () =>
    asks('which_engagement', `Nothing is recorded yet. Which one of ${account}?`, meant, {
      label: ({ advocacyType, engagementStatus }) => `${nameOf(advocacyType)}, ${STATUS[engagementStatus].state}`,
      say: ({ _id }) => `Record an advocacy step for ${account}, engagement: ${_id}`,
    }),
  );
}

/** The step as it would be written. Pure. @throws UserError where it says nothing new or cannot follow on what is there */
export function stepOf(before: AdvocacyEngagement | null, said: Said, now: Date): Step {
  const from = before?.engagementStatus ?? null;
  const type = before?.advocacyType ?? said.type ?? (said.company ? 'referral' : null);
  if (!type) throw refuse('Say what it is about: a case study, a reference call, a talk, a referral …');
  const to = said.status ?? from ?? (said.company ? 'committed' : null);
  if (!to)
    throw refuse(`There is no ${nameOf(type)} on record yet: say how far it is (asked, interested, agreed, running, done, declined).`);
  if (said.value !== null && said.value < 0) throw refuse('The value of a referral is zero or more.');
  if (said.cost !== null && said.cost < 0) throw refuse('A cost is zero or more.');
  if (said.satisfaction !== null && !(said.satisfaction >= 1 && said.satisfaction <= 5)) throw refuse('How they found it is from 1 to 5.');
  if (said.referral && !said.company && !before?.referralCompany) throw refuse('Say which company they referred.');
  const set = fieldsOf(before, said, to, now);
  if (from !== null && to !== from && !mayBecome(from, to))
    throw refuse(`The ${nameOf(type)} is ${STATUS[from].state} already; it does not become "${STATUS[to].state}" again.`);
  if (Object.keys(set).length === 0 && !said.note)
    throw refuse(`The ${nameOf(type)} is ${STATUS[to].state} already, and nothing else was said.`);
  return { before, id: before?._id ?? randomUUID(), type, from, to, set, note: said.note };
}

function fieldsOf(before: AdvocacyEngagement | null, said: Said, to: EngagementStatus, now: Date): Fields {
  const { company, referral, value, cost, satisfaction } = said;
  const answered = to !== 'identified' && to !== 'approached';
  const wanted: Fields = {
    ...(before?.engagementStatus === to ? {} : { engagementStatus: to }),
    // Whoever answered was asked: the ledger of asks has it, at the latest, from now on.
    ...(to !== 'identified' && !before?.requestDate ? { requestDate: now } : {}),
    ...(answered && !before?.responseDate ? { responseDate: now } : {}),
    ...(to === 'completed' && !before?.completionDate ? { completionDate: now } : {}),
    ...(company ? { referralCompany: company } : {}),
    ...(referral
      ? { referralQualificationStatus: referral }
      : company && !before?.referralCompany
        ? { referralQualificationStatus: 'unqualified' }
        : {}),
    ...(value === null ? {} : { referralValue: value }),
    ...(cost === null ? {} : { cost }),
    ...(satisfaction === null ? {} : { satisfactionScore: satisfaction }),
  };
  const held = before as Record<string, unknown> | null;
  return Object.fromEntries(Object.entries(wanted).filter(([field, value]) => held?.[field] !== value)) as Fields;
}

/** "TechCorp: the case study with Mike Chen is agreed" without its full stop. */
export const happenedText = (account: string, { type, to, from }: Pick<Step, 'type' | 'to' | 'from'>, person: string | null): string =>
  `${account}: the ${nameOf(type)}${person ? ` with ${person}` : ''} is ${from === to ? `still ${STATUS[to].state}` : STATUS[to].state}`;
