import { pino } from 'pino';
import { loadSample } from '../../../adapters/sample/load.ts';
import { healthScore } from '../../../agents/health-score/face.ts';
import { healthScorer } from '../../../agents/health-score/scorer.ts';
import type { Card } from '../../../agents/kit/card.ts';
import type { Context } from '../../../agents/kit/context.ts';
import { rescore } from '../../../agents/kit/rescore.ts';
import { wordedSummary } from '../../../agents/kit/worded.ts';
import type { Database } from '../../../models/connection.ts';
import { testDatabase } from '../../support/database.ts';
import { filledOnce } from '../../support/sample.ts';

/** A book of 27 accounts with their health, and the tools that tell of it, as a CSM uses them. */

export const NOW = new Date('2026-11-22T09:00:00Z');
export const TENANT = 'demo';

export interface Book {
  database: Database;
  context: Context;
  /** What a rescore is given, as of an instant. */
  scope(asOf?: Date): { tenant: string; models: Database['models']; asOf: Date; now: Date };
  /** Runs a tool of the agent; its output fits its schema. */
  use(name: string, args: object, as?: Context): Promise<Used>;
}

export interface Used {
  output: Record<string, unknown>;
  summary: ReturnType<typeof wordedSummary>;
  card: Card;
}

export type Listed = { id: string; name: string; figures: { metric: string; value: number | string | null; unit: string }[] };

export const pressed = (card: Card) => card.parts.flatMap((part) => (part.type === 'buttons' ? part.buttons : []));

export async function openBook(): Promise<Book> {
  const database = await testDatabase();
  const { models } = database;
  const context: Context = {
    tenant: TENANT,
    actor: {
      id: 'user-sarah-williams',
      name: 'Sarah Williams',
      email: 's@greendoor.example',
      title: 'CSM',
      roles: ['csm'],
      timezone: 'UTC',
    },
    clock: { now: () => NOW },
    asOf: NOW,
    models,
    log: pino({ level: 'silent' }),
    signal: new AbortController().signal,
  };
  const scope = (asOf = NOW) => ({ tenant: TENANT, models, asOf, now: NOW });
  await filledOnce(database, 'health-book', async () => {
    await loadSample(models, { tenant: TENANT, now: NOW, accounts: 25 });
    await rescore(scope(), [healthScorer]);
  });
  return {
    database,
    context,
    scope,
    async use(name, args, as = context) {
      const tool = healthScore.tools.find((each) => each.name === name);
      if (!tool) throw new Error(`no tool ${name}`);
      const output = tool.output.parse(await tool.run(tool.input.parse(args), as)) as Record<string, never>;
      return { output, summary: wordedSummary(tool.summary(output)), card: tool.card(output) };
    },
  };
}
