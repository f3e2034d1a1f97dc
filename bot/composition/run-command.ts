import { constants } from 'node:os';
import { systemClock } from '../../agents/kit/context.ts';
import { OperatorError } from '../../agents/kit/errors.ts';
import { startAhead } from '../../models/engine/reach.ts';
import { readConfig } from '../config.ts';
import { createLog } from '../log.ts';
import type { Command, CommandHost } from './commands/command.ts';
import { commands } from './commands/index.ts';
import { failureLine } from './failure-line.ts';

/** Runs what the words after the program's name ask for; gives the exit code. What goes wrong is one message on standard error. */
export async function runCommand([name = 'serve', ...argv]: string[], host: CommandHost): Promise<number> {
  try {
    const load = commands.get(name);
    if (!load) throw new OperatorError(`There is no command "${name}". Known are ${[...commands.keys()].join(', ')}.`);
    return await run(await load(), argv, host);
  } catch (error) {
    host.stderr.write(`${failureLine(error)}\n`);
    return 1;
  }
}

/** The longest a timer may be set for: what a command changes is scored once, at its end. */
const AFTERWARDS_MS = 2 ** 31 - 1;

async function run(command: Command, argv: string[], host: CommandHost): Promise<number> {
  if (command.needs === 'nothing') return command.run(argv, host);
  const config = readConfig(host.env);
  if (!config.database.uri) await startAhead(config.database.directory);
  if (command.needs === 'settings') return command.run(config, host);
  const { signal, by } = host.stopping;
  try {
    if (command.needs === 'database') {
      const log = host.log ?? createLog(config.logLevel);
      const { openDatabase } = await import('../../models/connection.ts');
      const database = await openDatabase({ ...config.database, signal, log });
      const { models, lost, close } = database;
      const run = command.run({ tenant: config.tenant, models, clock: systemClock, log }, argv, host);
      return await Promise.race([run, broken(signal), lost]).finally(close);
    }
    // Loaded here only: every agent comes with it.
    const { buildGreendoor } = await import('./build.ts');
    const greendoor = await buildGreendoor(config, { signal, log: host.log, scoreAfterMs: AFTERWARDS_MS });
    const done = async () => {
      try {
        return await command.run(greendoor, argv, host);
      } finally {
        await greendoor.freshness.stop();
      }
    };
    try {
      return await Promise.race([done(), broken(signal), greendoor.database.lost]);
    } finally {
      await greendoor.assistant.foreign?.close();
      await greendoor.database.close();
    }
  } catch (error) {
    // As shells count it. What was written stays; the same command again goes on from there.
    if (signal.aborted) return 128 + constants.signals[by() ?? 'SIGTERM'];
    throw error;
  }
}

function broken(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    // It may have come while the database was being opened.
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
