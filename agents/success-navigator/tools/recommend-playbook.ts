import { z } from 'zod';
import { ROLES } from '../../../models/user.ts';
import { defineTool } from '../../kit/define-agent.ts';
import { accountInput } from '../../kit/inputs.ts';
import { colleagues } from '../../kit/people.ts';
import { executionsOf, isRunning } from '../course/store.ts';
import { viewOf } from '../course/view.ts';
import { loadCase, nameIn } from '../load.ts';
import { bookOf, recommendCard, recommendOutputSchema, recommendSummary } from '../shelf/present.ts';
import { recommend } from '../shelf/recommend.ts';
import { loadShelf } from '../shelf/shelf.ts';
import { adjust, variantsFor } from '../shelf/variant.ts';

const MOST = 6;

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
  ],
  status: 'Checking the playbooks against the account',
  input: z.object({ account: accountInput }),
  output: recommendOutputSchema,
  access: 'read',
  roles: ROLES,
  async run({ account: named }, context) {
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
      running,
      recommended: fitting.map(({ playbook, fit, met, unknown }) => {
        const adjusted = adjust(playbook, variants(playbook));
        return {
          ...bookOf(adjusted.playbook),
          fit,
          reasons: met.map(({ text, reading }) => ({ text, evidence: reading?.evidence ?? [] })),
          unknown: unknown.map(({ text }) => text.replace(/: not known$/, '')),
          adjustments: adjusted.notes,
          running: running.find(({ playbook: { name } }) => name.toLowerCase() === playbook.playbookName.toLowerCase()) ?? null,
        };
      }),
    };
  },
  summary: recommendSummary,
  card: recommendCard,
});
