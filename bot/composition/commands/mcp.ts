import type { Readable, Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import { serveStdio } from '../../../adapters/mcp-server/stdio.ts';
import { UserError } from '../../../agents/kit/errors.ts';
import { findActorByEmail } from '../../actors.ts';
import { isTried } from '../../config.ts';
import type { Greendoor } from '../build.ts';
import { loadFirstSample, SAMPLE_CSM } from '../first-sample.ts';
import { mcpDeps } from '../mcp.ts';
import type { Command } from './command.ts';

const USAGE = 'Usage: npm run --silent mcp -- --as EMAIL';
const STOP_LIMIT_MS = 1_000;

/** Serves one person's MCP client over standard input and output, until the client ends. */
export const mcpCommand: Command = {
  needs: 'parts',
  async run(greendoor, argv, { stdin, stdout }) {
    const { queue } = greendoor.assistant;
    if (isTried(greendoor.config)) await loadFirstSample(greendoor);
    const email = await whoAsks(greendoor, argv);
    try {
      await serveStdio(mcpDeps(greendoor), { email, input: stdin as Readable, output: stdout as Writable });
    } finally {
      await queue.stop(STOP_LIMIT_MS);
    }
    return 0;
  },
};

/** @throws UserError that says what to give. */
async function whoAsks({ assistant, config }: Greendoor, argv: string[]): Promise<string> {
  const given = asked(argv);
  // Beside the sample alone somebody may be assumed: there nobody is anybody.
  const email = given ?? (isTried(config) ? SAMPLE_CSM : undefined);
  const actor = email === undefined ? undefined : await findActorByEmail(assistant.models, config.tenant, email);
  if (actor) return actor.email;
  throw new UserError(
    'usage',
    given === undefined
      ? `Say who asks: the e-mail address of somebody active here.\n${USAGE}`
      : `Nobody active here has the e-mail address ${given.slice(0, 80)}. npm run users adds people.\n${USAGE}`,
  );
}

function asked(argv: string[]): string | undefined {
  try {
    return parseArgs({ args: argv, options: { as: { type: 'string' } } }).values.as;
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('. ')[0] : '';
    throw new UserError('usage', `${reason}.\n${USAGE}`);
  }
}
