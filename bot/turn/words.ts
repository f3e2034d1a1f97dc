import { withoutSecrets } from '../../agents/kit/describe-error.ts';
import { OperatorError, UpstreamError } from '../../agents/kit/errors.ts';
import { plain } from '../../agents/kit/text.ts';
import { summaryLines } from '../../agents/kit/worded.ts';
import type { ToolOutcome } from '../../tools/run-tool.ts';
import type { TurnLimits } from './limits.ts';
import type { StopReason } from './types.ts';

/** The orchestrator's own words, all in one place. */

export const EMPTY_MESSAGE = 'What would you like to know? Ask about an account or your portfolio in plain words.';
export const NO_ANSWER =
  'I have no answer to that. I can tell you how healthy an account is, why, and what to do about it; name the account.';

/** What the results say, without a model: each point, and the reasons where there is only one result. */
export function whatWasFound(outcomes: ToolOutcome[]): string {
  const found = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.summary] : []));
  const [only] = found;
  if (only && found.length === 1) return summaryLines(only, 5);
  if (found.length > 1)
    return found
      .slice(0, 8)
      .map(({ point }) => `- ${plain(point)}`)
      .join('\n');
  return [
    ...new Set(
      outcomes.flatMap((outcome) =>
        outcome.ok || outcome.code === 'bad_arguments' || outcome.code === 'unknown_tool' ? [] : [outcome.message],
      ),
    ),
  ].join('\n');
}

export function whyStopped(reason: StopReason, limits: TurnLimits): string {
  switch (reason) {
    case 'steps':
      return `I stopped after ${limits.steps} steps without a final answer. Ask for one account or one thing at a time.`;
    case 'loop':
      return 'I stopped because the language model kept asking for the same thing. Ask for one account or one thing at a time.';
    case 'arguments':
      return 'I could not turn this into a question my tools understand. Name the account and what you want to know.';
    case 'tokens':
    case 'money':
      return 'I stopped at the limit for one answer. Ask for one account or one thing at a time.';
    case 'time':
      return `I stopped after ${Math.round(limits.turnTime / 1_000)} seconds. Nothing was lost; try again or ask for less.`;
    case 'length':
      return 'The answer was cut at the length limit. Ask for less at a time to see the rest.';
    case 'filter':
      return "The language model's provider did not let it answer this. Ask in other words.";
    case 'budget':
    case 'model':
      return '';
  }
}

export function modelFailed(error: unknown): string {
  if (error instanceof UpstreamError) return `${error.message} Nothing was lost; try again in a minute.`;
  if (error instanceof OperatorError)
    return `${sentence(withoutSecrets(error.message))} Whoever runs Greendoor must correct this; nothing was lost.`;
  return 'The language model failed. Nothing was lost; try again in a minute.';
}

/** Why another model answered, and which. */
export const answeredInstead = (why: string, name: string): string =>
  `${why} Answered by the ${name} instead, which is not a language model.`;

export function messageCut(length: number, limit: number): string {
  return `Your message has ${length.toLocaleString('en')} characters; I read the first ${limit.toLocaleString('en')}.`;
}

/** What of an answer was not shown, and why; undefined where everything was. */
export function leftOut({ claimed, removed }: { claimed: boolean; removed: number }): string | undefined {
  const figures =
    removed === 1
      ? 'I left out a statement whose figure is not in the data.'
      : `I left out statements with ${removed} figures that are not in the data.`;
  return [claimed ? NOTHING_DONE : '', removed > 0 ? figures : ''].filter(Boolean).join(' ') || undefined;
}

const NOTHING_DONE = 'Nothing was sent, written or decided: that takes a person and a button.';

/** Asks a model once more for what was taken out of its answer. */
export function sayAgain(missed: readonly { said: string; sentence: string }[]): string {
  const bySentence = Map.groupBy(missed.slice(0, 12), ({ sentence }) => sentence);
  const lines = [...bySentence].map(([left, each]) => `- ${each.map(({ said }) => `"${said}"`).join(', ')} in: ${left.slice(0, 300)}`);
  return `These sentences of your answer were not shown, because no result says so of that account and that figure:
${lines.join('\n')}
The rest was shown; do not repeat it. Say only what was left out, with names, figures and dates exactly as a result gives them for that account. Leave out what no result holds. If nothing remains to be said, answer with one full stop.`;
}

function sentence(text: string): string {
  const trimmed = text.trim();
  return /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
