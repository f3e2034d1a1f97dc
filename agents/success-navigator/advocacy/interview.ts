import { shortMoney } from '../../metrics/format.ts';
import type { Known } from './experience.ts';

/** What to ask an advocate, around what is on record of their way. */
export const interviewOf = (account: string, { results, goals: [goal], before, competitor }: Known) => [
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
