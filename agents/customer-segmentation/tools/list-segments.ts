import { z } from 'zod';
import { ROLES } from '../../../models/user.ts';
import { defineTool } from '../../kit/define-agent.ts';
import { ownerInput } from '../../kit/inputs.ts';
import { whoseAccounts } from '../../kit/people.ts';
import { round } from '../../metrics/statistics.ts';
import { type SegmentListOutput, segmentListSchema } from '../output.ts';
import { listCard, listSummary } from '../present-list.ts';

const BY = { size: ['segment'], industry: ['vertical'], size_and_industry: ['segment', 'vertical'] } as const;

interface Row {
  _id: { segment?: string | null; vertical?: string | null; currency?: string | null };
  accounts: number;
  scored: number;
  health: number;
  arr: number;
  asOf: Date;
}

export const listSegments = defineTool({
  name: 'list_segments',
  title: 'Segments of the portfolio',
  description:
    'Counts the accounts of each segment, by size, industry or both: how many accounts, yearly value per currency, average health. Use it for "how many accounts are in each segment?", "break our customers down by industry", "which segments do we have?". Not for one account’s segment (classify_account), and not for a list of accounts.',
  examples: [
    'how many accounts are in each segment?',
    'which segments do we have?',
    'break our customers down by segment',
    'average health per segment',
    'yearly value by segment and industry',
    'list segments of my accounts',
    'segment breakdown by industry',
  ],
  status: 'Counting the segments',
  input: z.object({
    owner: ownerInput,
    by: z
      .enum(['size', 'industry', 'size_and_industry'])
      .nullable()
      .default(null)
      .describe('What the segments are made by; size unless asked'),
  }),
  output: segmentListSchema,
  access: 'read',
  roles: ROLES,
  async run({ owner, by: asked }, context): Promise<SegmentListOutput> {
    const { tenant, models, asOf } = context;
    const by = asked ?? 'size';
    const person = await whoseAccounts(context, owner);
    const rows = await models.accountStandings.aggregate<Row>([
      { $match: { tenant, ...person.where, asOf: { $lte: asOf }, lifecycleStage: { $ne: 'churned' } } },
      {
        $group: {
          _id: { ...Object.fromEntries(BY[by].map((field) => [field, `$${field}`])), currency: '$currency' },
          accounts: { $sum: 1 },
          scored: { $sum: { $cond: [{ $isNumber: '$health' }, 1, 0] } },
          health: { $sum: '$health' },
          arr: { $sum: '$arr' },
          asOf: { $max: '$asOf' },
        },
      },
    ]);
    return {
      whose: person.label,
      owner,
      by,
      accounts: rows.reduce((total, { accounts }) => total + accounts, 0),
      groups: groupsOf(rows),
      asOf: rows.length > 0 ? new Date(Math.max(...rows.map((row) => row.asOf.getTime()))).toISOString() : null,
    };
  },
  summary: listSummary,
  card: listCard,
});

/** The rows of one segment's currencies put together, the most accounts first. */
function groupsOf(rows: readonly Row[]): SegmentListOutput['groups'] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = `${row._id.segment ?? ''}|${row._id.vertical ?? ''}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const sum = (all: readonly Row[], get: (row: Row) => number) => all.reduce((total, row) => total + get(row), 0);
  return [...groups.entries()]
    .map(([key, all]) => {
      const scored = sum(all, (row) => row.scored);
      return {
        key,
        segment: all[0]?._id.segment ?? null,
        vertical: all[0]?._id.vertical ?? null,
        accounts: sum(all, (row) => row.accounts),
        scored,
        averageHealth: scored > 0 ? round(sum(all, (row) => row.health) / scored) : null,
        arr: all
          .filter(({ arr }) => arr > 0)
          .map(({ _id, arr }) => ({ currency: _id.currency ?? 'USD', amount: arr }))
          .sort((a, b) => b.amount - a.amount),
      };
    })
    .sort((a, b) => b.accounts - a.accounts || a.key.localeCompare(b.key))
    .map(({ key: _, ...group }) => group);
}
