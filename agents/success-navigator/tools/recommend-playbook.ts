import { z } from 'zod';
import { partlyRead } from '../../facts/index.ts';
import type { Shown } from '../../kit/present/index.ts';
import { callButton, contextLine, findingsPart, linesOf, linesPart, primary, shown, textPart } from '../../kit/present/index.ts';
import { headOf, listed, ofAccount, t } from '../../kit/say.ts';
import { accountInput, type Context, readTool } from '../../kit/tool.ts';
import { isRunning } from '../../metrics/topics/plan.ts';
import { standing } from '../course/present.ts';
import { runningFirst } from '../course/store.ts';
import { type RunView, viewOf } from '../course/view.ts';
import { loadCase } from '../load.ts';
import { shelfFor } from '../shelf/recommend.ts';
import { type Book, bookFigures, bookOf } from '../shelf/shelf.ts';
import type { getPlaybookProgress } from './get-playbook-progress.ts';
import type { startPlaybook } from './start-playbook.ts';

const MOST = 6;

export type RecommendOutput = Awaited<ReturnType<typeof recommendFor>>;

export const recommendPlaybook = readTool({
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
    'which play should I run at Acme',
    'what play fits Globex',
  ],
  status: 'Checking the playbooks against the account',
  input: z.object({ account: accountInput }),
  run: ({ account: named }, context) => recommendFor(named, context),
  ...shown(tell),
});

async function recommendFor(named: string, context: Context) {
  const { account, facts } = await loadCase(context, named);
  const { shelf, people, adjusted, fitting } = await shelfFor(context, facts);
  const running = runningFirst(facts.executions.filter(isRunning)).map((each) => viewOf(each, facts, people));
  return {
    account: headOf(account),
    asOf: context.asOf.toISOString(),
    considered: shelf.length,
    partly: partlyRead(facts),
    running,
    recommended: fitting.slice(0, MOST).map(({ playbook: given, fit, met: reasons, unknown }) => {
      const { playbook, notes: adjustments } = adjusted(given);
      const book = bookOf(playbook);
      const runs = running.find(({ playbook: { name } }) => name.toLowerCase() === book.name.toLowerCase()) ?? null;
      return { ...book, fit, reasons, unknown, adjustments, running: runs };
    }),
  };
}

function tell({ account, recommended, considered, running, asOf, partly }: RecommendOutput): Shown {
  const [best, second] = recommended;
  const { count, percent } = ofAccount(account, asOf);
  const context = (missing: string[]) =>
    contextLine({
      asOf,
      missing,
      notes: [
        ...(running.length > 0 ? [`Running: ${running.map(({ playbook }) => playbook.name).join(', ')}`] : []),
        'Starting one is put to a person first',
        ...partly,
      ],
    });
  if (!best) {
    const [on] = running;
    const none = 'Each condition is checked against the account’s own figures; what is unknown counts for nothing.';
    const why = [on ? t`Running: ${on.playbook.name}, ${standing(on, asOf)}` : none];
    return {
      point: t`${account.name}: no playbook fits; none of ${count('playbooks', considered, 'playbook')} has its conditions met.`,
      why,
      header: `${account.name}: no playbook fits`,
      body: linesPart('Now', why),
      feedback: true,
      context: context([]),
    };
  }
  const { steps, days, record } = bookFigures(best, asOf, account.id);
  const already = best.running ? t` It runs already: ${standing(best.running, asOf)}.` : '';
  const start = ({ id, name }: Book) =>
    callButton<typeof startPlaybook>(`Start ${name}`, 'start_playbook', { account: account.id, playbook: id });
  const show = ({ id: execution }: RunView) =>
    callButton<typeof getPlaybookProgress>('Show its progress', 'get_playbook_progress', { account: account.id, execution });
  const told = ({ id, name, type, reasons, fit }: (typeof recommended)[number]) => {
    const why = listed(
      reasons.map(({ text }) => text),
      '; ',
    );
    return t`**${name}** (${type}, ${percent(`playbook_fit ${id}`, `fit of ${name}`, fit)}): ${why}`;
  };
  return {
    point: t`${account.name}: ${best.name} fits best, ${count('playbook_reasons', best.reasons.length, 'reason')}; ${steps} in ${days}, ${record}.${already}`,
    why: [
      ...best.reasons.slice(0, 4).map(({ text }) => text),
      ...(second ? [t`Next: ${second.name} (${second.reasons[0]?.text ?? ''})`] : []),
    ],
    header: `${account.name}: ${best.name}`,
    body: [...textPart(best.about), ...linesPart('Adjusted for its segment', best.adjustments)],
    next: [primary(best.running ? show(best.running) : start(best)), second && !second.running && start(second)],
    sections: { Why: findingsPart(best.reasons, best.name), 'All that fit': linesOf('All that fit', recommended, told) },
    feedback: true,
    context: context(best.unknown),
  };
}
