import { z } from 'zod';
import { ROLES } from '../../../models/user.ts';
import { findingSchema } from '../../facts/finding.ts';
import { partlyRead } from '../../facts/partly.ts';
import type { Card } from '../../kit/card.ts';
import { defineTool, type Summary } from '../../kit/define-agent.ts';
import { accountInput } from '../../kit/inputs.ts';
import { colleagues } from '../../kit/people.ts';
import { callButton, primary } from '../../kit/present/buttons.ts';
import { cardOf, linesPart, whySection } from '../../kit/present/card.ts';
import { contextLine } from '../../kit/present/context-line.ts';
import { ofAccount } from '../../kit/present/figures.ts';
import { listed, t } from '../../kit/text.ts';
import { standing } from '../course/present.ts';
import { executionsOf, isRunning } from '../course/store.ts';
import { runSchema, viewOf } from '../course/view.ts';
import { headSchema, loadCase, nameIn } from '../load.ts';
import { bookFigures, bookOf, bookSchema } from '../shelf/book.ts';
import { recommend } from '../shelf/recommend.ts';
import { loadShelf } from '../shelf/shelf.ts';
import { adjust, variantsFor } from '../shelf/variant.ts';
import type { getPlaybookProgress } from './get-playbook-progress.ts';
import type { startPlaybook } from './start-playbook.ts';

const MOST = 6;

const output = z.object({
  account: headSchema,
  asOf: z.string(),
  recommended: z.array(
    bookSchema.extend({
      fit: z.number().describe('share of what is known that speaks for it, 0 to 1'),
      reasons: z.array(findingSchema),
      unknown: z.array(z.string()),
      adjustments: z.array(z.string()),
      running: runSchema.nullable().describe('where it runs for the account already'),
    }),
  ),
  running: z.array(runSchema),
  considered: z.number(),
  partly: z.array(z.string()).describe('what was read in part only'),
});
export type RecommendOutput = z.infer<typeof output>;

export const recommendPlaybook = defineTool({
  name: 'recommend_playbook',
  title: 'Playbook that fits an account',
  description:
    'Says which playbook fits one account and why: its trigger conditions checked against the account’s own signals, adjusted for its segment, with how often it worked. Starts nothing (start_playbook proposes that).',
  examples: [
    'Which playbook fits DataFlow?',
    'recommend a playbook for TechCorp',
    'what playbook should I run for Northwind?',
    'is there a playbook for Acme?',
    'which playbook would you use for Globex?',
    'should I start a playbook for Initech?',
  ],
  status: 'Checking the playbooks against the account',
  input: z.object({ account: accountInput }),
  output,
  access: 'read',
  roles: ROLES,
  async run({ account: named }, context): Promise<RecommendOutput> {
    const { account, facts } = await loadCase(context, named);
    const [shelf, executions, people, variants] = await Promise.all([
      loadShelf(context),
      executionsOf(context, account._id),
      colleagues(context),
      variantsFor(context, facts),
    ]);
    const running = executions.filter(isRunning).map((each) => viewOf(each, facts, nameIn(people), context.asOf));
    const fitting = recommend(shelf, facts).slice(0, MOST);
    return {
      account: { id: account._id, name: account.name },
      asOf: context.asOf.toISOString(),
      considered: shelf.length,
      partly: partlyRead(facts),
      running,
      recommended: fitting.map(({ playbook, fit, met, unknown }) => {
        const adjusted = adjust(playbook, variants(playbook));
        return {
          ...bookOf(adjusted.playbook),
          fit,
          reasons: met,
          unknown,
          adjustments: adjusted.notes,
          running: running.find(({ playbook: { name } }) => name.toLowerCase() === playbook.playbookName.toLowerCase()) ?? null,
        };
      }),
    };
  },
  summary,
  card,
});

function summary({ account, recommended, considered, running, asOf }: RecommendOutput): Summary {
  const [best, ...others] = recommended;
  const { count } = ofAccount(account, asOf);
  if (!best) {
    const on = running[0];
    return {
      point: t`${account.name}: no playbook fits; none of ${count('playbooks', considered, 'playbook')} has its conditions met.`,
      why: on
        ? [t`Running: ${on.playbook.name}, ${standing(on, asOf)}`]
        : ['Each condition is checked against the account’s own figures; what is unknown counts for nothing.'],
    };
  }
  const { steps, days, record } = bookFigures(best, asOf, account.id);
  const already = best.running ? t` It runs already: ${standing(best.running, asOf)}.` : '';
  return {
    point: t`${account.name}: ${best.name} fits best, ${count('playbook_reasons', best.reasons.length, 'reason')}; ${steps} in ${days}, ${record}.${already}`,
    why: [
      ...best.reasons.slice(0, 4).map(({ text }) => text),
      ...others.slice(0, 1).map(({ name, reasons }) => t`Next: ${name} (${reasons[0]?.text ?? ''})`),
    ],
  };
}

function card(found: RecommendOutput): Card {
  const { account, recommended, asOf, running } = found;
  const { point, why } = summary(found);
  const [best, second] = recommended;
  const start = ({ id, name }: { id: string; name: string }) =>
    callButton<typeof startPlaybook>(`Start ${name}`, 'start_playbook', { account: account.id, playbook: id });
  const { percent } = ofAccount(account, asOf);
  return cardOf({
    point,
    header: best ? `${account.name}: ${best.name}` : `${account.name}: no playbook fits`,
    body: [
      ...(best?.about ? [{ type: 'text' as const, text: best.about }] : []),
      ...(best ? [] : linesPart('Now', why)),
      ...linesPart('Adjusted for its segment', best?.adjustments ?? []),
    ],
    next: [
      best &&
        primary(
          best.running
            ? callButton<typeof getPlaybookProgress>('Show its progress', 'get_playbook_progress', {
                account: account.id,
                execution: best.running.id,
              })
            : start(best),
        ),
      second && !second.running && start(second),
    ],
    sections: [
      whySection(best?.reasons ?? [], best?.name ?? ''),
      {
        label: 'All that fit',
        parts: linesPart(
          'All that fit',
          recommended.map(
            ({ id, name, type, reasons, fit }) =>
              t`**${name}** (${type}, ${percent(`playbook_fit ${id}`, `fit of ${name}`, fit)}): ${listed(
                reasons.map(({ text }) => text),
                '; ',
              )}`,
          ),
        ),
      },
    ],
    feedback: true,
    context: contextLine({
      asOf,
      missing: best?.unknown ?? [],
      notes: [
        ...(running.length > 0 ? [`Running: ${running.map(({ playbook }) => playbook.name).join(', ')}`] : []),
        'Starting one is put to a person first',
        ...found.partly,
      ],
    }),
  });
}
