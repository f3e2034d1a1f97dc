import { RETENTION_DAYS } from '../../models/kit/retention.ts';
import type { TurnTrace } from '../../models/turn-trace.ts';
import { type Context, RefusedError, UserError } from '../kit/tool.ts';
import { namesOf } from '../kit/who.ts';

/** So many answers back in a thread the one that is meant stands; those between only explained another. */
const LOOKED_AT = 20;

/**
 * What was kept of an answer: of the one of that id, or of the last one of the conversation that did not itself explain one.
 * @throws UserError `no_trace`; RefusedError where it is another person's
 */
export async function findTrace(answer: string | null, explaining: string, context: Context): Promise<TurnTrace> {
  const trace = answer === null ? await lastOf(explaining, context) : await byId(context, answer);
  if (!trace)
    throw new UserError(
      'no_trace',
      `Nothing is kept here of how an answer came about. Ask in the thread of an answer; it is kept ${RETENTION_DAYS.turnTraces} days.`,
      [{ label: 'What can I ask?', say: 'help' }],
    );
  await requireMaySee(trace, context);
  return trace;
}

const byId = ({ models, tenant }: Context, id: string) => models.turnTraces.findOne({ tenant, _id: id }).lean<TurnTrace>();

async function lastOf(explaining: string, { models, tenant, thread }: Context): Promise<TurnTrace | undefined> {
  for (const conversation of thread ? [thread.conversation, thread.follows] : []) {
    if (!conversation) continue;
    const found = await models.turnTraces.find({ tenant, conversation }).sort({ at: -1 }).limit(LOOKED_AT).lean<TurnTrace[]>();
    const answers = found.filter(({ steps }) => !steps.some(({ name }) => name === explaining));
    // What was not understood is no answer anybody asks about, where there is another.
    const meant = answers.find(({ steps, inputTokens }) => inputTokens > 0 || steps.some(({ kind }) => kind === 'tool')) ?? answers[0];
    if (meant) return meant;
  }
  return undefined;
}

/** What a schedule posted, everybody reads who can ask in its thread. */
async function requireMaySee({ actorId, origin, conversation }: TurnTrace, context: Context): Promise<void> {
  const { actor, thread } = context;
  if (actorId === actor.id || actor.roles.includes('admin')) return;
  if (origin === 'scheduled' && thread?.conversation === conversation) return;
  const name = origin === 'scheduled' ? undefined : (await namesOf(context, [actorId])).get(actorId);
  throw new RefusedError(
    `Not shown: how an answer came about is for whoever asked${name ? ` (${name})` : ''} and for admins. Ask one of them.`,
  );
}
