import { z } from 'zod';
import { accountInput, readTool } from '../../kit/tool.ts';
import { findOpportunity } from '../find.ts';
import { opportunityInput } from '../input.ts';
import { loadHandoff } from '../load.ts';
import { opportunityShown } from '../present-opportunity.ts';

export const getExpansionOpportunity = readTool({
  name: 'get_expansion_opportunity',
  title: 'One expansion opportunity',
  description:
    'One open sale to an existing customer: stage and how long in it, what is still open before it goes on, who should sell it, whom to speak to with drafts, briefing, milestones, history, and whether the relationship bears it. Not for finding opportunities from usage, and not for the business case alone.',
  examples: [
    'Show the expansion opportunity of TechCorp',
    'where does the expansion at Acme stand?',
    'who should sell the TechCorp upsell?',
    'what is still open before the Globex opportunity goes to proposing?',
    'briefing for the expansion at Initech',
    'what stage is the Acme deal in?',
    'who do I talk to about the expansion at Northwind?',
    'is the deal at Initech signed?',
    'what is blocking the expansion at Acme',
    'what holds up the Globex deal',
    'status of the upsell at Initech',
    'chances of the Acme upsell',
    'where are we with the Globex expansion',
    'next step for the Initech deal',
    'who owns the Acme opportunity',
    'when does the Globex deal close',
  ],
  words: ['opportunity: deal, upsell, chance, verkaufschance, opportunité, oportunidad', 'stage: phase, étape, etapa'],
  status: 'Looking at the opportunity',
  input: z.object({ account: accountInput, opportunity: opportunityInput }),
  run: async ({ account, opportunity }, context) =>
    loadHandoff(context, await findOpportunity(context, account, opportunity, (name) => `Show the expansion opportunity of ${name}`)),
  ...opportunityShown,
});
