import { z } from 'zod';
import { PLAYBOOK_TYPES } from '../../../models/success-playbook.ts';
import { ROLES } from '../../../models/user.ts';
import { defineTool } from '../../kit/define-agent.ts';
import { bookOf, shelfCard, shelfOutputSchema, shelfSummary } from '../shelf/present.ts';
import { loadShelf } from '../shelf/shelf.ts';

export const listPlaybooks = defineTool({
  name: 'list_playbooks',
  title: 'List the playbooks',
  description:
    'Lists the playbooks there are (onboarding, adoption, retention, renewal, expansion, advocacy) with what each is for, its length, and how often it reached its targets. Not about one account: recommend_playbook says which one fits an account.',
  examples: [
    'Which playbooks are there?',
    'list the playbooks',
    'show me the playbook library',
    'what retention playbooks do we have?',
    'list all renewal playbooks',
  ],
  status: 'Looking through the playbooks',
  input: z.object({ type: z.enum(PLAYBOOK_TYPES).nullable().default(null).describe('Only playbooks for this; null for all') }),
  output: shelfOutputSchema,
  access: 'read',
  roles: ROLES,
  async run({ type }, context) {
    const shelf = await loadShelf(context);
    return { type, books: shelf.filter(({ playbookType }) => !type || playbookType === type).map(bookOf) };
  },
  summary: shelfSummary,
  card: shelfCard,
});
