import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { findingSchema } from '../../facts/finding.ts';
import type { Context } from '../../kit/context.ts';
import { defineTool } from '../../kit/define-agent.ts';
import { UserError } from '../../kit/errors.ts';
import { accountInput } from '../../kit/inputs.ts';
import { colleagues } from '../../kit/people.ts';
import { requireMayActOn } from '../../kit/permissions.ts';
import { cardOf } from '../../kit/present/card.ts';
import { plain as inWords, t } from '../../kit/text.ts';
import { plural, shortDate } from '../../metrics/format.ts';
import { begin } from '../course/begin.ts';
import { runningKey } from '../course/execution.ts';
import { standing } from '../course/present.ts';
import { executionsOf } from '../course/store.ts';
import { viewOf } from '../course/view.ts';
import { headSchema, loadCase, nameIn } from '../load.ts';
import { bookFigures, bookOf, bookSchema } from '../shelf/book.ts';
import { recommend } from '../shelf/recommend.ts';
import { loadShelf, type Playbook, playbooksNamed } from '../shelf/shelf.ts';
import { adjust, variantsFor } from '../shelf/variant.ts';
import { capital } from '../words.ts';

const output = z.object({
  account: headSchema,
  book: bookSchema,
  execution: z.string().describe('the id it will have; approving twice starts it once'),
  cause: z.string(),
  reasons: z.array(findingSchema),
  phases: z.array(z.object({ name: z.string(), from: z.string(), until: z.string(), steps: z.array(z.string()) })),
  targets: z.array(z.string()),
  adjustments: z.array(z.string()),
  day: z.string(),
});
type Output = z.infer<typeof output>;

export const startPlaybook = defineTool({
  name: 'start_playbook',
  title: 'Start a playbook',
  description:
    'Puts up a playbook for one account for approval: its dated steps, who does each, and why now. A person approves it in Greendoor; then its steps come due. The same playbook never runs twice for an account at once. Null or "recommended" takes the one that fits best.',
  examples: [
    'Start the high-risk recovery playbook for DataFlow',
    'start the recommended playbook for Northwind',
    'run the renewal playbook for TechCorp',
    'launch the silent champion playbook at Acme',
    'begin the support recovery playbook for Globex',
    'start a playbook for DataFlow',
  ],
  status: 'Preparing the playbook',
  input: z.object({
    account: accountInput,
    playbook: z.string().max(300).describe('Name of the playbook, or the person’s own words; "recommended" for the one that fits best'),
  }),
  output,
  access: 'propose',
  roles: ['csm', 'ae', 'manager', 'executive', 'admin'],
  async run({ account: named, playbook: said }, context): Promise<Output> {
    const { account, facts } = await loadCase(context, named);
    requireMayActOn(context.actor, account);
    const [shelf, people, variants] = await Promise.all([loadShelf(context), colleagues(context), variantsFor(context, facts)]);
    const fitting = recommend(shelf, facts);
    refuseGone(account, context.clock.now());
    const chosen = choose(
      shelf,
      withoutNames(said, account),
      account.name,
      fitting.map(({ playbook }) => playbook),
    );
    await refuseTwice(context, account, chosen, facts, people);
    const reasons = fitting.find(({ playbook }) => playbook.id === chosen.id)?.met ?? [];
    const cause = reasons[0]
      ? reasons
          .map(({ text }) => inWords(text))
          .slice(0, 3)
          .join('; ')
      : `asked for by ${context.actor.name}`;
    const adjusted = adjust(chosen, variants(chosen));
    const id = randomUUID();
    const now = context.clock.now();
    const planned = begin(adjusted, facts, people, {
      id,
      tenant: context.tenant,
      now,
      byUserId: context.actor.id,
      cause,
      triggeredBy: 'manual',
    });
    const nameOf = nameIn(people);
    const { phaseNames, steps } = adjusted.playbook;
    const phases = [...new Set(steps.map(({ phase }) => phase))].map((phase) => {
      const own = planned.pendingSteps.filter((step) => step.phase === phase);
      const dates = own.flatMap(({ dueAt, dueUntil }) => [dueAt?.getTime() ?? 0, dueUntil?.getTime() ?? 0]);
      return {
        name: phaseNames[phase - 1] ?? `Phase ${phase}`,
        from: new Date(Math.min(...dates)).toISOString(),
        until: new Date(Math.max(...dates)).toISOString(),
        steps: own.map(
          ({ number, title, assigneeId }) => `${number}. ${title}${assigneeId ? ` (${nameOf(assigneeId) ?? assigneeId})` : ''}`,
        ),
      };
    });
    return {
      account: { id: account._id, name: account.name },
      book: bookOf(adjusted.playbook),
      execution: id,
      cause,
      reasons,
      phases,
      targets: view(planned, facts, nameOf, now).map(
        ({ label, target, value, unit }) => `${label} ${value === null ? '' : `${value} → `}${target ?? ''}${unit === '%' ? ' %' : ''}`,
      ),
      adjustments: adjusted.notes,
      day: now.toISOString(),
    };
  },
  summary: ({ account, book, reasons, phases, cause, day }) => {
    const { steps, days } = bookFigures(book, day, account.id);
    return {
      point: t`${book.name} for ${account.name} is put up for approval: ${steps} in ${plural(phases.length, 'phase')}, ${days}. Nothing has started.`,
      why: reasons.length > 0 ? reasons.map(({ text }) => text).slice(0, 5) : [capital(cause)],
    };
  },
  card: (output) =>
    cardOf({
      point: `${output.book.name} for ${output.account.name} waits for approval.`,
      header: `${output.account.name}: ${output.book.name}`,
      body: [{ type: 'text', text: textOf(output) }],
    }),
  proposal: (made) => ({
    kind: 'action',
    account: made.account,
    title: `Start playbook ${made.book.name}`.slice(0, 150),
    text: textOf(made),
    deciders: 'team',
    files: [],
    facts: made.reasons,
    whyNow: `${capital(made.cause)}.`,
    call: {
      tool: 'begin_playbook',
      arguments: { account: made.account.id, playbook: made.book.id, execution: made.execution, cause: made.cause },
    },
  }),
});

const view = (
  planned: Parameters<typeof viewOf>[0],
  facts: Parameters<typeof viewOf>[1],
  nameOf: Parameters<typeof viewOf>[2],
  now: Date,
) => viewOf(planned, facts, nameOf, now).targets;

const MOST_TEXT = 2_500;

function textOf({ account, phases, targets, adjustments, day, book }: Output): string {
  const seen = new Date(day);
  const lines = phases.map(
    ({ name, from, until, steps }) =>
      `**${name}**, ${shortDate(new Date(from), seen)} – ${shortDate(new Date(until), seen)}\n${steps.map((step) => `• ${step}`).join('\n')}`,
  );
  const rest = [
    `**Targets** ${targets.join('; ')}`,
    ...(adjustments.length > 0 ? [`**Adjusted for the segment** ${adjustments.join('; ')}`] : []),
    `**Record** ${inWords(bookFigures(book, day).record)}`,
    'E-mail steps become drafts that need their own approval; nothing goes to the customer by itself.',
  ].join('\n');
  const head = `Starts today for ${account.name}.\n`;
  const full = `${head}${lines.join('\n')}\n${rest}`;
  if (full.length <= MOST_TEXT) return full;
  const short = phases.map(
    ({ name, from, until, steps }) =>
      `• **${name}**, ${shortDate(new Date(from), seen)} – ${shortDate(new Date(until), seen)}: ${plural(steps.length, 'step')}`,
  );
  return `${head}**Phases**\n${short.join('\n')}\n${rest}`.slice(0, MOST_TEXT);
}

/** The one named; of several that the words fit, the one that fits the account best. @throws UserError where neither tells */
function choose(shelf: readonly Playbook[], said: string, accountName: string, fitting: readonly Playbook[]): Playbook {
  const named = playbooksNamed(shelf, said);
  const [only] = named;
  if (only && named.length === 1) return only;
  const say = ({ playbookName }: Playbook) => ({ label: playbookName, say: `Start the playbook ${playbookName} for ${accountName}` });
  const best = fitting.find((playbook) => named.length === 0 || named.includes(playbook));
  if (best) return best;
  if (named.length > 1)
    throw new UserError(
      'which_playbook',
      `Which one: ${named.map(({ playbookName }) => playbookName).join(', ')}? Nothing was started.`,
      named.slice(0, 5).map(say),
    );
  throw new UserError(
    'no_playbook_fits',
    `No playbook's conditions are met by ${accountName}, and none was named. Nothing was started.`,
    shelf.slice(0, 4).map(say),
  );
}

/** An account may be called like a playbook. */
function withoutNames(said: string, { name, aliases }: { name: string; aliases: string[] }): string {
  return [name, ...aliases].toSorted((a, b) => b.length - a.length).reduce((rest, each) => rest.replaceAll(each, ' '), said);
}

function refuseGone({ name, churnedAt }: { name: string; churnedAt?: Date | null }, now: Date): void {
  if (churnedAt && churnedAt <= now) throw new UserError('has_left', `Nothing was started: ${name} left on ${shortDate(churnedAt, now)}.`);
}

async function refuseTwice(
  context: Context,
  account: { _id: string; name: string },
  { playbookName }: Playbook,
  facts: Parameters<typeof viewOf>[1],
  people: Awaited<ReturnType<typeof colleagues>>,
): Promise<void> {
  const key = runningKey(account._id, playbookName);
  const running = (await executionsOf(context, account._id)).find((each) => each.runningKey === key);
  if (!running) return;
  const run = viewOf(running, facts, nameIn(people), context.clock.now());
  throw new UserError(
    'already_running',
    `Not started again: ${playbookName} runs for ${account.name} already, ${inWords(standing(run, run.startedAt))}.`,
    [{ label: 'Show its progress', say: `How is the playbook of ${account.name} going?` }],
  );
}
