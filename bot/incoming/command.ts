import { UserError } from '../../agents/kit/errors.ts';
import { runTool } from '../../tools/run-tool.ts';
import type { Outgoing } from '../platform.ts';
import { pressedCall } from '../pressed-call.ts';
import { saveReply } from '../replies.ts';
import { runTurn } from '../turn/run-turn.ts';
import type { Answering } from './answer.ts';
import { proposer } from './approvals.ts';
import { setAudience, setPurpose } from './channel-commands.ts';
import { type Command, helpCard, readCommand, usageOf } from './commands.ts';
import { answerMessage, withChoices } from './message.ts';

/** A command, shown to whoever typed it and to nobody else; everything that is none is a question. */
export async function answerCommand(answering: Answering<'command'>): Promise<void> {
  const given = readCommand(answering.incoming.text);
  switch (given?.type) {
    case 'run':
      return runCommand(answering, given.command, given.said);
    case 'help':
      return whisper(answering, conversationOf(answering), { text: '', cards: [helpCard()] });
    case 'audience':
      return setAudience(answering, given.allowed);
    case 'purpose':
      return setPurpose(answering, given.said);
    default:
      await answerMessage(answering);
  }
}

/** Runs a command's tool as a press does, so that what is pressed and asked next knows of it. */
async function runCommand(answering: Answering<'command'>, command: Command, said: string): Promise<void> {
  const { assistant, workspace, actor, incoming, event } = answering;
  if (command.takes && said === '') throw new UserError('usage', `Say which one: ${usageOf(command)}.`);
  const { tool, arguments: args } = command.call(said);
  const conversation = conversationOf(answering);
  const { tenant } = workspace;
  const result = await runTurn(
    { ...assistant, model: pressedCall(tool, args), propose: proposer(assistant) },
    {
      tenant,
      actor,
      conversation,
      replyId: event.replyId,
      text: incoming.text,
      pressed: (context, timeLimit) => runTool(assistant.catalog, tool, args, context, { timeLimit }),
    },
    { status: () => {}, append: () => {} },
  );
  // A card says its point itself; words are left where there is none.
  const text = result.cards.length > 0 ? '' : result.reply;
  await whisper(answering, conversation, { text, cards: withChoices(result) });
}

/** What one command says is a conversation of its own. */
const conversationOf = ({ incoming, event }: Answering<'command'>): string => `${incoming.place.channel}:${event.replyId}`;

async function whisper(
  { assistant, platform, workspace, incoming, event }: Answering<'command'>,
  conversation: string,
  said: Omit<Outgoing, 'replyId'>,
): Promise<void> {
  const message = { replyId: event.replyId, ...said };
  await saveReply(assistant.models, workspace.tenant, conversation, incoming.place, message, assistant.clock.now());
  await platform.whisper(incoming.place, incoming.sender.userId, message);
}
