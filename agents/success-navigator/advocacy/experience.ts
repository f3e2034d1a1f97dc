import type { Contact } from '../../../models/contact.ts';
import { addDays, dayOf, fact, happened, workday } from '../../facts/index.ts';
import { againstAsking } from '../../kit/asking.ts';
import { headOf, plain } from '../../kit/say.ts';
import { evidenceOf, longDate, plural, shortMoney, sum } from '../../metrics/index.ts';
import { isProven } from '../../metrics/value.ts';
import { quotable } from '../letter/check-text.ts';
import type { SignalFacts } from '../signals.ts';
import { FORMATS, type Format } from './formats.ts';

const MOST_RESULTS = 5;

/** Preparation of one advocacy activity from what is on record: dates, questions, outline, and what speaks against asking. Pure. */
export function planExperience(facts: SignalFacts, format: Format, person: Contact | null, occasion: Date | null, now: Date) {
  const { account, opportunities, asOf } = facts;
  const start = dayOf(now);
  const { tasks, weeks, hours } = FORMATS[format];
  const earliest = addDays(start, weeks * 7);
  const occasionAt = occasion ?? earliest;
  const startAt = (week: number) => occasionAt.getTime() + addDays(start, week * 7).getTime() - earliest.getTime();
  const known = knownOf(facts);
  const deal = opportunities.find(({ stage, goals }) => stage === 'closed_won' && goals.length > 0);
  const goals = known.goals.flatMap((goal) =>
    deal ? [fact('Goal', `They set out to: ${goal}`, evidenceOf('opportunities', 'goals', [deal]))] : [],
  );
  const since = happened(account.customerSince, asOf);
  const customer = since
    ? [fact('Customer since', `Customer since ${longDate(since)}`, evidenceOf('accounts', 'customerSince', [account]))]
    : [];
  const open: [boolean, string][] = [
    [!person, 'Who of them would do it'],
    [!occasion, `The occasion and its date; ${longDate(earliest)} is the earliest with ${plural(weeks, 'week')} of preparation`],
    [occasionAt < earliest, `${longDate(occasionAt)} leaves less than the ${weeks} weeks this takes`],
    [known.results.length > 0, 'Their written yes to each figure below'],
    [known.results.length === 0, 'A result with a figure: none is confirmed by evidence yet'],
  ];
  return {
    account: headOf(account),
    asOf: asOf.toISOString(),
    format,
    person: person && { ...headOf(person), title: person.title ?? null },
    occasionAt,
    /** Of the customer's time. */
    hours,
    schedule: tasks.map(([week, who, text]) => ({ at: workday(new Date(Math.max(start.getTime(), startAt(week)))), who, text })),
    interview: interviewOf(account.name, known),
    outline: outlineOf(account.name, person, known),
    facts: [...known.results, ...goals, ...(known.way ? [known.way] : []), ...customer],
    /** Why they should not be asked now; empty where nothing speaks against it. */
    against: againstAsking({ facts, ...facts.issued }, person).map(({ text }) => text),
    /** What must be settled with them first. */
    open: open.flatMap(([there, text]) => (there ? [text] : [])),
  };
}
export type Experience = ReturnType<typeof planExperience>;

const byAmount = (a: { amount: number }, b: { amount: number }) => b.amount - a.amount;

/** What is on record of their way, and may be told in public once they agree. */
function knownOf({ values, opportunities, plans, asOf }: SignalFacts) {
  const proven = Map.groupBy(values.filter(isProven).sort(byAmount), ({ description, currency }) => `${description}\n${currency}`);
  const results = [...proven.values()].flatMap((rows) => {
    const [largest] = rows;
    if (!largest) return [];
    const { description, currency, evidence } = largest;
    const amount = sum(rows.map((row) => row.amount));
    const text = `${description}: ${shortMoney(amount, currency)} (${evidence?.trim()})`;
    return [{ ...fact(description, text, evidenceOf('value_records', 'amount', rows)), value: amount, unit: currency }];
  });
  const won = opportunities.filter(({ stage }) => stage === 'closed_won');
  const before = values.find(({ baseline }) => baseline?.trim());
  const done = plans.findLast(({ actualCompletionDate, planStartDate }) => happened(actualCompletionDate, asOf) && planStartDate);
  const way =
    done?.planStartDate && done.actualCompletionDate
      ? `${done.planName}: from ${longDate(done.planStartDate)} to ${longDate(done.actualCompletionDate)}`
      : null;
  return {
    /** Confirmed, the largest first, each with its amount. */
    results: results.sort((a, b) => b.value - a.value).slice(0, MOST_RESULTS),
    goals: (won.find(({ goals }) => goals.length > 0)?.goals ?? []).slice(0, 3).flatMap((goal) => quotable(goal) ?? []),
    /** How it was done before, in words. */
    before: before ? { what: before.description, how: before.baseline?.trim() ?? '' } : null,
    competitor: won[0]?.competitor ?? null,
    way: done && way ? fact('Implementation', way, evidenceOf('customer_success_plans', 'actualCompletionDate', [done])) : null,
  };
}

type Known = ReturnType<typeof knownOf>;

function outlineOf(account: string, person: Contact | null, { results, goals, before, competitor, way }: Known) {
  const who = person ? `${person.name}${person.title ? `, ${person.title}` : ''}, ${account}` : account;
  const slides: [slide: string, from?: string | null][] = [
    [`Who is speaking: ${who}`],
    ['How it was before', before && `${before.what}: ${before.how}`],
    ['What we wanted', goals.join('; ')],
    ...(competitor ? [['How we chose'] satisfies [string]] : []),
    ['How it was introduced', way && plain(way.text)],
    ...results.slice(0, 3).map(({ label, text }): [string, string] => [`Result: ${label}`, plain(text)]),
    ['What was hard, and what we learnt'],
    ['What comes next'],
    ['Questions'],
  ];
  return slides.map(([slide, from]) => ({ slide, from: from || null }));
}

/** What to ask an advocate, around what is on record of their way. */
const interviewOf = (account: string, { results, goals: [goal], before, competitor }: Known) => [
  {
    title: 'Before',
    questions: [
      `What was it at ${account} that could not stay as it was?`,
      before
        ? `How was it done then? On record: “${before.how}”. Is that how you remember it?`
        : 'What did it cost or take before, in hours or money?',
      goal ? `You set out to reach this: “${goal}”. Why that, and who asked for it?` : 'What did you set out to reach, and by when?',
      competitor ? `What made you decide against ${competitor}?` : 'What else did you consider, and what decided it?',
    ],
  },
  {
    title: 'Results',
    questions: [
      ...results
        .slice(0, 3)
        .map(({ label, value, unit }) => `${label}: ${shortMoney(value ?? 0, unit)} is on record. How was it measured, and may we say it?`),
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
