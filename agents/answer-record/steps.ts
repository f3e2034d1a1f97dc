import type { TurnTrace } from '../../models/turn-trace.ts';
import type { Text } from '../facts/index.ts';
import { sourceNoun } from '../kit/present/evidence.ts';
import { type figuresOf, listed, ofGroup, t } from '../kit/say.ts';
import { shortened, spaced } from '../metrics/index.ts';

export type Step = TurnTrace['steps'][number];
type Figures = ReturnType<typeof figuresOf>;

export const figuresOfAnswer = (id: string, asOf: string): Figures => ofGroup(`answer ${id}`, asOf);

/** Milliseconds in seconds, as few digits as tell something. */
export function secondsText({ of }: Figures, key: string, ms: number): Text {
  if (ms < 10) return 'no time to speak of';
  return t`${of(`${key}_seconds`, 'time', ms / 1_000, 'seconds', { digits: ms < 1_000 ? 2 : 1 })}`;
}

const FAILED: Record<string, string> = {
  refused: 'refused',
  bad_arguments: 'its arguments were not accepted',
  unknown_tool: 'there is no such tool',
  timeout: 'took too long and was stopped',
  failed: 'failed',
};
const BECAME: Record<string, string> = { ok: '', offered: 'offered, not written', proposed: 'put up as a draft, nothing sent' };

const becameOf = (outcome: Step['outcome']): string =>
  outcome == null ? 'left before its end' : (BECAME[outcome] ?? FAILED[outcome] ?? `gave no result (${spaced(outcome)})`);

const MOST_LETTERS = 80;

/** "kind: email, page: 2": what was given beside the account, in words; what was left out is left out. */
function argumentsText({ arguments: json, account }: Step, { of }: Figures, key: string): Text {
  const given = Object.entries(plainArguments(json)).filter(
    ([, value]) => value !== null && value !== '' && value !== account && !(Array.isArray(value) && value.length === 0),
  );
  const texts = given.map(([name, value]) => {
    const said =
      typeof value === 'number' ? of(`${key}_${name}`, spaced(name), value, '', { digits: 2 }) : shortened(worded(value), MOST_LETTERS);
    return t`${spaced(name)}: ${said}`;
  });
  return texts.length > 0 ? t` (${listed(texts)})` : '';
}

function plainArguments(json: Step['arguments']): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json ?? '{}');
    return value && typeof value === 'object' && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
  } catch {
    // Cut because it is long, or never was any.
    return { given: json ?? '' };
  }
}

function worded(value: unknown): string {
  if (Array.isArray(value)) return value.map(worded).join('; ');
  if (value && typeof value === 'object')
    return Object.values(value)
      .filter((each) => each !== null)
      .map(worded)
      .join(' ');
  return String(value);
}

function sourcesText(sources: Step['sources'], { of, count }: Figures, key: string): Text {
  if (sources.length === 0) return '';
  const total = sources.reduce((sum, each) => sum + each.count, 0);
  const kinds = sources
    .toSorted((a, b) => b.count - a.count)
    .map(
      ({ collectionName, count: read }) =>
        t`${of(`${key}_${collectionName}`, sourceNoun(collectionName), read, '')} × ${sourceNoun(collectionName)}`,
    );
  return t`rests on ${count(`${key}_records`, total, 'record')} (${listed(kinds)})`;
}

const nameOf = ({ title, name, account }: Step): string => `**${title ?? spaced(name)}**${account ? ` of ${account}` : ''}`;
const told = (texts: readonly Text[]): Text => listed(texts.filter((text) => text !== ''));

function toolText(step: Step, figures: Figures, key: string): Text {
  const time = step.ms == null ? '' : secondsText(figures, key, step.ms);
  const came = told([becameOf(step.outcome), sourcesText(step.sources, figures, key), time]);
  return t`${nameOf(step)}${argumentsText(step, figures, key)}: ${came}`;
}

function modelText({ name, inputTokens, outputTokens, estimated, outcome, ms }: Step, chosen: number, figures: Figures, key: string): Text {
  const { of, count } = figures;
  const failed = outcome == null ? 'was left before its end' : 'failed';
  const did = outcome !== 'ok' ? failed : chosen > 0 ? t`chose ${count(`${key}_calls`, chosen, 'tool')}` : 'wrote the answer';
  const tokens =
    inputTokens == null || outputTokens == null
      ? ''
      : t`${of(`${key}_tokens_in`, 'tokens read', inputTokens, 'tokens')} read, ${of(`${key}_tokens_out`, 'tokens written', outputTokens, '')} written${estimated ? ' (as reserved)' : ''}`;
  return t`${name} ${told([did, tokens, ms == null ? '' : secondsText(figures, key, ms)])}`;
}

/** A line a step, in their order. What a planner does beside choosing is no step for people. */
export function stepLines(steps: readonly Step[], figures: Figures): Text[] {
  return steps.flatMap((step, index) => {
    const key = `step_${index + 1}`;
    if (step.kind === 'tool') return [toolText(step, figures, key)];
    const next = steps.findIndex(({ kind }, at) => at > index && kind === 'model');
    const chosen = (next < 0 ? steps.length : next) - index - 1;
    return chosen === 0 && step.inputTokens == null ? [] : [modelText(step, chosen, figures, key)];
  });
}
