import type { AdvocacyEngagement } from '../../../models/advocacy-engagement.ts';
import type { Contact } from '../../../models/contact.ts';
import type { Text } from '../../facts/figure.ts';
import type { Finding } from '../../facts/finding.ts';
import { age } from '../../facts/time.ts';
import { plain, t } from '../../kit/text.ts';
import { longDate, shortMoney } from '../../metrics/format.ts';
import { addDays, dayOf } from '../course/execution.ts';
import { fact } from '../letter/points/point.ts';
import { quotable } from '../letter/quotable.ts';
import type { SignalFacts } from '../signals.ts';
import { signalNamed } from '../signals.ts';
import { FORMATS, type Format } from './formats.ts';

export interface Experience {
  format: Format;
  person: Contact | null;
  startsAt: Date;
  occasionAt: Date;
  schedule: { at: Date; who: string; text: string }[];
  interview: { title: string; questions: string[] }[];
  outline: { slide: string; from: string | null }[];
  facts: Finding[];
  /** Why they should not be asked now; empty where nothing speaks against it. */
  against: Text[];
  /** What must be settled with them first. */
  open: string[];
}

const REST_DAYS = 180;
const LEAST_HEALTH = 70;
const MOST_RISK = 45;
const LEAST_NPS = 7;

/** Preparation of one advocacy activity from what is on record: dates, questions, outline, and what speaks against asking. Pure. */
export function planExperience(
  facts: SignalFacts,
  format: Format,
  person: Contact | null,
  engagements: readonly AdvocacyEngagement[],
  occasion: Date | null,
  now: Date,
): Experience {
  const start = dayOf(now);
  const { tasks, weeks } = FORMATS[format];
  const earliest = addDays(start, weeks * 7);
  const occasionAt = occasion ?? earliest;
  const shift = occasionAt.getTime() - addDays(start, weeks * 7).getTime();
  const known = factsOf(facts);
  return {
    format,
    person,
    startsAt: start,
    occasionAt,
    schedule: tasks.map(({ week, who, text }) => ({
      at: weekday(new Date(Math.max(start.getTime(), addDays(start, week * 7).getTime() + shift))),
      who,
      text,
    })),
    interview: interviewOf(facts, known),
    outline: outlineOf(facts, person, known),
    facts: known,
    against: against(facts, person, engagements, now),
    open: [
      ...(person ? [] : ['Who of them would do it']),
      ...(occasion
        ? []
        : [
            `The occasion and its date; ${longDate(earliest)} is the earliest with ${weeks} ${weeks === 1 ? 'week' : 'weeks'} of preparation`,
          ]),
      ...(occasion && occasion < earliest ? [`${longDate(occasion)} leaves less than the ${weeks} weeks this takes`] : []),
      ...(known.some(({ unit }) => unit !== '')
        ? ['Their written yes to each figure below']
        : ['A result with a figure: none is confirmed by evidence yet']),
    ],
  };
}

function weekday(date: Date): Date {
  return addDays(date, [1, 0, 0, 0, 0, 0, 2][date.getUTCDay()] ?? 0);
}

/** What may be told in public once they agree: confirmed results, goals, how long they have been with us. */
function factsOf({ values, opportunities, account, plans, asOf }: SignalFacts): Finding[] {
  const proven = values.filter(({ evidence }) => evidence?.trim()).toSorted((a, b) => b.amount - a.amount);
  const results = new Map<string, { amount: number; currency: string; rows: typeof proven }>();
  for (const row of proven) {
    const key = `${row.description}\n${row.currency}`;
    const known = results.get(key) ?? { amount: 0, currency: row.currency, rows: [] };
    results.set(key, { ...known, amount: known.amount + row.amount, rows: [...known.rows, row] });
  }
  const benefits = [...results]
    .toSorted(([, a], [, b]) => b.amount - a.amount)
    .slice(0, 5)
    .map(([key, { amount, currency, rows }]) => {
      const name = key.split('\n')[0] ?? '';
      const text = `${name}: ${shortMoney(amount, currency)} (${rows[0]?.evidence?.trim() ?? ''})`;
      return fact(
        name,
        amount,
        currency,
        text,
        ...rows.map((row) => ({ collection: 'value_records', id: row._id, field: 'amount', at: row.at })),
      );
    });
  const deal = opportunities.find(({ stage, goals }) => stage === 'closed_won' && goals.length > 0);
  const goals = (deal?.goals ?? []).slice(0, 3).flatMap((goal) => {
    const text = quotable(goal);
    return deal && text
      ? [fact('Goal', null, '', `They set out to: ${text}`, { collection: 'opportunities', id: deal._id, field: 'goals', at: deal.at })]
      : [];
  });
  const since =
    account.customerSince && account.customerSince <= asOf
      ? [
          fact('Customer since', null, '', `Customer since ${longDate(account.customerSince)}`, {
            collection: 'accounts',
            id: account._id,
            field: 'customerSince',
            at: account.at,
          }),
        ]
      : [];
  const finished = plans.findLast(
    ({ actualCompletionDate, planStartDate }) => actualCompletionDate && actualCompletionDate <= asOf && planStartDate,
  );
  const went =
    finished?.actualCompletionDate && finished.planStartDate
      ? [
          fact(
            'Implementation',
            null,
            '',
            `${finished.planName}: from ${longDate(finished.planStartDate)} to ${longDate(finished.actualCompletionDate)}`,
            {
              collection: 'customer_success_plans',
              id: finished._id,
              field: 'actualCompletionDate',
              at: finished.at,
            },
          ),
        ]
      : [];
  return [...benefits, ...goals, ...went, ...since];
}

function interviewOf({ account, values, opportunities }: SignalFacts, known: readonly Finding[]): Experience['interview'] {
  const deal = opportunities.find(({ stage }) => stage === 'closed_won');
  const baseline = values.find(({ baseline: text }) => text?.trim());
  const results = known.filter(({ unit }) => unit !== '').slice(0, 3);
  const goal = quotable(deal?.goals[0]);
  return [
    {
      title: 'Before',
      questions: [
        `What was it at ${account.name} that could not stay as it was?`,
        ...(baseline?.baseline
          ? [`How was it done then? On record: “${baseline.baseline.trim()}”. Is that how you remember it?`]
          : ['What did it cost or take before, in hours or money?']),
        ...(goal
          ? [`You set out to reach this: “${goal}”. Why that, and who asked for it?`]
          : ['What did you set out to reach, and by when?']),
        deal?.competitor ? `What made you decide against ${deal.competitor}?` : 'What else did you consider, and what decided it?',
      ],
    },
    {
      title: 'Results',
      questions: [
        ...results.map(
          ({ label, value, unit }) => `${label}: ${shortMoney(value ?? 0, unit)} is on record. How was it measured, and may we say it?`,
        ),
        ...(results.length === 0 ? ['Which result can you put a number to, and who would confirm it?'] : []),
        'What came of it that nobody had expected?',
        'Who in your company noticed first, and how?',
      ],
    },
    {
      title: 'How it went',
      questions: [
        'What was harder than you thought, and how did you get over it?',
        'What would you do differently from the first day?',
        'Who had to be won over, and what won them?',
      ],
    },
    {
      title: 'Ahead',
      questions: [
        'What will you use it for in a year that you do not today?',
        'What would you tell somebody in your position who is about to begin?',
        'What should we, as your supplier, do better?',
      ],
    },
  ];
}

function outlineOf(
  { account, values, opportunities }: SignalFacts,
  person: Contact | null,
  known: readonly Finding[],
): Experience['outline'] {
  const results = known.filter(({ unit }) => unit !== '');
  const goals = known.filter(({ label }) => label === 'Goal');
  const way = known.find(({ label }) => label === 'Implementation');
  const baseline = values.find(({ baseline: text }) => text?.trim());
  const who = person ? `${person.name}${person.title ? `, ${person.title}` : ''}, ${account.name}` : account.name;
  const deal = opportunities.find(({ stage }) => stage === 'closed_won');
  const line = (slide: string, from: string | null = null) => ({ slide, from });
  return [
    line(`Who is speaking: ${who}`),
    line('How it was before', baseline ? `${baseline.description}: ${baseline.baseline?.trim()}` : null),
    ...(goals.length > 0
      ? [line('What we wanted', goals.map(({ text }) => plain(text).replace('They set out to: ', '')).join('; '))]
      : [line('What we wanted')]),
    ...(deal?.competitor ? [line('How we chose')] : []),
    line('How it was introduced', way ? plain(way.text) : null),
    ...results.slice(0, 3).map(({ label, text }) => line(`Result: ${label}`, plain(text))),
    line('What was hard, and what we learnt'),
    line('What comes next'),
    line('Questions'),
  ];
}

function against(facts: SignalFacts, person: Contact | null, engagements: readonly AdvocacyEngagement[], now: Date): Text[] {
  const read = (key: string) => signalNamed(key)?.read(facts) ?? null;
  const [health, risk, severe, nps] = [read('health'), read('churn_risk'), read('open_severe_tickets'), read('nps_answer')];
  const last = engagements
    .filter(({ contactId }) => !person || !contactId || contactId === person._id)
    .map(({ requestDate, at }) => requestDate ?? at)
    .filter((date) => date <= now)
    .sort((a, b) => a.getTime() - b.getTime())
    .at(-1);
  return [
    ...(health && health.value < LEAST_HEALTH ? [t`${health.text}: below ${LEAST_HEALTH} nobody is asked`] : []),
    ...(risk && risk.value > MOST_RISK ? [t`${risk.text}: above ${MOST_RISK} nobody is asked`] : []),
    ...(severe && severe.value > 0 ? [t`${severe.text}: close it first`] : []),
    ...(nps && nps.value < LEAST_NPS ? [t`${nps.text}: not content enough to speak for us`] : []),
    ...(person?.optedOutAt ? [`${person.name} opted out of mail from us: ask by phone or not at all`] : []),
    ...(last && age(last, now) < REST_DAYS ? [`Asked last on ${longDate(last)}: ${REST_DAYS} days are the rest between two asks`] : []),
  ];
}
