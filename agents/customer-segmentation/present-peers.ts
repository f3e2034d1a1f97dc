import type { Card } from '../kit/card.ts';
import type { Summary } from '../kit/define-agent.ts';
import { plural, shortDate } from '../metrics/format.ts';
import { valueWords } from './dimensions.ts';
import type { PeersOutput } from './output.ts';
import { type Comparison, LEAST_PEERS, METRICS } from './peers.ts';

const groupOf = ({ segment, vertical }: PeersOutput): string =>
  [segment ? valueWords(segment) : '', vertical ? valueWords(vertical) : ''].filter(Boolean).join(' ');

/** "Health 87, above 78 % of 14": below and above all are said so. */
const said = ({ metric, value, percentile, peers }: Comparison): string => {
  const { label, unit } = METRICS[metric];
  const share = percentile === 0 ? 'below all' : percentile === 100 ? 'above all' : `above ${percentile} % of`;
  return `${label} ${value}${unit === '%' ? ' %' : ''}, ${share} ${peers}`;
};

/** Figures that can be compared, the strongest metric of the agent first. */
const comparable = ({ comparisons }: PeersOutput) => comparisons.filter(({ percentile }) => percentile !== null);

function pointOf(output: PeersOutput): string {
  const { account, segment } = output;
  if (!segment) return `${account.name} has no peers yet: neither its employees nor a contract in force are known.`;
  const [first] = comparable(output);
  if (first) return `${account.name}: ${said(first)} ${groupOf(output)} peers (median ${first.median}).`;
  const peers = Math.max(0, ...output.comparisons.map((each) => each.peers));
  if (peers < LEAST_PEERS)
    return `${account.name} has only ${plural(peers, 'scored peer')} in ${groupOf(output)}: too few to compare with (${LEAST_PEERS} needed).`;
  return `${account.name} has no score of its own to compare with ${plural(peers, 'peer')} in ${groupOf(output)}.`;
}

export function peersSummary(output: PeersOutput): Summary {
  const lines = comparable(output)
    .slice(1)
    .map((each) => `${said(each)} peers (median ${each.median}, rank ${each.rank} of ${each.peers + 1})`);
  const unknown = output.comparisons
    .filter(({ value, peers }) => value === null && peers >= LEAST_PEERS)
    .map(({ metric }) => METRICS[metric].label.toLowerCase());
  const lacking = unknown.length > 0 ? [`No own figure for ${unknown.join(', ')}`] : [];
  return { point: pointOf(output), why: [...lines, ...lacking].slice(0, 5) };
}

export function peersCard(output: PeersOutput): Card {
  const { account, comparisons, scoredAt, asOf, vertical, ownVertical, segment } = output;
  const point = pointOf(output);
  const wide = segment && ownVertical && !vertical ? ` Too few in ${valueWords(ownVertical)}, so all industries count.` : '';
  return {
    point,
    parts: [
      { type: 'header', text: segment ? `${account.name} among ${groupOf(output)} peers` : account.name },
      ...(segment
        ? [
            {
              type: 'table' as const,
              title: 'Against its segment',
              columns: [
                { label: 'Figure' },
                { label: 'Own', align: 'right' as const },
                { label: 'Median', align: 'right' as const },
                { label: 'Above', align: 'right' as const },
                { label: 'Rank', align: 'right' as const },
                { label: 'Peers', align: 'right' as const },
              ],
              rows: comparisons.map(({ metric, value, median, percentile, rank, peers }) => [
                `${METRICS[metric].label} (${METRICS[metric].unit})`,
                value === null ? 'no data' : `${value}`,
                median === null ? (peers < LEAST_PEERS ? 'too few' : '–') : `${median}`,
                percentile === null ? '–' : `${percentile} %`,
                rank === null ? '–' : `${rank} of ${peers + 1}`,
                `${peers}`,
              ]),
            },
          ]
        : [{ type: 'text' as const, text: point }]),
      {
        type: 'buttons',
        buttons: [
          { label: 'Segment', style: 'primary', effect: { type: 'call', tool: 'classify_account', arguments: { account: account.id } } },
          { label: 'Health', effect: { type: 'call', tool: 'get_account_health', arguments: { account: account.id } } },
          { label: 'All segments', effect: { type: 'call', tool: 'list_segments', arguments: { owner: null, by: null } } },
        ],
      },
      { type: 'feedback' },
      {
        type: 'context',
        text: `${scoredAt ? `Scores of ${shortDate(new Date(scoredAt), new Date(asOf))}.` : 'No own score of these days.'} Peers: customers of the same size${
          vertical ? ' and industry' : ''
        } with a score; fewer than ${LEAST_PEERS} are not shown.${wide}`,
      },
    ],
    sections: [],
  };
}
