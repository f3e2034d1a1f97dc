import { z } from 'zod';
import { ROLES } from '../../../models/user.ts';
import { defineTool } from '../../kit/define-agent.ts';
import { accountInput } from '../../kit/inputs.ts';
import { resolveAccount } from '../../kit/resolve.ts';
import { peersOutputSchema } from '../output.ts';
import { compare, METRIC_KEYS, peerScores } from '../peers.ts';
import { peersCard, peersSummary } from '../present-peers.ts';
import { aboutAccount, loadProfile } from '../profile-of.ts';

export const compareToSegment = defineTool({
  name: 'compare_to_segment',
  title: 'Account against its segment',
  description:
    'Compares one account with its peers, the customers of the same size and industry: percentile, rank and median for health, NPS, core and advanced adoption and usage, with the number of peers; nothing is shown under five. Use it for "how does X compare with its peers?", "benchmark X against similar accounts", "which percentile is X in?". Not for which segment it is in (classify_account), and not for one account’s own health.',
  examples: [
    'how does DataFlow compare with its peers?',
    'compare TechCorp to its segment',
    'benchmark Northwind against similar accounts',
    'is Acme above or below its segment average?',
    'where does Globex rank among its peers?',
    'which percentile is Initech in?',
    'Contoso versus comparable customers',
  ],
  status: 'Comparing the account with its peers',
  input: z.object({ account: accountInput }),
  output: peersOutputSchema,
  access: 'read',
  roles: ROLES,
  async run({ account: name }, context) {
    const account = await resolveAccount(context, name);
    const { facts, profile } = await loadProfile(account, context);
    const segment = profile.dimensions.primarySegment.value;
    const ownVertical = profile.dimensions.verticalSegment.value;
    const found = segment ? await peerScores(context, account._id, segment, ownVertical) : null;
    return {
      account: aboutAccount(facts),
      asOf: context.asOf.toISOString(),
      segment,
      vertical: found?.vertical ?? null,
      ownVertical,
      scoredAt: found?.at?.toISOString() ?? null,
      comparisons: METRIC_KEYS.map((metric) =>
        compare(
          metric,
          found?.own?.[metric] ?? null,
          (found?.peers ?? []).flatMap((peer) => peer[metric] ?? []),
        ),
      ),
    };
  },
  summary: peersSummary,
  card: peersCard,
});
