import type { Card } from '../kit/card.ts';
import type { Summary } from '../kit/define-agent.ts';
import { plural, shortDate, shortMoney } from '../metrics/format.ts';
import { valueWords } from './dimensions.ts';
import type { SegmentListOutput } from './output.ts';

type Group = SegmentListOutput['groups'][number];

const money = ({ arr }: Group): string => arr.map(({ amount, currency }) => shortMoney(amount, currency)).join(' + ') || '–';
const nameOf = ({ segment, vertical }: Group, by: SegmentListOutput['by']): string => {
  const size = segment ? valueWords(segment) : 'size unknown';
  const industry = vertical ? valueWords(vertical) : 'industry unknown';
  return by === 'size' ? size : by === 'industry' ? industry : `${size}, ${industry}`;
};
const healthOf = ({ averageHealth, scored }: Group): string =>
  averageHealth === null ? 'not scored' : `average health ${averageHealth} (${scored} scored)`;

function pointOf({ groups, by, accounts, whose }: SegmentListOutput): string {
  const [first] = groups;
  if (!first) return `There is nothing to show: ${whose} are none, or not scored yet.`;
  const weak = groups.filter(({ scored }) => scored >= 5).sort((a, b) => (a.averageHealth ?? 0) - (b.averageHealth ?? 0))[0];
  const lowest = weak && groups.length > 1 ? ` Lowest average health: ${nameOf(weak, by)}, ${weak.averageHealth}.` : '';
  return `${plural(accounts, 'account')} in ${plural(groups.length, 'segment')}; most are ${nameOf(first, by)} (${first.accounts}).${lowest}`;
}

export function listSummary(output: SegmentListOutput): Summary {
  const { groups, by } = output;
  return {
    point: pointOf(output),
    why: groups
      .slice(0, 5)
      .map((group) => `${nameOf(group, by)}: ${plural(group.accounts, 'account')}, ${money(group)}, ${healthOf(group)}`),
  };
}

export function listCard(output: SegmentListOutput): Card {
  const { groups, by, asOf, whose, owner } = output;
  const point = pointOf(output);
  if (groups.length === 0) return { point, parts: [{ type: 'text', text: point }], sections: [] };
  const again = (label: string, other: SegmentListOutput['by']) => ({
    label,
    effect: { type: 'call' as const, tool: 'list_segments', arguments: { owner, by: other } },
  });
  return {
    point,
    parts: [
      { type: 'header', text: `${plural(output.accounts, 'account')} in ${plural(groups.length, 'segment')}` },
      {
        type: 'table',
        columns: [
          { label: 'Segment' },
          { label: 'Accounts', align: 'right' },
          { label: 'Yearly value', align: 'right' },
          { label: 'Health', align: 'right' },
          { label: 'Scored', align: 'right' },
        ],
        rows: groups.map((group) => [
          nameOf(group, by),
          `${group.accounts}`,
          money(group),
          `${group.averageHealth ?? '–'}`,
          `${group.scored}`,
        ]),
      },
      {
        type: 'buttons',
        buttons: [
          ...(by === 'size' ? [] : [again('By size', 'size')]),
          ...(by === 'industry' ? [] : [again('By industry', 'industry')]),
          ...(by === 'size_and_industry' ? [] : [again('By both', 'size_and_industry')]),
        ],
      },
      { type: 'feedback' },
      {
        type: 'context',
        text: `${asOf ? `As of ${shortDate(new Date(asOf))}` : 'Not scored yet'} · ${whose} · customers only; yearly values are not added across currencies`,
      },
    ],
    sections: [],
  };
}
