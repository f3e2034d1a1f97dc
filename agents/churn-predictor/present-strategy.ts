import type { Card, Part } from '../kit/card.ts';
import type { Summary } from '../kit/define-agent.ts';
import { daysBetween, plural, shortDate } from '../metrics/format.ts';
import { round } from '../metrics/statistics.ts';
import { TONES } from './figures.ts';
import type { ChurnOutput, ScoredOutput } from './output.ts';
import { basisOf, fieldsOf, nextSteps } from './present-parts.ts';
import { refusalCard, refusalSummary } from './present-refusal.ts';
import { HORIZONS } from './strategy.ts';

const MOST_LINES = 5;
const percent = (share: number): string => `${round(share * 100)} %`;

const TIERS: Record<ScoredOutput['retention'][number]['tier'], string> = {
  none: 'No action',
  standard: 'Standard intervention',
  comprehensive: 'Comprehensive strategy',
  executive: 'Executive engagement',
};

const chanceOf = ({ retention }: ScoredOutput, tier: string) => retention.find((each) => each.tier === tier)?.probability ?? 0;

function point(output: ScoredOutput): string {
  const { account, advised, asOf, criticalAt } = output;
  const nothing = percent(chanceOf(output, 'none'));
  if (!advised) return `${account.name}: no intervention needed; ${nothing} likely to stay over 90 days as it is.`;
  const until =
    criticalAt === null
      ? ''
      : criticalAt <= asOf
        ? ' It is late: churn is already likelier than 85 %.'
        : ` ${plural(daysBetween(new Date(asOf), new Date(criticalAt)), 'day')} left, until ${shortDate(new Date(criticalAt), new Date(asOf))}.`;
  return `${account.name}: ${TIERS[advised].toLowerCase()} keeps it with ${percent(chanceOf(output, advised))}, against ${nothing} if nothing is done.${until}`;
}

export function strategySummary(output: ChurnOutput): Summary {
  if (output.status !== 'scored') return refusalSummary(output);
  const first = HORIZONS.map((horizon) => output.actions.filter((each) => each.horizon === horizon));
  const [now = [], soon = [], later = []] = first;
  const chosen = [...now.slice(0, 3), ...soon.slice(0, 1), ...later.slice(0, 1)].slice(0, MOST_LINES);
  return {
    point: point(output),
    why: chosen.map(({ horizon, action, because }) => `${horizon.replace('-', '–')}: ${action}. ${because}`),
  };
}

export function strategyCard(output: ChurnOutput): Card {
  if (output.status !== 'scored') return refusalCard(output);
  const { account, actions, retention } = output;
  const tables = HORIZONS.flatMap((horizon): Part[] => {
    const rows = actions.filter((each) => each.horizon === horizon).map(({ action, label }) => [action, label]);
    return rows.length === 0
      ? []
      : [{ type: 'table', title: horizon.replace('-', '–'), columns: [{ label: 'Do' }, { label: 'Answers' }], rows }];
  });
  return {
    point: point(output),
    parts: [
      { type: 'header', text: `${account.name}: retention strategy`, tone: TONES[output.band] },
      fieldsOf(output),
      {
        type: 'table',
        title: 'Chance of keeping the account over 90 days',
        columns: [{ label: 'With' }, { label: 'Chance', align: 'right' }, { label: 'Own playbooks', align: 'right' }],
        rows: retention.map(({ tier, probability, observed }) => [
          TIERS[tier],
          percent(probability),
          tier === 'none' ? '' : String(observed),
        ]),
      },
      ...tables,
      {
        type: 'buttons',
        buttons: [...nextSteps(output, 'strategy'), { label: 'Evidence', effect: { type: 'show', section: 0 } }],
      },
      { type: 'feedback' },
      basisOf(output),
    ],
    sections: [
      {
        label: 'Evidence',
        parts: [
          {
            type: 'evidence',
            title: 'The factors these actions answer',
            figures: output.factors.filter(({ name }) => actions.some(({ factor }) => factor === name)),
          },
          {
            type: 'text',
            text: `The chances start from stated rates (standard 45 %, comprehensive 73 %, executive 89 % where doing nothing keeps 22 %), are updated by your completed retention playbooks, and moved by this account's own odds (${round(100 * chanceOf(output, 'none'))} % if nothing is done).`,
          },
        ],
      },
    ],
  };
}
