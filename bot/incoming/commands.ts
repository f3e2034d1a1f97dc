import type { z } from 'zod';
import type { countTokens } from '../../agents/answer-record/face.ts';
import type { briefAccount, listApprovals, myDay } from '../../agents/daily-desk/face.ts';
import type { getHealthDigest } from '../../agents/health-score/face.ts';
import type { Button, Card } from '../../agents/kit/card.ts';
import type { DefinedTool } from '../../agents/kit/define-agent.ts';
import { CHANNEL_PURPOSES } from '../../models/workspace.ts';

interface Call {
  tool: string;
  arguments: Record<string, unknown>;
}

export interface Command {
  word: string;
  /** What must follow the word; a command without it stands alone. */
  takes?: string;
  about: string;
  /** What it runs, of what follows the word. */
  call(said: string): Call;
}

/** A tool is named as a type, so that its name and its arguments are checked when the code is. */
const call = <Tool extends DefinedTool = never>(tool: Tool['name'], args: z.input<Tool['input']>): Call => ({
  tool,
  arguments: args as Record<string, unknown>,
});

/** The day of the colleague of that id, or one's own. */
export const dayOf = (owner: string | null): Call => call<typeof myDay>('my_day', { owner });

/** What `/greendoor WORD` runs at once, without a model. Everything else that is typed after it is a question. */
export const COMMANDS: readonly Command[] = [
  { word: 'day', about: 'your day: meetings, what is due, what waits for you', call: () => dayOf(null) },
  {
    word: 'digest',
    about: 'who needs attention today, what changed, which renewals come up',
    call: () => call<typeof getHealthDigest>('get_health_digest', {}),
  },
  {
    word: 'brief',
    takes: 'ACCOUNT',
    about: 'what to know before you talk to an account',
    call: (account) => call<typeof briefAccount>('brief_account', { account }),
  },
  {
    word: 'usage',
    about: 'tokens of the language model used this week, and what is left of today’s allowance',
    call: () => call<typeof countTokens>('count_tokens', {}),
  },
  { word: 'approvals', about: 'what waits for your decision', call: () => call<typeof listApprovals>('list_approvals', {}) },
];

export const HELP = 'help';
/** What else may be typed. */
const OTHERS = [
  { word: HELP, about: 'this list' },
  { word: 'post-here WHAT', about: `has me post here: WHAT is one of ${CHANNEL_PURPOSES.join(', ')}; for admins, and stop-here ends it` },
  { word: 'allow-here', about: 'lets me show customer data in this channel; for admins, and disallow-here ends it' },
];
const PURPOSE = /^(?:post-here(?:\s+(\S+))?|(stop-here))$/i;
const AUDIENCE = /^(allow|disallow)[- ]here$/i;

export type Given =
  | { type: 'run'; command: Command; said: string }
  | { type: 'help' }
  /** An admin's word about the channel it is given in. */
  | { type: 'audience'; allowed: boolean }
  /** What is to be posted there; undefined where nothing any more. */
  | { type: 'purpose'; said: string | undefined };

/** What a text typed after `/greendoor` orders; undefined where it is a question. */
export function readCommand(text: string): Given | undefined {
  const typed = text.trim();
  const allow = AUDIENCE.exec(typed)?.[1];
  if (allow) return { type: 'audience', allowed: allow.toLowerCase() === 'allow' };
  const purpose = PURPOSE.exec(typed);
  if (purpose) return { type: 'purpose', said: purpose[2] ? undefined : (purpose[1] ?? '') };
  const [, first = '', said = ''] = /^(\S+)\s*([\s\S]*)$/.exec(typed) ?? [];
  const word = first.toLowerCase();
  if (word === HELP && said === '') return { type: 'help' };
  const command = COMMANDS.find((each) => each.word === word);
  return command && (command.takes || said === '') ? { type: 'run', command, said } : undefined;
}

export const usageOf = ({ word, takes }: Pick<Command, 'word' | 'takes'>): string => `/greendoor ${takes ? `${word} ${takes}` : word}`;

/** Every command with what it shows; those that need nothing more stand as buttons beside. */
export function helpCard(): Card {
  const lines = [...COMMANDS, ...OTHERS].map((each) => `• **${usageOf(each)}**: ${each.about}`);
  const runs = COMMANDS.filter(({ takes }) => !takes).map(({ word, call: run }): Button => {
    const { tool, arguments: args } = run('');
    return { label: `${word.charAt(0).toUpperCase()}${word.slice(1)}`, effect: { type: 'call', tool, arguments: args } };
  });
  return {
    point: 'Type one of these, or any question about your accounts in plain words.',
    parts: [
      { type: 'text', text: lines.join('\n') },
      { type: 'buttons', buttons: [...runs, { label: 'What can I ask?', effect: { type: 'say', text: HELP } }] },
    ],
    sections: [],
  };
}
