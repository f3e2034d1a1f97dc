import { defineAgent } from '../kit/tool.ts';
import { countTokens } from './tools/count-tokens.ts';
import { explainAnswer } from './tools/explain-answer.ts';

export const answerRecord = defineAgent({
  name: 'answer-record',
  title: 'Answer Record',
  purpose: 'How an answer came about: its steps, tools, arguments, times and tokens; and who used how much of the day’s allowance',
  tools: [explainAnswer, countTokens],
});
export type { countTokens } from './tools/count-tokens.ts';
export type { explainAnswer } from './tools/explain-answer.ts';
