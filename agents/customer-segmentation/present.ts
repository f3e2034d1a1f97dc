import type { Finding } from '../facts/finding.ts';
import type { Button, Card, Part } from '../kit/card.ts';
import type { Summary } from '../kit/define-agent.ts';
import { longDate, plural, shortDate, shortMoney, signed } from '../metrics/format.ts';
import { round } from '../metrics/statistics.ts';
import { DIMENSIONS, type DimensionKey, valueWords } from './dimensions.ts';
import type { DimensionOutput, SegmentOutput } from './output.ts';

const LINES = 5;
const LOW_CONFIDENCE = 0.6;
const MOST_MISSING = 4;

export const percent = (share: number): string => `${round(share * 100)} %`;
const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const find = ({ dimensions }: SegmentOutput, key: DimensionKey): DimensionOutput | undefined => dimensions.find((each) => each.key === key);
const words = (output: SegmentOutput, key: DimensionKey): string | null => find(output, key)?.words ?? null;

/** "mid-market fintech": size and industry as far as they are known. */
const kindOf = (output: SegmentOutput): string =>
  [words(output, 'primarySegment'), words(output, 'verticalSegment')].filter(Boolean).join(' ');

/** The first line: what kind of customer it is and how sure that is. */
function pointOf(output: SegmentOutput): string {
  const { account, confidence, asOf, missing } = output;
  const known = [
    kindOf(output),
    words(output, 'useCaseSegment'),
    words(output, 'contractTier') ? `${words(output, 'contractTier')} tier` : null,
    words(output, 'adoptionPattern'),
    words(output, 'engagementStyle'),
    words(output, 'innovationAppetite'),
  ].filter(Boolean);
  if (known.length === 0)
    return `${account.name} cannot be placed in a segment yet: ${missing.slice(0, 2).join(' and ').toLowerCase()} are missing.`;
  const left = account.leftAt ? ` It left on ${longDate(new Date(account.leftAt))}.` : '';
  const doubt = confidence < LOW_CONFIDENCE ? `Low confidence, ${percent(confidence)}` : `Confidence ${percent(confidence)}`;
  return `${account.name}: ${known.join(', ')}. ${doubt}, as of ${shortDate(new Date(asOf))}.${left}`;
}

function nextLine({ next }: SegmentOutput): string | null {
  if (!next) return null;
  const because = next.drivers.slice(0, 2).map(({ text }) => text.charAt(0).toLowerCase() + text.slice(1));
  return `Heading for ${valueWords(next.to)} in ${next.monthsFrom} to ${next.monthsTo} months (confidence ${percent(next.confidence)}): ${because.join(', ')}`;
}

const TOLD: DimensionKey[] = [
  'adoptionPattern',
  'engagementStyle',
  'innovationAppetite',
  'primarySegment',
  'useCaseSegment',
  'contractTier',
];

export function segmentSummary(output: SegmentOutput): Summary {
  const reasons = TOLD.flatMap((key) => {
    const each = find(output, key);
    return each?.words ? [`${sentence(each.words)}: ${each.reason}`] : [];
  });
  const next = nextLine(output);
  const why = [...reasons.slice(0, next ? LINES - 1 : LINES), ...(next ? [next] : [])];
  if (why.length > 0) return { point: pointOf(output), why };
  return { point: pointOf(output), why: output.missing.slice(0, LINES).map((each) => `Missing: ${each}`) };
}

export function segmentCard(output: SegmentOutput): Card {
  const { account, dimensions } = output;
  const point = pointOf(output);
  const kind = kindOf(output);
  const next = nextLine(output);
  return {
    point,
    parts: [
      { type: 'header', text: `${account.name}: ${kind || 'segment unknown'}` },
      ...(next ? [{ type: 'text' as const, text: next }] : []),
      {
        type: 'table',
        title: 'How it is classified',
        columns: [{ label: 'Dimension' }, { label: 'Segment' }, { label: 'Confidence', align: 'right' }],
        rows: dimensions.map(({ label, words: value, confidence }) => [label, value ?? 'unknown', value ? percent(confidence) : '–']),
      },
      { type: 'buttons', buttons: buttons(output) },
      { type: 'feedback' },
      contextLine(output),
    ],
    sections: [
      { label: 'Why', parts: [{ type: 'evidence', title: 'Every dimension, with what it rests on', figures: figures(output) }] },
      { label: 'What follows', parts: followParts(output) },
      { label: 'History', parts: historyParts(output) },
    ],
  };
}

function buttons({ account }: SegmentOutput): Button[] {
  return [
    {
      label: 'Compare with peers',
      style: 'primary',
      effect: { type: 'call', tool: 'compare_to_segment', arguments: { account: account.id } },
    },
    { label: 'Why', effect: { type: 'show', section: 0 } },
    { label: 'What follows', effect: { type: 'show', section: 1 } },
    { label: 'History', effect: { type: 'show', section: 2 } },
    { label: 'Health', effect: { type: 'call', tool: 'get_account_health', arguments: { account: account.id } } },
  ];
}

function figures({ dimensions, next }: SegmentOutput): Finding[] {
  const own = dimensions.map(({ label, words: value, confidence, reason, missing, evidence }): Finding => {
    const lacking = missing.length > 0 ? `${value ? '; ' : ''}missing: ${missing.join('; ').toLowerCase()}` : '';
    return {
      label,
      value: value === null ? null : round(100 * confidence),
      unit: '% confidence',
      contribution: 0,
      text: value ? `${sentence(value)}: ${reason}${lacking}` : `Unknown${lacking}`,
      evidence,
    };
  });
  const drivers = (next?.drivers ?? []).map(
    (driver): Finding => ({
      label: `Next segment: ${driver.name}`,
      value: round(100 * driver.growth),
      unit: '% a year',
      contribution: 0,
      text: driver.text,
      evidence: driver.evidence,
    }),
  );
  return [...own, ...drivers];
}

function followParts({ follow, next }: SegmentOutput): Part[] {
  const field = (label: string, value: string | null) => (value ? [{ label, value }] : []);
  return [
    {
      type: 'fields',
      fields: [
        ...field('Contact', follow.cadenceDays === null ? null : `every ${plural(follow.cadenceDays, 'day')}`),
        ...field('Channel', follow.channel),
        ...field('Tone', follow.tone),
        ...field('Talk about', follow.focus.join('; ') || null),
        ...field('Playbook', follow.playbooks.map(({ name, reason }) => `${name} (${reason})`).join('; ') || null),
        ...field('Growth a year', next ? `${signed(100 * next.growth)} %` : null),
      ],
    },
    ...(follow.milestones.length > 0
      ? [
          {
            type: 'table' as const,
            title: 'Milestones',
            columns: [{ label: 'By week', align: 'right' as const }, { label: 'Milestone' }],
            rows: follow.milestones.map(({ week, milestone }) => [`${week}`, milestone]),
          },
        ]
      : []),
    ...(follow.thresholds.length > 0
      ? [
          {
            type: 'table' as const,
            title: 'Escalate',
            columns: [{ label: 'When' }, { label: 'To' }, { label: 'Within' }],
            rows: follow.thresholds.map(({ when, to, withinHours }) => [
              when,
              to ?? '–',
              withinHours === null ? '–' : `${withinHours} hours`,
            ]),
          },
        ]
      : []),
    {
      type: 'context',
      text:
        follow.source === 'own'
          ? 'From your own segment playbooks; what they leave open follows Greendoor’s defaults.'
          : 'Greendoor’s defaults: there is no segment playbook of your own for these segments yet.',
    },
  ];
}

function historyParts({ history, asOf }: SegmentOutput): Part[] {
  if (history.length === 0) return [{ type: 'text', text: 'No dimension changed in the time that is known.' }];
  const from = new Date(asOf);
  const rebuilt = history.some(({ source }) => source === 'reconstructed');
  return [
    {
      type: 'table',
      title: 'What changed, the latest first',
      columns: [{ label: 'Seen' }, { label: 'Dimension' }, { label: 'Change' }, { label: 'Because' }],
      rows: history.map(({ at, dimension, from: before, to, reason }) => [
        shortDate(new Date(at), from),
        DIMENSIONS[dimension].label,
        `${valueWords(before)} → ${valueWords(to)}`,
        reason,
      ]),
    },
    ...(rebuilt
      ? [{ type: 'context' as const, text: 'Where nothing had been issued yet, today’s rules say how it stood month by month.' }]
      : []),
  ];
}

function contextLine({ asOf, confidence, missing, account }: SegmentOutput): Part {
  const more = missing.length > MOST_MISSING ? ` and ${missing.length - MOST_MISSING} more (Why)` : '';
  const unknown = missing.length > 0 ? `Missing: ${missing.slice(0, MOST_MISSING).join('; ')}${more}.` : 'Nothing missing.';
  const worth = account.arr === null ? '' : ` ${shortMoney(account.arr, account.currency)} a year.`;
  return { type: 'context', text: `As of ${shortDate(new Date(asOf))}. Confidence ${percent(confidence)}.${worth} ${unknown}` };
}
