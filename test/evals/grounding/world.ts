import { pino } from 'pino';
import { loadSample } from '../../../adapters/sample/load.ts';
import type { Figure } from '../../../agents/facts/figure.ts';
import { agents } from '../../../agents/index.ts';
import { rescore } from '../../../agents/kit/rescore.ts';
import { figuresIn } from '../../../agents/kit/worded.ts';
import type { Shown } from '../../../bot/grounding/shown.ts';
import type { Contact } from '../../../models/contact.ts';
import type { Models } from '../../../models/index.ts';
import { ROLES } from '../../../models/user.ts';
import { createCatalog } from '../../../tools/catalog.ts';
import { runTool, type ToolSuccess } from '../../../tools/run-tool.ts';
import { linesOf } from '../../tools/card-lines.ts';

/** What was asked of which accounts, and what the tools showed: real results over the sample. */
export interface Scene {
  question: string;
  /** One, or several in a list. */
  accounts: { id: string; name: string }[];
  results: ToolSuccess[];
  shown: Shown[];
  figures: Figure[];
  /** Everybody who is named in what was shown, by account, and what they are. */
  people: { name: string; role: string; accountId: string }[];
}

export const TENANT = 'grounding';
const ONE: readonly (readonly string[])[] = [
  ['get_account_health'],
  ['get_account_health', 'assess_churn_risk'],
  ['explain_health_change', 'assess_churn_risk'],
  ['get_value_realization', 'assess_renewal'],
  ['get_account_health', 'get_success_plan', 'assess_renewal'],
];
const MANY: readonly (readonly string[])[] = [['list_accounts'], ['get_portfolio_health'], ['list_churn_risks']];

export const catalog = createCatalog(agents);

/** Fills an empty database and asks every scene of every account of the sample. */
export async function openScenes(models: Models, { accounts, now }: { accounts: number; now: Date }): Promise<Scene[]> {
  await loadSample(models, { tenant: TENANT, accounts, now });
  await rescore(
    { tenant: TENANT, models, asOf: now, now },
    agents.flatMap(({ scorer }) => scorer ?? []),
  );
  return scenesOf(models, TENANT, now);
}

export async function scenesOf(models: Models, tenant: string, now: Date): Promise<Scene[]> {
  const context = {
    tenant,
    actor: {
      id: 'user-sarah-williams',
      name: 'Sarah Williams',
      email: 'sarah.williams@greendoor.example',
      title: 'CSM',
      roles: [...ROLES],
      timezone: 'Europe/Berlin',
    },
    clock: { now: () => now },
    asOf: now,
    models,
    log: pino({ level: 'silent' }),
    signal: new AbortController().signal,
  };
  const rows = await models.accounts.find({ tenant }).sort({ _id: 1 }).lean<{ _id: string; name: string }[]>();
  const contacts = await models.contacts.find({ tenant }).lean<Contact[]>();
  const run = async (tool: string, args: object) => {
    const outcome = await runTool(catalog, tool, JSON.stringify(args), context, {});
    return outcome.ok ? [outcome] : [];
  };
  const scenes: Scene[] = [];
  for (const [index, account] of rows.entries()) {
    const sets = ONE.filter((_, place) => index < 2 || place % 2 === index % 2);
    for (const tools of sets) {
      const results = (await Promise.all(tools.map((tool) => run(tool, { account: account.name })))).flat();
      scenes.push(sceneOf(`How is ${account.name} doing?`, [{ id: account._id, name: account.name }], results, contacts));
    }
  }
  for (const tools of MANY) {
    const results = (await Promise.all(tools.map((tool) => run(tool, {})))).flat();
    const shown = new Map(
      results
        .flatMap(({ card, summary }) => figuresIn(card, summary))
        .flatMap(({ subject }) => (subject.kind === 'account' ? [[subject.id, subject] as const] : [])),
    );
    scenes.push(
      sceneOf(
        'Which of my accounts need me?',
        [...shown.values()].map(({ id, name }) => ({ id, name })),
        results,
        contacts,
      ),
    );
  }
  return scenes.filter(({ results }) => results.length > 0);
}

function sceneOf(question: string, accounts: Scene['accounts'], results: ToolSuccess[], contacts: readonly Contact[]): Scene {
  const [only] = accounts;
  const shown = results.map(
    ({ card, summary }): Shown => ({
      ...(accounts.length === 1 && only ? { account: only } : {}),
      figures: figuresIn(card, summary),
      text: linesOf(card, summary).join('\n'),
    }),
  );
  const text = shown.map((each) => each.text).join('\n');
  const people = contacts
    .filter(({ accountId, name }) => accounts.some(({ id }) => id === accountId) && text.includes(name))
    .map(({ name, accountId, role }) => ({ name, accountId, role }));
  return { question, accounts, results, shown, figures: shown.flatMap(({ figures }) => [...figures]), people };
}
