import { expect, test } from '@jest/globals';
import { type Rendered, renderMessage } from '../../../adapters/teams/cards.ts';
import type { Card } from '../../../agents/kit/card.ts';
import { summaryLines } from '../../../agents/kit/worded.ts';
import { shown } from '../../../bot/shown.ts';
import { runTool } from '../../../tools/run-tool.ts';
import { testDatabase } from '../../support/database.ts';
import { argumentsFor, catalog, contextOf } from '../../support/every-tool.ts';
import { fillWithSample } from '../../support/sample.ts';
import { complaints } from './validated.ts';

const NOW = new Date();
const tenant = 'demo';
const ACCOUNTS = ['account-dataflow', 'account-techcorp'];

function problems(messages: Rendered[]): string[] {
  return messages.flatMap(({ card, ...message }) => [
    ...(card ? [...complaints(card, 'drawn'), ...complaints(card, 'in words')] : []),
    ...(2 * JSON.stringify({ ...message, card }).length <= 28_000 ? [] : ['the message is too long']),
  ]);
}

/** What a reader meets: the card with its point and reasons, and everything behind its buttons. */
const views = (card: Card, text: string) => [
  { replyId: 'r', text, cards: [card] },
  ...card.sections.map(({ parts }) => ({ replyId: 'r', text: '', cards: [{ ...card, parts, sections: [] }] })),
];

test('every card of every tool, and what its buttons show, is one that Teams takes', async () => {
  const database = await testDatabase();
  const { models } = database;
  try {
    await fillWithSample(database, tenant, { accounts: 40 });
    const context = contextOf(models, tenant, NOW);
    const wrong: string[] = [];
    const seen = new Set<string>();
    for (const { name, access } of catalog.all)
      for (const account of access === 'read' || access === 'propose' ? ACCOUNTS : []) {
        const outcome = await runTool(catalog, name, argumentsFor(name, account), context);
        if (!outcome.ok) continue;
        seen.add(name);
        for (const view of views(outcome.card, summaryLines(outcome.summary)))
          for (const labelled of [true, false])
            wrong.push(...problems(renderMessage(shown(view), { labelled })).map((problem) => `${name}, ${account}: ${problem}`));
      }
    expect(wrong).toEqual([]);
    // Tools that want more than an account are few.
    expect(seen.size).toBeGreaterThan(catalog.all.length / 2);
  } finally {
    await database.close();
  }
}, 240_000);
