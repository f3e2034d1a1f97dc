import { isDeepStrictEqual } from 'node:util';
import { isShort } from '../reading/clauses.ts';
import type { Understood } from '../replies/ask-back.ts';
import type { Scope } from '../routing/rank.ts';
import { lastAnswered, type PastTurn } from './conversation.ts';
import { parsed, routeOf } from './set.ts';

/**
 * "Older than 60 days", after "overdue invoices": a few words that say nothing alone, where the question before and they
 * are one question that is understood to the last word. Undefined where they are not.
 */
export function merged(
  question: string,
  before: PastTurn | undefined,
  scope: Scope,
  understand: (question: string, scope: Scope) => Understood,
): Understood | undefined {
  const last = lastAnswered(before);
  const [asked] = last?.calls ?? [];
  if (!last || !asked || !isShort(question)) return undefined;
  const whole = understand(`${last.question.trim().replace(/[?!.\s]+$/, '')} ${question.trim()}`, scope);
  if (!('calls' in whole) || whole.unused.length > 0) return undefined;
  const alone = understand(last.question, scope);
  const same = 'calls' in alone && alone.unused.length === 0 && alone.calls.every(({ name }) => name === asked.name);
  const [first, ...others] = whole.calls;
  const changes =
    first && others.length === 0 && first.name === asked.name && !isDeepStrictEqual(given(first.arguments), given(parsed(asked.arguments)));
  return same && changes && routeOf(first.name, scope.index)?.tool.access === 'read' ? whole : undefined;
}

const given = (values: Record<string, unknown>) => Object.fromEntries(Object.entries(values).filter(([, value]) => value != null));
