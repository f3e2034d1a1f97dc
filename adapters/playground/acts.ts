import { z } from 'zod';
import type { PersonSide } from './person-side.ts';
import { Refusal } from './validate/problems.ts';
import type { Act, Acted } from './wire.ts';

const text = z.string().max(40_000);
const id = z.string().min(1).max(255);
const press = { actionId: id, blockId: id.optional(), value: z.string().max(2_000).optional() };
const act = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('say'), channel: id, text, thread: id.optional() }),
  z.strictObject({ do: z.literal('open'), tab: z.enum(['home', 'messages']) }),
  z.strictObject({ do: z.literal('command'), channel: id, text }),
  z.strictObject({ do: z.literal('press'), channel: id, ts: id, ...press }),
  z.strictObject({ do: z.literal('pressInForm'), viewId: id, ...press }),
  z.strictObject({ do: z.literal('submit'), viewId: id, values: z.record(id, z.union([text, z.array(text)])) }),
  z.strictObject({ do: z.literal('dismiss'), viewId: id }),
]);

const REASONS: Record<string, string> = {
  no_text: 'Write something first.',
  message_not_found: 'This message is gone.',
  view_not_found: 'This form is no longer open.',
  not_in_channel: 'You are not in this channel.',
  channel_not_found: 'There is no such channel.',
};

/** Does what a person did on the page. Never throws for what the person did wrong. */
export async function perform(people: PersonSide, user: string, request: unknown): Promise<Acted> {
  const parsed = act.safeParse(request);
  if (!parsed.success) return { ok: false, problem: 'The page sent something the workspace does not understand.' };
  try {
    return await run(people, user, parsed.data as Act);
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, problem: REASONS[error.code] ?? error.message };
    return { ok: false, problem: error instanceof Error ? error.message : 'Something went wrong.' };
  }
}

async function run(people: PersonSide, user: string, request: Act): Promise<Acted> {
  switch (request.do) {
    case 'say': {
      const { do: _, ...said } = request;
      const message = await people.say({ user, ...said });
      // In a channel the bot hears only what mentions it.
      return { ...(message.delivery ? people.shown(message.delivery) : { ok: true }), ts: message.ts };
    }
    case 'open':
      return people.shown(await people.open(user, request.tab));
    case 'command':
      return people.shown(await people.command({ user, channel: request.channel, text: request.text }));
    case 'press': {
      const { do: _, channel, ts, ...pressed } = request;
      return people.shown(await people.press({ user, message: { channel, ts }, ...pressed }));
    }
    case 'pressInForm': {
      const { do: _, ...pressed } = request;
      return people.shown(await people.pressInForm({ user, ...pressed }));
    }
    case 'submit': {
      const { errors, delivery } = await people.submit({ user, viewId: request.viewId, values: request.values });
      return Object.keys(errors).length > 0 ? { ok: false, errors } : people.shown(delivery);
    }
    case 'dismiss':
      await people.dismiss(user, request.viewId);
      return { ok: true };
  }
}
