import type { AdvocacyType } from '../../models/advocacy-engagement.ts';
import { plain } from '../kit/say.ts';
import { longDate } from '../metrics/index.ts';
import type { Experience } from '../success-navigator/face.ts';
import { ASKS } from './asks.ts';

/** A heading with its lines. */
export interface Chapter {
  title: string;
  lines: string[];
}

const MOST_RESULTS = 3;

/** What is made for an ask beside the mail: proposal or outline, interview guide, preparation. Only what is on record; the rest is for them to say. Pure. */
export function materialOf(type: AdvocacyType, plan: Experience): Chapter[] {
  const { interview, outline, schedule, open } = plan;
  const guide = interview.map(({ title, questions }): Chapter => ({ title: `Interview guide: ${title}`, lines: questions }));
  const preparation = [
    { title: 'Preparation', lines: schedule.map(({ at, who, text }) => `${longDate(at)} (${who}): ${text}`) },
    { title: 'To agree first', lines: open },
  ];
  const told = outline.map(({ slide, from }) => (from ? `${slide}: ${from}` : `${slide} (to be told by them)`));
  const lead: Partial<Record<AdvocacyType, Chapter[]>> = {
    speaking: [speakerProposal(plan), { title: 'Presentation outline', lines: told }],
    case_study: [{ title: 'Case-study outline', lines: told }],
    testimonial: [{ title: 'What their words could be about', lines: resultsOf(plan) }],
    reference_call: [{ title: 'What a prospect will ask', lines: interview.flatMap(({ questions }) => questions.slice(0, 2)) }],
    advisory_board: [{ title: 'Why them', lines: resultsOf(plan) }],
  };
  const prepared = ASKS[type].format !== null;
  return [
    ...(lead[type] ?? []),
    ...(type === 'speaking' || type === 'case_study' || type === 'testimonial' ? guide : []),
    ...(prepared ? preparation : []),
  ].filter(({ lines }) => lines.length > 0);
}

const resultsOf = ({ facts }: Experience): string[] =>
  facts
    .filter(({ unit }) => unit !== '')
    .slice(0, MOST_RESULTS)
    .map(({ text }) => plain(text));

/** What a conference asks of a speaker: a title, what is told, what the audience takes home, who speaks. */
function speakerProposal(plan: Experience): Chapter {
  const { account, person, outline } = plan;
  const [first, ...more] = resultsOf(plan);
  const before = outline.find(({ slide, from }) => slide === 'How it was before' && from)?.from;
  const wanted = outline.find(({ slide, from }) => slide === 'What we wanted' && from)?.from;
  const speaker = person
    ? `${person.name}${person.title ? `, ${person.title}` : ''}, ${account.name}`
    : `${account.name} (speaker to agree)`;
  return {
    title: 'Speaker proposal',
    lines: [
      `Title: What changed at ${account.name}, and what it took`,
      `Speaker: ${speaker}`,
      ...(before ? [`Where they started: ${before}`] : []),
      ...(wanted ? [`What they set out to reach: ${wanted}`] : []),
      ...(first ? [`What came of it: ${[first, ...more].join('; ')}`] : []),
      'The audience takes home: what was hard, what they would do again, and what they would leave out',
    ],
  };
}
