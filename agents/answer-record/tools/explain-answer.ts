import { z } from 'zod';
import { RETENTION_DAYS } from '../../../models/kit/retention.ts';
import { DAY, type Text } from '../../facts/index.ts';
import { callButton, contextLine, linesPart, type Shown, shown } from '../../kit/present/index.ts';
import { listed, t } from '../../kit/say.ts';
import { type Context, optional, readTool } from '../../kit/tool.ts';
import { costText } from '../cost.ts';
import { findTrace } from '../find-trace.ts';
import { figuresOfAnswer, secondsText, stepLines } from '../steps.ts';
import type { countTokens } from './count-tokens.ts';

const NAME = 'explain_answer';

const input = z.object({
  answer: optional(z.string().max(80)).describe('Id of the message, as a button gives it; null for the last answer of this conversation'),
});
type Output = Awaited<ReturnType<typeof run>>;

export const explainAnswer = readTool({
  name: NAME,
  title: 'How an answer came about',
  description:
    'Shows how the last answer of this conversation, or a scheduled message, came about: which tools ran with which arguments, what they rest on, how long it took, tokens and cost. Use it whenever somebody asks how you got an answer or what you did for it; do not tell it from memory. Not for why an account is as it is.',
  examples: [
    'how did you get this',
    'how did you get that number',
    'how did you come up with this',
    'how did you calculate this',
    'how did you arrive at this answer',
    'how did this answer come about',
    'which tools did you use',
    'what did you run for this answer',
    'what did this answer cost',
    'where did you get this from',
    'wie kommst du darauf',
    'wie bist du darauf gekommen',
    'woher hast du das',
    'comment tu arrives à cette réponse',
    'comment tu as trouvé ça',
    'cómo llegaste a esta respuesta',
    'de dónde sacas eso',
    'where does that number come from',
    'what is your source',
  ],
  words: ['tools: werkzeuge, tool, outils, herramientas'],
  status: 'Looking up how that answer came about',
  input,
  run,
  ...shown(answer),
});

async function run({ answer }: z.output<typeof input>, context: Context) {
  const { _id: id, actorId, at, conversation, ...trace } = await findTrace(answer, NAME, context);
  return {
    id,
    ...trace,
    own: actorId === context.actor.id,
    at: at.toISOString(),
    keptUntil: new Date(at.getTime() + RETENTION_DAYS.turnTraces * DAY).toISOString(),
    asOf: context.asOf.toISOString(),
  };
}

function pointOf(output: Output): Text {
  const { id, origin, schedule, own, model, answeredBy, steps, ms, inputTokens, outputTokens, asOf } = output;
  const figures = figuresOfAnswer(id, asOf);
  const { of } = figures;
  const ran = steps.filter(({ kind }) => kind === 'tool').length;
  const tools = t`${of('answer_tools', 'tools', ran, 'tools')}`;
  const took = t`${tools}${ms < 10 ? '' : t` in ${secondsText(figures, 'answer', ms)}`}`;
  if (origin === 'scheduled') return t`Posted by the schedule “${schedule ?? ''}”: ${took}, no language model.`;
  if (origin === 'pressed') return t`${own ? 'Your' : 'A'} press or command ran ${took}, no language model.`;
  const tokens = inputTokens + outputTokens;
  if (ran + tokens === 0)
    return t`No tool ran for that: the ${answeredBy ?? model ?? 'planner'} answered by itself, without a language model.`;
  if (tokens === 0) return t`That came from ${took}, without a language model: by the ${answeredBy ?? model ?? 'planner'}.`;
  const spent = listed([
    ran === 0 ? 'what was said before, no tool' : took,
    t`${of('answer_tokens', 'tokens', tokens, 'tokens')}`,
    ...costText(figures, 'answer_cost', output),
  ]);
  return t`That came from ${spent}; ${model ?? 'the model'} ${answeredBy ? `failed, the ${answeredBy} answered` : 'chose and worded it'}.`;
}

function linesOf(output: Output): Text[] {
  const { id, steps, removed, askedAgain, stopped, asOf } = output;
  const figures = figuresOfAnswer(id, asOf);
  return [
    ...stepLines(steps, figures),
    ...(removed > 0 ? [t`${figures.count('answer_removed', removed, 'statement')} left out, because no result holds what it says`] : []),
    ...(askedAgain ? ['Something was left out at first, and the model was asked for it once more'] : []),
    ...(stopped ? [`Ended early: ${STOPPED[stopped] ?? stopped}`] : []),
  ];
}

const STOPPED: Record<string, string> = {
  steps: 'the most requests to the model were made',
  loop: 'the model asked for the same thing again',
  arguments: 'the model could not give arguments a tool takes',
  tokens: 'the limit of tokens for one answer',
  money: 'the limit of cost for one answer',
  time: 'the limit of time for one answer',
  length: 'the answer was longer than allowed',
  filter: 'the model’s provider did not let it answer',
  budget: 'the day’s allowance was used up',
  model: 'the model failed',
};

function answer(output: Output): Shown {
  const { id, steps, inputTokens, at, keptUntil, asOf } = output;
  const { date } = figuresOfAnswer(id, asOf);
  const exact = steps.flatMap(({ kind, name, arguments: given }) => (kind === 'tool' ? [`${name} ${given ?? '{}'}`] : []));
  return {
    point: pointOf(output),
    why: linesOf(output),
    header: 'How this came about',
    body: linesPart(null, linesOf(output)),
    next: [inputTokens > 0 && callButton<typeof countTokens>('Tokens used', 'count_tokens', {})],
    sections: { 'Exact arguments': exact.length > 0 ? [{ type: 'text', text: exact.join('\n'), verbatim: true }] : [] },
    context: contextLine({
      asOf,
      notes: [t`Answered ${date('answered', 'answered', at)}`, t`kept until ${date('kept_until', 'kept until', keptUntil)}`],
    }),
  };
}
