import { pino } from 'pino';
import type { Actor, Context } from '../../../agents/kit/context.ts';
import { worded, wordedSummary } from '../../../agents/kit/worded.ts';
import { renewalAutomator } from '../../../agents/renewal-automator/face.ts';
import { valueRealization } from '../../../agents/value-realization/face.ts';
import type { Models } from '../../../models/index.ts';
import { createCatalog } from '../../../tools/catalog.ts';
import { runTool } from '../../../tools/run-tool.ts';

export const NOW = new Date('2026-11-22T09:00:00Z');
export const TENANT = 'demo';
export const ago = (days: number) => new Date(NOW.getTime() - days * 86_400_000);
const catalog = createCatalog([renewalAutomator, valueRealization]);

export const sarah: Actor = {
  id: 'user-sarah-williams',
  name: 'Sarah Williams',
  email: 'sarah.williams@greendoor.example',
  title: 'Senior Customer Success Manager',
  roles: ['csm'],
  timezone: 'UTC',
};
export const omar: Actor = { ...sarah, id: 'user-omar-haddad', name: 'Omar Haddad' };
export const elena: Actor = { ...sarah, id: 'user-elena-rossi', name: 'Elena Rossi', roles: ['executive'] };

export const contextOf = (models: Models, actor = sarah, asOf = NOW): Context => ({
  tenant: TENANT,
  actor,
  clock: { now: () => NOW },
  asOf,
  models,
  log: pino({ level: 'silent' }),
  signal: new AbortController().signal,
});

/** Runs one tool as it would be run in a turn, and gives what it says in words. @throws Error when it is refused */
export async function use<Output>(context: Context, name: string, args: object, options: { approved?: true } = {}) {
  const outcome = await runTool(catalog, name, args, context, { pressed: true, ...options });
  if (!outcome.ok) throw new Error(`${outcome.code}: ${outcome.message}`);
  return { ...outcome, output: outcome.output as Output, summary: wordedSummary(outcome.summary), card: worded(outcome.card) };
}

export async function refused(context: Context, name: string, args: object, options: { approved?: true } = {}) {
  const outcome = await runTool(catalog, name, args, context, { pressed: true, ...options });
  if (outcome.ok) throw new Error('it was not refused');
  return outcome;
}
