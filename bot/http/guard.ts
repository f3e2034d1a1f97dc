import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { describeError } from '../../agents/kit/describe-error.ts';
import { answerJson, HttpRefusal } from './body.ts';

/** Answers a request. What it throws, at once or later, is answered by the guard around it. */
export type Listener = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

export interface GuardOptions {
  log?: Logger;
  /** How long a request may stay without an answer, in ms; afterwards it is answered 503. Default 30 s. */
  answerWithinMs?: number;
}

const ANSWER_WITHIN_MS = 30_000;

/** The request under way, as far as its promises, timers and callbacks reach. */
const visits = new AsyncLocalStorage<{ fail(error: unknown): void }>();

/**
 * The one wrapper around every door: a refusal is answered with its status and words, anything else that goes wrong is
 * logged without its text and answered 500, and what takes too long is answered 503.
 */
export function guarded(listen: Listener, { log, answerWithinMs = ANSWER_WITHIN_MS }: GuardOptions) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    const fail = (error: unknown) => {
      if (response.headersSent || !(error instanceof HttpRefusal)) log?.error({ error: describeError(error) }, 'a request failed');
      if (response.headersSent) response.destroy();
      else if (error instanceof HttpRefusal) answerJson(response, error.status, { error: error.message }, error.headers);
      else answerJson(response, 500, { error: 'something went wrong here' }, { connection: 'close' });
    };
    const late = setTimeout(() => {
      if (response.headersSent) return;
      log?.error('a request was not answered in time');
      answerJson(response, 503, { error: 'not done in time; send it again' }, { 'retry-after': '5', connection: 'close' });
    }, answerWithinMs);
    late.unref();
    response.once('close', () => clearTimeout(late));
    // A peer that goes away is no fault of anybody's.
    request.on('error', () => {});
    response.on('error', () => {});
    visits.run({ fail }, async () => {
      try {
        await listen(request, response);
      } catch (error) {
        fail(error);
      }
    });
  };
}

/** Whether this runs in the course of a request: what escapes every catch there fails that request alone. */
export const isVisiting = (): boolean => visits.getStore() !== undefined;

/** Answers the request in whose course an error escaped every catch; false where it was no request's. */
function failVisit(error: unknown): boolean {
  const visit = visits.getStore();
  visit?.fail(error);
  return visit !== undefined;
}

const ESCAPES = ['uncaughtException', 'unhandledRejection'] as const;

/**
 * No request ends the process: errors in a timer, a callback or a promise nobody awaits, ours or a library's, fail their
 * request alone. All others end the process as before, unless somebody else listens for them. Returns how to stop.
 */
export function surviveVisits(): () => void {
  const handlers = ESCAPES.map((name) => {
    const handle = (error: unknown) => {
      if (!failVisit(error) && process.listenerCount(name) === 1) throw error;
    };
    process.on(name, handle);
    return () => void process.off(name, handle);
  });
  return () => {
    for (const off of handlers) off();
  };
}
