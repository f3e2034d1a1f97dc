import type { briefAccount } from '../daily-desk/face.ts';
import type { assessEvangelistTool } from '../evangelism-pipeline/face.ts';
import { type Finding, findingOf, type Text } from '../facts/index.ts';
import type { Part, Shown } from '../kit/present/index.ts';
import { callButton, contextLine, doubt, evidencePart, linesOf, linesPart, primary, shown, tableOf } from '../kit/present/index.ts';
import { listed, ofAccount, t } from '../kit/say.ts';
import { shortened } from '../metrics/index.ts';
import { influenceText, partLines } from './figures.ts';
import { INFLUENCE_PARTS } from './influence.ts';
import type { Mentions } from './mentions.ts';
import type { ShownVoice } from './presence.ts';
import type { Spike } from './spikes.ts';
import type { PresenceOutput } from './tools/analyze-community-presence.ts';
import type { findReferralPaths } from './tools/find-referral-paths.ts';

const QUOTE = 160;
const WORDS = {
  positive: 'praise',
  negative: 'criticism',
  neutral: 'neither',
  competitive_comparison: 'comparison',
  unknown: 'language not read',
} as const;

const who = ({ account, person }: PresenceOutput): string => (person ? `${person.name} (${account.name})` : account.name);

function pointOf(found: PresenceOutput): Text {
  const { voices, silent, mentions, person, asOf, account } = found;
  const [first] = voices;
  if (silent) return `${who(found)}: nothing in public is on record in the last year.`;
  const { count } = ofAccount(account, asOf);
  const critical = mentions.classes.negative;
  const said =
    mentions.count === 0
      ? 'no public mention of us'
      : t`${count(person ? `mentions_of:${person.id}` : 'community_mentions', mentions.count, 'public mention')} of us, ${critical === 0 ? 'none critical' : t`${count(person ? `criticism_of:${person.id}` : 'negative_mentions', critical, 'critical', 'critical')}`}`;
  const heard = first && !first.left ? first : null;
  const voice = person
    ? heard
      ? t`influence ${influenceText(heard, asOf)}; `
      : ''
    : heard
      ? t`${heard.name} is heard most, influence ${influenceText(heard, asOf)}; `
      : '';
  return t`${who(found)}: ${voice}${said} in 180 days.${heard?.influence.score == null ? '' : doubt(heard.influence.confidence)}`;
}

const spikeText = ({ at, mentions, usual, critical, people, cause }: Spike, { account, asOf }: PresenceOutput): Text => {
  const { of, date } = ofAccount(account, asOf);
  const key = (what: string) => `spike_${what}:${at.slice(0, 10)}`;
  return t`Spike in the week to ${date(key('week'), 'week of the spike', at)}: ${of(key('mentions'), 'mentions in that week', mentions, '')} mentions by ${of(key('people'), 'people in that week', people, '')} people, usual ${of(key('usual'), 'mentions in a usual week', usual, '', { digits: 1 })}${critical > 0 ? t`, ${of(key('critical'), 'critical in that week', critical, '')} critical` : ''}${cause ? `; shortly before: ${cause.text}` : ''}`;
};

const quoteText = ({ by, text, class: said, prompted, at }: Mentions['quotes'][number], { account, asOf }: PresenceOutput): Text =>
  t`“${shortened(text.replaceAll(/\s+/g, ' '), QUOTE)}” (${listed([by ?? 'unnamed', WORDS[said], ...(prompted ? ['asked for'] : []), ofAccount(account, asOf).date(`said:${at}`, 'said on', at)])})`;

const competitorText = (
  { name, mentions, for: fans, against, fans: people }: Mentions['competitors'][number],
  { account, asOf }: PresenceOutput,
): Text => {
  const { count, of } = ofAccount(account, asOf);
  return t`${name}: ${count(`competitor:${name}`, mentions, 'mention')}, ${of(`competitor_for:${name}`, 'for them', fans, '')} for them${people.length > 0 ? ` (${people.slice(0, 2).join(', ')})` : ''}, ${of(`competitor_against:${name}`, 'against them', against, '')} against`;
};

const proneText = (found: PresenceOutput): Text | null => {
  const { mentions, account, asOf, person } = found;
  if (mentions.count === 0) return null;
  const say = ofAccount(account, asOf);
  const key = (metric: string) => (person ? `${metric}:${person.id}` : metric);
  const organic = say.of(key('organic_mentions'), 'organic mentions', mentions.count - mentions.prompted, '');
  const tone =
    mentions.tone === null
      ? ''
      : t`, tone ${say.of(key('mention_sentiment'), 'tone of public mentions', mentions.tone, '', { digits: 2, signed: true })} on −1 to 1`;
  return t`${organic} of their own accord${tone}`;
};

function reasonsOf(found: PresenceOutput): Text[] {
  const { voices, spikes, mentions, asOf } = found;
  const [first] = voices;
  const parts = first ? partLines(first, asOf) : [];
  const critic = mentions.quotes.find((each) => each.class === 'negative');
  return [
    ...spikes.slice(0, 1).map((spike) => spikeText(spike, found)),
    ...(critic ? [t`Criticism: ${quoteText(critic, found)}`] : []),
    ...[proneText(found)].flatMap((text) => (text ? [text] : [])),
    ...parts.map(({ part, value, text }) => t`${INFLUENCE_PARTS[part].label} ${value}: ${text}`),
  ];
}

export const presenceShown = shown((found: PresenceOutput): Shown => {
  const { account, person, voices, mentions, spikes, others, asOf, silent, against } = found;
  const [first] = voices;
  const otherVoices = person ? [] : voices.slice(1);
  const ask = first && !first.left && against.length === 0;
  const classes = Object.entries(mentions.classes).filter(([, count]) => count > 0);
  const { count } = ofAccount(account, asOf);
  return {
    point: pointOf(found),
    why: reasonsOf(found),
    header: `${who(found)}: in public`,
    body: [
      ...linesOf(null, spikes.slice(1, 3), (spike) => spikeText(spike, found)),
      ...linesPart(
        'What they say of us',
        classes.length > 0
          ? [
              listed(
                classes.map(
                  ([label, value]) =>
                    t`${count(`mentions_${label}${person ? `:${person.id}` : ''}`, value, WORDS[label as keyof typeof WORDS], WORDS[label as keyof typeof WORDS])}`,
                ),
              ),
              ...mentions.quotes.map((each) => quoteText(each, found)),
            ]
          : [],
      ),
      ...linesOf('Competitors', mentions.competitors.slice(0, 4), (each) => competitorText(each, found)),
      ...linesOf('Also heard', otherVoices, (voice) => voiceLine(voice, asOf)),
      ...(against.length > 0 && first ? linesPart('No favour is asked now', against) : []),
    ],
    next: [
      ask && primary(callButton<typeof findReferralPaths>('Whom could they refer?', 'find_referral_paths', { account: account.id })),
      ask && callButton<typeof assessEvangelistTool>('As an evangelist', 'assess_evangelist', { account: account.id, contact: first.id }),
      spikes.length > 0 || mentions.classes.negative > 0
        ? callButton<typeof briefAccount>('Brief me', 'brief_account', { account: account.id })
        : null,
    ],
    sections: silent ? {} : { Why: whyParts(found), Counts: countParts(found) },
    feedback: true,
    context: contextLine({
      asOf,
      ...(first && first.influence.score !== null ? { confidence: first.influence.confidence } : {}),
      missing: first ? first.influence.missing : [],
      notes: ['Only posts that were imported or delivered', ...(others > 0 ? [`${others} more people are on record`] : [])],
    }),
  };
});

const voiceLine = (voice: ShownVoice, asOf: string): Text =>
  t`**${voice.name}**${voice.title ? ` (${voice.title})` : ''}: influence ${influenceText(voice, asOf)}${voice.left ? ', has left' : ''}`;

function whyParts({ voices, asOf, spikes, findings }: PresenceOutput): Part[] {
  const [first] = voices;
  const parts = first ? partLines(first, asOf) : [];
  const told: Finding[] = parts.map(({ part, value, text }) => findingOf(value, t`${INFLUENCE_PARTS[part].label} ${value}: ${text}`));
  return [
    ...evidencePart('Influence', told),
    ...evidencePart('What it rests on', findings),
    ...evidencePart(
      'Spikes',
      spikes.flatMap(({ cause }) =>
        cause ? [{ label: 'Shortly before', value: null, unit: '', contribution: 0, text: cause.text, evidence: cause.evidence }] : [],
      ),
    ),
    {
      type: 'context',
      text: t`Influence is the mean of reach (30 %), engagement (25 %), network (20 %) and leadership (25 %); a part without data drops out.`,
    },
  ];
}

function countParts({ voices, asOf }: PresenceOutput): Part[] {
  return tableOf(null, voices, (voice) => {
    const { influence, counts } = voice;
    return {
      Person: voice.name,
      Influence: influence.score === null ? '–' : influenceText(voice, asOf),
      'Last post': counts.lastPost ? t`${ofAccount(voice, asOf).date(`last_post:${voice.id}`, 'last post', counts.lastPost)}` : '–',
      'Praise of us': t`${ofAccount(voice, asOf).of(`praise:${voice.id}`, 'praise', counts.praise, '')}`,
    };
  });
}
