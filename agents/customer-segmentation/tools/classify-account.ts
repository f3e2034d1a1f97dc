import { z } from 'zod';
import { ROLES } from '../../../models/user.ts';
import { defineTool } from '../../kit/define-agent.ts';
import { accountInput, asOfInput, onDay } from '../../kit/inputs.ts';
import { resolveAccount } from '../../kit/resolve.ts';
import { segmentOutputSchema } from '../output.ts';
import { segmentCard, segmentSummary } from '../present.ts';
import { segmentProfile } from '../profile-of.ts';

export const classifyAccount = defineTool({
  name: 'classify_account',
  title: 'Segment of an account',
  description:
    'Classifies one account: which segment it belongs to by size, industry, use case, technical maturity, contract tier, payment, procurement, adoption pattern, engagement style, innovation appetite and support preference, each with confidence, reason and evidence; which segment it is growing into; how it was classified before; which cadence, playbooks and thresholds suit that kind of customer. Use it for "what segment is X in?", "classify X", "what kind of customer is X?". Not for the comparison with peers (compare_to_segment), not for counts of segments (list_segments), not for health or risk.',
  examples: [
    'what segment is DataFlow in?',
    'classify Northwind',
    'which segment does TechCorp belong to?',
    'what kind of customer is Acme?',
    'what type of adopter is Initech?',
    'segmentation profile of Globex',
    'is Contoso a mid-market or an enterprise customer?',
    'which segment is Hooli growing into?',
    'how mature is Umbrella technically?',
    'which segment is it in?',
  ],
  status: 'Classifying the account',
  input: z.object({ account: accountInput, asOf: asOfInput }),
  output: segmentOutputSchema,
  access: 'read',
  roles: ROLES,
  async run({ account, asOf }, today) {
    const context = onDay(today, asOf);
    return segmentProfile(await resolveAccount(context, account), context);
  },
  summary: segmentSummary,
  card: segmentCard,
});
