import { breather } from '../../agents/kit/breathe.ts';
import type { Mentions, ToolSpec } from '../../bot/model-port.ts';
import { plan } from './plan.ts';
import { read } from './reading/reading.ts';
import type { Index } from './routing/route.ts';

/** The runtime compiles what runs for the first time: after so many questions it has met most of it. */
const QUESTIONS = 12;
const NOBODY: Mentions = { accounts: [], contacts: [], focus: {} };

/** Takes the tools' own questions once, so that the first person does not wait for what that compiles. */
export function createRehearsal(tools: ToolSpec[], index: Index, now: Date) {
  const all = tools.flatMap(({ examples }) => examples[0] ?? []);
  const questions = all.filter((_, at) => at % Math.ceil(all.length / QUESTIONS) === 0);
  return {
    /** Reads one; nothing has to be learnt for that. */
    read: (): void => void read(questions[0] ?? '', NOBODY, now, index.lexicon),
    /** Plans for all of them; whatever else comes goes first, and whoever asks is the rehearsal. */
    async plan(isAsked: () => boolean): Promise<void> {
      const breathe = breather();
      for (const text of questions) {
        if (isAsked()) return;
        plan({ instructions: '', messages: [{ role: 'user', text }], tools, mentions: NOBODY, maxOutputTokens: 0 }, now, () => index);
        await breathe();
      }
    },
  };
}
