import type { Finding } from '../facts/finding.ts';
import type { Part, Section } from '../kit/card.ts';
import { plural, signed } from '../metrics/format.ts';
import { round } from '../metrics/statistics.ts';
import type { Behavior, PersonBehavior } from './assessment.ts';
import type { BehaviorOutput } from './output.ts';
import { LEAST_ACCOUNTS } from './peers.ts';
import { readable } from './sessions.ts';
import { FORECAST_WORDS, frictionText, nameOf, percent, remedyOf, sentence, since } from './words.ts';

const MOST_ROWS = 15;
const MOST_POWER = 3;
const BANDS = { high: 'High, over 90 %', medium: 'Medium, 70 to 90 %', low: 'Low, 50 to 70 %', weak: 'Weak, under 50 %' } as const;

/** What stands behind the buttons: why, adoption, barriers, people, outlook. Empty ones are left out. */
export function sectionsOf(output: BehaviorOutput): Section[] {
  const { behavior } = output;
  if (behavior.recordFrom === null) return [];
  return [
    { label: 'Why', parts: whyParts(output) },
    { label: 'Adoption', parts: adoptionParts(behavior) },
    ...(behavior.friction.length > 0 ? [{ label: 'Barriers', parts: barrierParts(behavior) }] : []),
    ...(behavior.people.length > 0 ? [{ label: 'People and teams', parts: peopleParts(behavior) }] : []),
    ...(behavior.forecasts.some(({ probability }) => probability !== null) ? [{ label: 'Outlook', parts: outlookParts(behavior) }] : []),
  ];
}

function whyParts({ behavior, segment }: BehaviorOutput): Part[] {
  const { parts, activities, engagement } = behavior;
  const peers =
    segment.accounts >= LEAST_ACCOUNTS
      ? `Segment average over ${segment.accounts} accounts (${[segment.segment, segment.vertical].flatMap((each) => (each ? readable(each) : [])).join(' ')}).`
      : `No segment average: ${plural(segment.accounts, 'comparable account')} with usage, ${LEAST_ACCOUNTS} needed.`;
  const errors =
    engagement.errors === null
      ? ''
      : ` ${plural(engagement.errors, 'error')} met${engagement.unresolved === null ? '' : `, ${engagement.unresolved} unresolved`}.`;
  return [
    {
      type: 'table',
      title: 'The behaviour score by part; the points add up to it',
      columns: [
        { label: 'Part' },
        { label: 'Score', align: 'right' },
        { label: 'Weight', align: 'right' },
        { label: 'Points', align: 'right' },
      ],
      rows: parts.map(({ label, score, weight, points }) => [
        label,
        score === null ? 'no data' : `${round(score)}`,
        weight === 0 ? '–' : percent(weight),
        weight === 0 ? '–' : `${round(points, 1)}`,
      ]),
    },
    { type: 'evidence', title: 'What it rests on', figures: parts.flatMap(({ figures }) => figures) },
    ...(activities.length > 0
      ? [
          {
            type: 'table' as const,
            title: `Activities, ${behavior.days} days against the ${behavior.days} before`,
            columns: [
              { label: 'Activity' },
              { label: 'Now', align: 'right' as const },
              { label: 'Before', align: 'right' as const },
              { label: 'Change', align: 'right' as const },
            ],
            rows: activities
              .slice(0, MOST_ROWS)
              .map(({ name, now, before, change }) => [
                name,
                now.toLocaleString('en-US'),
                before.toLocaleString('en-US'),
                change === null ? 'new' : `${signed(100 * change)} %`,
              ]),
          },
        ]
      : []),
    { type: 'context', text: `${peers}${errors}` },
  ];
}

function adoptionParts({ journey, stickiness, tierSource }: Behavior): Part[] {
  const known = journey.filter(({ share }) => share !== null);
  const first = known[0];
  const last = known.at(-1);
  const finding =
    first && last && first !== last
      ? `${sentence(first.tier)} features reach ${percent(first.share ?? 0)}, ${last.tier} features ${percent(last.share ?? 0)}`
      : 'How far people get by weeks since their first use';
  const rule =
    tierSource === 'marked'
      ? 'Advanced is what the source marks so, power its later half and integrations; basic is the earlier half of the rest.'
      : 'Tiers follow the order in which people discover features.';
  return [
    ...(known.length > 0
      ? [
          {
            type: 'chart' as const,
            title: finding,
            alt: journey.map(({ tier, weeks, share }) => `${weeks}, ${tier}: ${share === null ? 'unknown' : percent(share)}`).join('; '),
            kind: 'bar' as const,
            unit: '%',
            series: [
              {
                label: 'Adoption',
                points: journey.map(({ tier, weeks, share }) => ({ x: `${weeks} ${tier}`, y: share === null ? null : round(100 * share) })),
              },
            ],
          },
        ]
      : []),
    {
      type: 'table',
      title: 'Adoption journey',
      columns: [
        { label: 'Features' },
        { label: 'By the end of' },
        { label: 'Adoption', align: 'right' },
        { label: 'People', align: 'right' },
      ],
      rows: journey.map(({ tier, weeks, share, people: count, features }) => [
        `${sentence(tier)}: ${features.map(({ feature }) => readable(feature)).join(', ') || 'none known'}`,
        weeks,
        share === null ? 'unknown' : percent(share),
        `${count}`,
      ]),
    },
    ...(stickiness.length > 0
      ? [
          {
            type: 'table' as const,
            title: 'Return use after discovery',
            columns: [{ label: 'Feature' }, { label: 'Returned', align: 'right' as const }, { label: 'Stickiness' }],
            rows: stickiness
              .slice(0, MOST_ROWS)
              .map(({ feature, people: count, returned, band }) => [readable(feature), `${returned} of ${count}`, BANDS[band]]),
          },
        ]
      : []),
    { type: 'context', text: `${rule} Features fewer than three people discovered are left out of return use.` },
  ];
}

function barrierParts({ friction }: Behavior): Part[] {
  const flagged = friction.filter((each) => each.flagged);
  return [
    {
      type: 'text',
      text:
        flagged.length === 0
          ? 'Nothing is above its limit.'
          : flagged.map((each) => `**${frictionText(each)}**\n${remedyOf(each)}`).join('\n\n'),
    },
    {
      type: 'evidence',
      title: 'Everything that was met',
      figures: friction.slice(0, MOST_ROWS).map(
        (each): Finding => ({
          label: readable(each.subject),
          value: each.rate === null ? null : round(100 * each.rate),
          unit: '%',
          contribution: 0,
          text: frictionText(each),
          evidence: each.evidence,
        }),
      ),
    },
    {
      type: 'context',
      text: 'Flagged: over 30 % of 20 or more runs abandoned, 30 % of 5 or more people without a finished setup (90 days), 50 % of 10 or more help visits bounced, 30 % and 5 or more errors unresolved.',
    },
  ];
}

function peopleParts(behavior: Behavior): Part[] {
  const { people: all, teams, triggers, asOf } = behavior;
  const falling = triggers.some(({ kind }) => kind === 'session_decline');
  const power = all.filter((each) => each.power).slice(0, MOST_POWER);
  const fresh = teams.find(({ isNew }) => isNew)?.team ?? null;
  return [
    ...power.map(
      (each): Part => ({
        type: 'text',
        text: `**${nameOf(each)}**${each.title ? `, ${each.title}` : ''}: ${profileOf(each)}\n${falling ? 'First win the account back; then develop them.' : developmentOf(each, fresh)}`,
      }),
    ),
    {
      type: 'table',
      title: 'People, the most time first',
      columns: [
        { label: 'Person' },
        { label: 'Team' },
        { label: 'Sessions', align: 'right' },
        { label: 'Minutes', align: 'right' },
        { label: 'Advanced', align: 'right' },
      ],
      rows: all
        .slice(0, MOST_ROWS)
        .map((each) => [
          `${nameOf(each)}${each.newcomer ? ' (new)' : ''}`,
          each.department ?? '–',
          `${each.sessions}`,
          each.minutes === null ? '–' : `${round(each.minutes)}`,
          each.deep === null ? '–' : percent(each.deep),
        ]),
    },
    ...(teams.length > 0
      ? [
          {
            type: 'table' as const,
            title: 'Teams',
            columns: [
              { label: 'Team' },
              { label: 'People', align: 'right' as const },
              { label: 'Sessions', align: 'right' as const },
              { label: 'Since' },
            ],
            rows: teams.map(({ team, people: count, share, since: from, isNew }) => [
              `${team}${isNew ? ' (new)' : ''}`,
              `${count}`,
              percent(share),
              since(from, asOf),
            ]),
          },
        ]
      : []),
    ...(all.length > MOST_ROWS ? [{ type: 'context' as const, text: `${all.length - MOST_ROWS} further people are not shown.` }] : []),
  ];
}

function profileOf({ sessions, minutes, deep, breadth, calls, shares }: PersonBehavior): string {
  return [
    plural(sessions, 'session'),
    ...(minutes === null ? [] : [`${round(minutes)} minutes each`]),
    ...(deep === null ? (breadth === null ? [] : [`${percent(breadth)} of the features`]) : [`${percent(deep)} of the advanced features`]),
    ...(calls > 0 ? [`${calls.toLocaleString('en-US')} integration calls`] : []),
    ...(shares > 0 ? [`${shares} times shared with others`] : []),
  ].join(', ');
}

/** What to offer a power user, from what they do. */
function developmentOf({ calls, shares, deep }: PersonBehavior, freshTeam: string | null): string {
  const offers = [
    ...(deep !== null && deep >= 1 ? ['early access to new advanced features'] : ['a session on the advanced features still unused']),
    ...(calls > 0 ? ['the developer programme and a joint look at their integrations'] : []),
    ...(freshTeam ? [`mentoring the new ${freshTeam} team`] : shares > 0 ? ['a user group talk on what they share'] : []),
  ];
  return `Offer ${offers.join('; ')}.`;
}

function outlookParts({ forecasts }: Behavior): Part[] {
  return forecasts.flatMap(({ kind, probability, base, factors, missing }): Part[] => [
    {
      type: 'table',
      title: `${FORECAST_WORDS[kind]}: ${probability === null ? 'unknown' : `${percent(probability)} within 90 days`}`,
      columns: [{ label: 'Because' }, { label: 'Log-odds', align: 'right' }],
      rows: [
        ['Usual for an account nothing stands out at', signed(base, 2)],
        ...factors.flatMap(({ text, contribution }) => (contribution === 0 ? [] : [[text, signed(contribution, 2)]])),
      ],
    },
    ...(missing.length > 0 ? [{ type: 'context' as const, text: `Not known: ${missing.join(', ').toLowerCase()}.` }] : []),
  ]);
}
