import { z } from 'zod';
import { evidenceSchema } from '../../facts/evidence.ts';
import type { Card } from '../../kit/card.ts';
import type { Summary } from '../../kit/define-agent.ts';
import { plural } from '../../metrics/format.ts';
import { standing } from '../course/present.ts';
import { runSchema } from '../course/view.ts';
import { headSchema } from '../load.ts';
import { bullets, buttonRow, call, day, plain, show } from '../words.ts';
import type { Playbook } from './shelf.ts';

export const bookSchema = z.object({
  id: z.string(),
  name: z.string(),
  version: z.number(),
  type: z.string(),
  about: z.string().nullable(),
  source: z.enum(['greendoor', 'own']),
  steps: z.number(),
  days: z.number(),
  successRate: z.number().nullable().describe('share of measured executions that reached every target'),
  executions: z.number().describe('measured executions'),
});
export type Book = z.infer<typeof bookSchema>;

export const bookOf = ({
  id,
  playbookName,
  version,
  playbookType,
  description,
  source,
  steps,
  executionTimelineDays,
  successRate,
  executionCount,
}: Playbook): Book => ({
  id,
  name: playbookName,
  version,
  type: playbookType,
  about: description ?? null,
  source,
  steps: steps.length,
  days: executionTimelineDays ?? Math.max(0, ...steps.map(({ dayTo }) => dayTo)),
  successRate,
  executions: executionCount,
});

/** "targets reached in 67 % of 3 runs", or that nothing is known yet. */
export const rateWords = ({ successRate, executions }: Pick<Book, 'successRate' | 'executions'>): string =>
  successRate === null || executions === 0
    ? 'no measured run yet'
    : `targets reached in ${Math.round(successRate * 100)} % of ${plural(executions, 'run')}`;

export const shelfOutputSchema = z.object({ type: z.string().nullable(), books: z.array(bookSchema) });
type ShelfOutput = z.infer<typeof shelfOutputSchema>;

const LISTED = 30;

export function shelfSummary({ type, books }: ShelfOutput): Summary {
  return {
    point: `${plural(books.length, 'playbook')}${type ? ` for ${type}` : ''}; ${books.filter(({ executions }) => executions > 0).length} of them with a measured record.`,
    why: books.slice(0, 5).map((book) => `${book.name}: ${plural(book.steps, 'step')} in ${book.days} days, ${rateWords(book)}`),
  };
}

export function shelfCard(output: ShelfOutput): Card {
  const { books } = output;
  return {
    point: shelfSummary(output).point,
    parts: [
      { type: 'header', text: 'Playbooks' },
      {
        type: 'table',
        columns: [
          { label: 'Playbook' },
          { label: 'For' },
          { label: 'Steps', align: 'right' },
          { label: 'Days', align: 'right' },
          { label: 'Record' },
        ],
        rows: books
          .slice(0, LISTED)
          .map((book) => [
            `${book.name}${book.source === 'own' ? ` (own, version ${book.version})` : ''}`,
            book.type,
            String(book.steps),
            String(book.days),
            rateWords(book),
          ]),
      },
      ...buttonRow(show('What each is for', 0)),
      {
        type: 'context',
        text: 'Ask "which playbook fits" and an account. A changed copy imported under a higher version replaces one of ours.',
      },
    ],
    sections: [
      {
        label: 'What each is for',
        parts: bullets(
          'What each is for',
          books.slice(0, LISTED).map(({ name, about }) => `**${name}** ${about ?? ''}`),
        ),
      },
    ],
  };
}

export const recommendedSchema = bookSchema.extend({
  fit: z.number().describe('share of what is known that speaks for it, 0 to 1'),
  reasons: z.array(z.object({ text: z.string(), evidence: z.array(evidenceSchema) })),
  unknown: z.array(z.string()),
  adjustments: z.array(z.string()),
  running: runSchema.nullable().describe('where it runs for the account already'),
});
export const recommendOutputSchema = z.object({
  account: headSchema,
  asOf: z.string(),
  recommended: z.array(recommendedSchema),
  running: z.array(runSchema),
  considered: z.number(),
});
export type RecommendOutput = z.infer<typeof recommendOutputSchema>;

export function recommendSummary({ account, recommended, considered, running }: RecommendOutput): Summary<string> {
  const [best, ...others] = recommended;
  if (!best) {
    const on = running[0];
    return {
      point: `${account.name}: no playbook fits; none of ${considered} has its conditions met.`,
      why: on
        ? [`Running: ${on.playbook.name}, ${standing(on)}`]
        : ['Each condition is checked against the account’s own signals; what is unknown counts for nothing.'],
    };
  }
  const already = best.running ? ` It runs already: ${standing(best.running)}.` : '';
  return {
    point: `${account.name}: ${best.name} fits best, ${plural(best.reasons.length, 'reason')}; ${plural(best.steps, 'step')} in ${best.days} days, ${rateWords(best)}.${already}`,
    why: [
      ...best.reasons.map(({ text }) => text).slice(0, 4),
      ...others.slice(0, 1).map(({ name, reasons }) => `Next: ${name} (${reasons[0]?.text ?? ''})`),
    ],
  };
}

export function recommendCard(output: RecommendOutput): Card {
  const { account, recommended, asOf, running } = output;
  const { point, why } = recommendSummary(output);
  const [best, second] = recommended;
  return {
    point,
    parts: [
      { type: 'header', text: best ? `${account.name}: ${best.name}` : `${account.name}: no playbook fits` },
      ...(best?.about ? [{ type: 'text' as const, text: best.about }] : []),
      ...bullets(best ? 'Why' : 'Now', best ? best.reasons.map(({ text }) => text).slice(0, 5) : why),
      ...bullets('Adjusted for its segment', best?.adjustments ?? []),
      ...buttonRow(
        best?.running
          ? call('Show its progress', 'get_playbook_progress', { account: account.id, execution: best.running.id }, 'primary')
          : best && call(`Start ${best.name}`, 'start_playbook', { account: account.id, playbook: best.id }, 'primary'),
        second && !second.running && call(`Start ${second.name}`, 'start_playbook', { account: account.id, playbook: second.id }),
        show('Evidence', 0),
        show('All that fit', 1),
      ),
      { type: 'feedback' },
      {
        type: 'context',
        text: `As of ${day(asOf, asOf)}. ${best && best.unknown.length > 0 ? `Not known: ${best.unknown.join('; ')}. ` : ''}${running.length > 0 ? `Running: ${running.map(({ playbook }) => playbook.name).join(', ')}. ` : ''}Starting one is put to a person first.`,
      },
    ],
    sections: [
      {
        label: 'Evidence',
        parts: [
          {
            type: 'evidence',
            title: best?.name ?? 'Evidence',
            figures: (best?.reasons ?? []).map(({ text, evidence }) => ({
              label: text,
              value: null,
              unit: '',
              contribution: 0,
              text,
              evidence,
            })),
          },
        ],
      },
      {
        label: 'All that fit',
        parts: bullets(
          'All that fit',
          recommended.map(
            ({ name, type, reasons, fit }) =>
              `**${name}** (${plain(type)}, ${Math.round(fit * 100)} %): ${reasons.map(({ text }) => text).join('; ')}`,
          ),
        ),
      },
    ],
  };
}
