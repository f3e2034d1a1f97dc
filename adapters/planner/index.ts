import { setImmediate } from 'node:timers/promises';
import { type Clock, systemClock } from '../../agents/kit/context.ts';
import type { Model } from '../../bot/model-port.ts';
import { plan } from './plan.ts';
import { createRehearsal } from './rehearsal.ts';
import { indexOf } from './routing/route.ts';
import { warm } from './wording/learnt.ts';

export { likelyTools } from './wording/likely-tools.ts';

/** What is learnt ahead of the first question waits until what starts has started. */
const AFTER_START_MS = 3_000;

/** Answers without a language model: routes by the tools' own descriptions, examples and schemas. */
export function createPlanner({ clock = systemClock }: { clock?: Clock } = {}): Model {
  let asked = false;
  return {
    name: 'offline planner',
    isLanguageModel: false,
    prepare(tools) {
      const rehearsal = createRehearsal(tools, indexOf(tools), clock.now());
      rehearsal.read();
      const ahead = () => warm().then(() => rehearsal.plan(() => asked));
      // What fails of it fails again, and is told, where a question needs it.
      setTimeout(() => void ahead().catch(() => {}), AFTER_START_MS).unref();
    },
    async *respond(request, signal) {
      asked = true;
      await warm();
      // A plan is worked out in one go: whoever sends something meanwhile is heard before it.
      await setImmediate();
      signal.throwIfAborted();
      const next = plan(request, clock.now(), indexOf);
      if ('calls' in next) {
        for (const [index, call] of next.calls.entries()) {
          yield {
            type: 'call',
            call: { id: `plan_${request.messages.length}_${index}`, name: call.name, arguments: JSON.stringify(call.arguments) },
          };
        }
        yield { type: 'end', reason: 'calls' };
        return;
      }
      for (const word of next.text.match(/\s*\S+\s*?/g) ?? []) {
        signal.throwIfAborted();
        yield { type: 'text', text: word };
      }
      for (const choice of next.choices) yield { type: 'choice', choice };
      yield { type: 'end', reason: 'stop' };
    },
  };
}
