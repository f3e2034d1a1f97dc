import { z } from 'zod';
import type { Account } from '../../models/account.ts';
import type { Context } from '../kit/context.ts';
import { UserError } from '../kit/errors.ts';
import type { Colleague } from '../kit/people.ts';
import { resolveAccount } from '../kit/resolve.ts';
import { longDate } from '../metrics/format.ts';
import type { Execution } from './course/execution.ts';
import { executionsOf, isRunning } from './course/store.ts';
import type { SignalFacts } from './signals.ts';
import { loadSignalFacts } from './signals.ts';

export const runInput = z
  .string()
  .max(80)
  .nullable()
  .default(null)
  .describe('Id of the running playbook, where a button gives it; null otherwise');

export const headSchema = z.object({ id: z.string(), name: z.string() });

export interface Case {
  account: Account;
  facts: SignalFacts;
}

/** Facts of the account a person named. @throws UserError when it is unknown, unclear, or was not known yet at `asOf` */
export async function loadCase(context: Context, named: string): Promise<Case> {
  const account = await resolveAccount(context, named);
  return { account, facts: await factsOf(context, account) };
}

export async function factsOf(
  context: Pick<Context, 'tenant' | 'models' | 'asOf'>,
  account: Pick<Account, '_id' | 'name'>,
): Promise<SignalFacts> {
  const facts = (await loadSignalFacts(context, [account._id])).get(account._id);
  if (!facts) throw new UserError('not_yet_known', `${account.name} was not known yet on ${longDate(context.asOf)}.`);
  return facts;
}

/** Names of these people by id. */
export function nameIn(people: readonly Pick<Colleague, '_id' | 'name'>[]): (userId: string) => string | undefined {
  const names = new Map(people.map(({ _id, name }) => [_id, name]));
  return (userId) => names.get(userId);
}

/** The account's running playbook a person means. @throws UserError where none runs, or several do and the words fit none */
export async function runningOf(
  context: Context,
  account: Account,
  id: string | null,
  said: string,
  sayFor: (name: string) => string,
): Promise<Execution> {
  const executions = await executionsOf(context, account._id);
  const named = id ? executions.find(({ _id }) => _id === id) : undefined;
  if (named && !isRunning(named))
    throw new UserError(
      'not_running',
      `${named.playbookName} for ${account.name} is ${named.executionStatus.replace('_', ' ')}: nothing was changed.`,
    );
  if (named) return named;
  const running = executions.filter(isRunning);
  const [only] = running;
  if (!only)
    throw new UserError('none_running', `No playbook is running for ${account.name}.`, [
      { label: 'Which one fits?', say: `Which playbook fits ${account.name}?` },
    ]);
  const fitting = running.filter(({ playbookName }) => playbookName && said.toLowerCase().includes(playbookName.toLowerCase()));
  const [fit] = fitting.length === 1 ? fitting : running.length === 1 ? running : [];
  if (fit) return fit;
  throw new UserError(
    'which_playbook',
    `Several playbooks run for ${account.name}. Which one?`,
    running.map(({ playbookName = 'Playbook' }) => ({ label: String(playbookName), say: sayFor(String(playbookName)) })),
  );
}
