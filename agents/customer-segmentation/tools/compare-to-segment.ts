import { z } from 'zod';
import type { Figure, Text } from '../../facts/index.ts';
import type { getAccountHealth } from '../../health-score/face.ts';
import { LEAST_PEERS } from '../../kit/peers.ts';
import { callButton, contextLine, primary, type Shown, shown, tableOf, textPart } from '../../kit/present/index.ts';
import { figuresOf, small, t } from '../../kit/say.ts';
import { accountInput, type Context, readTool } from '../../kit/tool.ts';
import { readAccount } from '../../kit/who.ts';
import { figureWith, metricNamed, plural } from '../../metrics/index.ts';
import { valueWords } from '../dimensions.ts';
import { type Comparison, compare, METRIC_KEYS, peerScores } from '../peers.ts';
import { primarySegment, verticalSegment } from '../rules/firmographic.ts';
import type { classifyAccount } from './classify-account.ts';
import type { listSegments } from './list-segments.ts';

const input = z.object({ account: accountInput });

export const compareToSegment = readTool({
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
    'how is Acme doing compared to other retailers',
    'is Globex typical for its size',
    'accounts similar to Northwind',
    'who looks like Acme',
    'which accounts look like Initech',
    'is Acme better than its peers',
    'how does Globex rank among banks',
    'benchmark of Acme',
    'what is normal for a customer like Globex',
  ],
  words: [
    'compare: comparison, versus, vergleich, vergleiche, comparer, comparar, comparable, compared',
    'peers: peer, similar, alike, others, comparable, typical',
  ],
  status: 'Comparing the account with its peers',
  input,
  run,
  ...shown(answer),
});

export type PeersOutput = Awaited<ReturnType<typeof run>>;

async function run({ account: named }: z.output<typeof input>, context: Context) {
  const { facts } = await readAccount(context, named);
  const { _id: id, name } = facts.account;
  const segment = primarySegment(facts).value;
  const ownVertical = verticalSegment(facts).value;
  const found = segment ? await peerScores(context, id, segment, ownVertical) : null;
  return {
    account: { id, name },
    asOf: context.asOf.toISOString(),
    segment,
    /** Null where the whole size segment is compared with. */
    vertical: found?.vertical ?? null,
    ownVertical,
    scoredAt: found?.at?.toISOString() ?? null,
    comparisons: found?.comparisons ?? METRIC_KEYS.map((key) => compare(key, null, [])),
  };
}

const groupOf = ({ segment, vertical }: Pick<PeersOutput, 'segment' | 'vertical'>): string =>
  [segment, vertical].flatMap((each) => (each ? [valueWords(each)] : [])).join(' ');

/** A comparison in figures: the account's own, and those of its peers. */
function figuresFor({ account, scoredAt, asOf, ...output }: PeersOutput, { metric: key, ...found }: Comparison) {
  const metric = metricNamed(key);
  const at = scoredAt ?? asOf;
  const peers = figuresOf({ kind: 'group', id: `peers of ${account.id}`, name: `${groupOf(output)} peers` }, at);
  const own = figuresOf({ kind: 'account', ...account }, at);
  return {
    label: metric.label,
    own: figureWith(metric, found.value, { subject: { kind: 'account', ...account }, asOf: new Date(at) }),
    median: peers.of(`median:${key}`, `median ${small(metric.label)}`, found.median, metric.unit, { digits: metric.digits }),
    above: own.of(`percentile:${key}`, `${small(metric.label)}: peers below`, found.percentile, '%'),
    rank: own.of(`rank:${key}`, `rank by ${small(metric.label)}`, found.rank, ''),
    peers: peers.of(`peers:${key}`, `peers with ${small(metric.label)}`, found.peers, ''),
  };
}

/** "Health 87, above 78 % of 14": below and above all are said so. */
function said(output: PeersOutput, comparison: Comparison): Text {
  const { label, own, above, peers } = figuresFor(output, comparison);
  const share = above.value === 0 ? 'below all' : above.value === 100 ? 'above all' : t`above ${above} of`;
  return t`${label} ${own}, ${share} ${peers}`;
}

const comparable = ({ comparisons }: PeersOutput) => comparisons.filter(({ percentile }) => percentile !== null);

function pointOf(output: PeersOutput): Text {
  const { account, segment, comparisons } = output;
  if (!segment) return `${account.name} has no peers yet: neither its employees nor a contract in force are known.`;
  const [first] = comparable(output);
  if (first) return t`${account.name}: ${said(output, first)} ${groupOf(output)} peers (median ${figuresFor(output, first).median}).`;
  const peers = Math.max(0, ...comparisons.map((each) => each.peers));
  return peers < LEAST_PEERS
    ? `${account.name} has only ${plural(peers, 'scored peer')} in ${groupOf(output)}: too few to compare with (${LEAST_PEERS} needed).`
    : `${account.name} has no score of its own to compare with ${plural(peers, 'peer')} in ${groupOf(output)}.`;
}

/** The other figures it is compared by, and those it has none for. */
function reasonsOf(output: PeersOutput): Text[] {
  const lines = comparable(output)
    .slice(1)
    .map((each) => {
      const { median, rank } = figuresFor(output, each);
      return t`${said(output, each)} peers (median ${median}, rank ${rank} of ${each.peers + 1})`;
    });
  const unknown = output.comparisons.filter(({ value, peers }) => value === null && peers >= LEAST_PEERS);
  const lacking = unknown.map(({ metric }) => small(metricNamed(metric).label));
  return [...lines, ...(lacking.length > 0 ? [`No own figure for ${lacking.join(', ')}`] : [])];
}

const cell = (figure: Figure, absent = '–'): Text => (figure.value === null ? absent : [figure]);

function answer(output: PeersOutput): Shown {
  const { account, comparisons, scoredAt, vertical, ownVertical, segment } = output;
  return {
    point: pointOf(output),
    why: reasonsOf(output),
    header: segment ? `${account.name} among ${groupOf(output)} peers` : account.name,
    body: segment
      ? tableOf('Against its segment', comparisons, (each) => {
          const { label, own, median, above, rank, peers } = figuresFor(output, each);
          const among = rank.value === null ? '–' : t`${rank} of ${each.peers + 1}`;
          return {
            Figure: label,
            Own: cell(own, 'no data'),
            Median: cell(median, 'too few'),
            Above: cell(above),
            Rank: among,
            Peers: cell(peers),
          };
        })
      : textPart(pointOf(output)),
    next: [
      primary(callButton<typeof classifyAccount>('Segment', 'classify_account', { account: account.id })),
      callButton<typeof getAccountHealth>('Health', 'get_account_health', { account: account.id }),
      callButton<typeof listSegments>('All segments', 'list_segments', {}),
    ],
    feedback: true,
    context: contextLine({
      asOf: scoredAt,
      used: [`customers of the same size${vertical ? ' and industry' : ''} with a score`],
      notes: [
        `fewer than ${LEAST_PEERS} are not shown`,
        ...(segment && ownVertical && !vertical ? [`too few in ${valueWords(ownVertical)}, so all industries count`] : []),
      ],
    }),
  };
}
