import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Account } from '../../../models/account.ts';
import type { Context } from '../../kit/context.ts';
import { proposeTool } from '../../kit/define-agent.ts';
import { UserError } from '../../kit/errors.ts';
import { accountInput } from '../../kit/inputs.ts';
import { cardOf } from '../../kit/present/card.ts';
import { headOf } from '../../kit/present/figures.ts';
import { plain as inWords, t } from '../../kit/text.ts';
import { capital, plural } from '../../metrics/format.ts';
import { runOutput } from '../course/act.ts';
import { begin } from '../course/begin.ts';
import { runningKey } from '../course/execution.ts';
import { standing } from '../course/present.ts';
import { loadOwnCase, refuseGone } from '../load.ts';
import { bookFigures, bookOf } from '../shelf/book.ts';
import { plannedText } from '../shelf/planned-text.ts';
import { shelfFor } from '../shelf/recommend.ts';
import { type Playbook, playbooksNamed } from '../shelf/shelf.ts';

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
      body: [{ type: 'text', text }],
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
  const [only] = named;
  if (only && named.length === 1) return only;
  const best = fitting.find((playbook) => named.length === 0 || named.includes(playbook));
  if (best) return best;
  const say = ({ playbookName }: Playbook) => ({ label: playbookName, say: `Start the playbook ${playbookName} for ${name}` });
  if (named.length > 1)
    throw new UserError(
      'which_playbook',
      `Which one: ${named.map(({ playbookName }) => playbookName).join(', ')}? Nothing was started.`,
      named.slice(0, 5).map(say),
    );
  throw new UserError(
    'no_playbook_fits',
    `No playbook's conditions are met by ${name}, and none was named. Nothing was started.`,
    shelf.slice(0, 4).map(say),
  );
}
