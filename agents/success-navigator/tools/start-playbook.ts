import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Account } from '../../../models/account.ts';
import { isDuplicate } from '../../../models/kit/duplicates.ts';
import { cardOf, textPart } from '../../kit/present/index.ts';
import { headOf, plain as inWords, t } from '../../kit/say.ts';
import { accountInput, approvedTool, asks, type Context, onlyOne, proposeTool, UserError } from '../../kit/tool.ts';
import { capital, plural, shortDate } from '../../metrics/index.ts';
import { runOutput } from '../course/act.ts';
import { begin } from '../course/begin.ts';
import { runningKey } from '../course/execution.ts';
import { runShown, standing } from '../course/present.ts';
import { executionsOf, findExecution } from '../course/store.ts';
import type { RunView } from '../course/view.ts';
import { loadOwnCase, refuseGone } from '../load.ts';
import { shelfFor } from '../shelf/recommend.ts';
import { bookFigures, bookOf, keepOnRecord, type Playbook, playbooksNamed } from '../shelf/shelf.ts';

/** As much as an approval holds. */
const MOST = 2_500;

export const startPlaybook = proposeTool({
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
    'kick off the recovery playbook at Acme',
    'roll out the renewal playbook at Acme',
  ],
  status: 'Preparing the playbook',
  input: z.object({
    account: accountInput,
    playbook: z.string().max(300).describe('Name of the playbook, or the person’s own words; "recommended" for the one that fits best'),
  }),
  run: ({ account: named, playbook: said }, context) => playbookToApprove(named, said, context),
  summary: ({ account, book, reasons, phases, cause, day }) => {
    const { steps, days } = bookFigures(book, day, account.id);
    return {
      point: t`${book.name} for ${account.name} is put up for approval: ${steps} in ${plural(phases, 'phase')}, ${days}. Nothing has started.`,
      why: reasons.length > 0 ? reasons.map(({ text }) => text).slice(0, 5) : [capital(cause)],
    };
  },
  card: ({ account, book, text }) =>
    cardOf({
      point: `${book.name} for ${account.name} waits for approval.`,
      header: `${account.name}: ${book.name}`,
      body: textPart(text),
    }),
  proposal: ({ account, book, execution, cause, reasons, text }) => ({
    kind: 'action',
    account,
    title: `Start playbook ${book.name}`.slice(0, 150),
    text,
    deciders: 'team',
    files: [],
    facts: reasons,
    whyNow: `${capital(cause)}.`,
    call: { tool: 'begin_playbook', arguments: { account: account.id, playbook: book.id, execution, cause } },
  }),
});

/** What Approve runs. */
export const beginPlaybook = approvedTool({
  name: 'begin_playbook',
  title: 'Begin an approved playbook',
  description:
    'Begins a playbook that a person approved: writes its dated steps. Run by approvals only; the same execution id begins once.',
  examples: [],
  status: 'Beginning the playbook',
  input: z.object({
    account: accountInput,
    playbook: z.string().max(200).describe('Id of the playbook'),
    execution: z.string().max(80).describe('Id the execution gets, made when it was proposed'),
    cause: z.string().max(1_000).describe('Why it is started'),
  }),
  async run({ account: named, playbook, execution: id, cause }, context) {
    const { tenant, models, actor } = context;
    const { account, facts, now } = await loadOwnCase(context, named);
    const { shelf, people, adjusted } = await shelfFor(context, facts);
    const begun = async () => {
      const known = await findExecution(context, id);
      return known?.accountId === account._id ? runOutput(known, facts, people, 'It had begun already.') : undefined;
    };
    const before = await begun();
    if (before) return before;
    const chosen = shelf.find(({ _id }) => _id === playbook);
    if (!chosen)
      throw new UserError('playbook_changed', 'Not started: a newer version of the playbook has taken its place. Ask for it again.');
    await keepOnRecord(context, chosen, now);
    const started = begin(adjusted(chosen), facts, people, { id, tenant, now, byUserId: actor.id, cause });
    try {
      await models.playbookExecutions.create(started);
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      const same = await begun();
      if (same) return same;
      const key = runningKey(account._id, chosen.playbookName);
      const other = (await executionsOf(context, account._id)).find(({ runningKey: its }) => its === key);
      const since = other?.actualStartDate ? `, since ${shortDate(other.actualStartDate, now)}` : '';
      throw new UserError('already_running', `Not started again: ${chosen.playbookName} runs for ${account.name} already${since}.`);
    }
    return runOutput(started, facts, people, 'Begun.');
  },
  ...runShown,
});

async function playbookToApprove(named: string, said: string, context: Context) {
  const { tenant, actor } = context;
  const { account, facts, now } = await loadOwnCase(context, named);
  refuseGone(account, now, 'Nothing was started');
  const { shelf, people, adjusted, fitting } = await shelfFor(context, facts);
  const chosen = choose(
    shelf,
    said,
    account,
    fitting.map(({ playbook }) => playbook),
  );
  const running = facts.executions.find((each) => each.runningKey === runningKey(account._id, chosen.playbookName));
  if (running) {
    const { run, asOf } = runOutput(running, facts, people);
    throw new UserError(
      'already_running',
      `Not started again: ${chosen.playbookName} runs for ${account.name} already, ${inWords(standing(run, asOf))}.`,
      [{ label: 'Show its progress', say: `How is the playbook of ${account.name} going?` }],
    );
  }
  const reasons = fitting.find(({ playbook }) => playbook === chosen)?.met ?? [];
  const told = reasons.slice(0, 3).map(({ text }) => inWords(text));
  const cause = told.join('; ') || `asked for by ${actor.name}`;
  const { playbook, notes } = adjusted(chosen);
  const planned = begin({ playbook, notes }, facts, people, { id: randomUUID(), tenant, now, byUserId: actor.id, cause });
  const { run } = runOutput(planned, facts, people);
  return {
    account: headOf(account),
    book: bookOf(playbook),
    execution: run.id,
    cause,
    reasons,
    phases: new Set(run.steps.map(({ phase }) => phase)).size,
    text: plannedText(run, playbook, now),
    day: now.toISOString(),
  };
}

/** The one named; of several that the words fit, the one that fits the account best. @throws UserError where neither tells */
function choose(shelf: readonly Playbook[], said: string, { name, aliases }: Account, fitting: readonly Playbook[]): Playbook {
  // An account may be called like a playbook.
  const names = [name, ...aliases].toSorted((a, b) => b.length - a.length);
  const named = playbooksNamed(
    shelf,
    names.reduce((rest, each) => rest.replaceAll(each, ' '), said),
  );
  const best = fitting.find((playbook) => named.length === 0 || named.includes(playbook));
  const label = ({ playbookName }: Playbook) => playbookName;
  const answers = { label, say: (each: Playbook) => `Start the playbook ${label(each)} for ${name}` };
  return onlyOne(named.length !== 1 && best ? [best] : named, ([first]) =>
    first
      ? asks('which_playbook', `Which one: ${named.map(label).join(', ')}? Nothing was started.`, named, answers)
      : asks('no_playbook_fits', `No playbook's conditions are met by ${name}, and none was named. Nothing was started.`, shelf, answers),
  );
}

/** What is approved of a playbook that is to be started: its phases with every dated step, its targets, what the segments changed. */
function plannedText({ account, steps, targets, adjustments }: RunView, playbook: Playbook, now: Date): string {
  const phases = [...Map.groupBy(steps, ({ phase }) => phase)].map(([phase, own]) => {
    const dates = own.flatMap(({ dueAt, dueUntil }) => [dueAt?.getTime() ?? 0, dueUntil?.getTime() ?? 0]);
    const [from, until] = [Math.min(...dates), Math.max(...dates)].map((time) => shortDate(new Date(time), now));
    const title = `**${playbook.phaseNames?.[phase - 1] ?? `Phase ${phase}`}**, ${from} – ${until}`;
    const lines = own.map((each) => `• ${each.number}. ${each.title}${each.assignee ? ` (${each.assignee})` : ''}`);
    return { full: [title, ...lines].join('\n'), short: `• ${title}: ${plural(own.length, 'step')}` };
  });
  const wanted = targets.map(
    ({ label, target, value, unit }) => `${label} ${value === null ? '' : `${value} → `}${target ?? ''}${unit === '%' ? ' %' : ''}`,
  );
  const rest = [
    `**Targets** ${wanted.join('; ')}`,
    ...(adjustments.length > 0 ? [`**Adjusted for the segment** ${adjustments.join('; ')}`] : []),
    `**Record** ${inWords(bookFigures(bookOf(playbook), now.toISOString()).record)}`,
    'E-mail steps become drafts that need their own approval; nothing goes to the customer by itself.',
  ];
  const head = `Starts today for ${account.name}.`;
  const full = [head, ...phases.map((each) => each.full), ...rest].join('\n');
  const short = [head, '**Phases**', ...phases.map((each) => each.short), ...rest].join('\n');
  return full.length <= MOST ? full : short.slice(0, MOST);
}
