import { z } from 'zod';
import type { Text } from '../../facts/index.ts';
import type { getAccountHealth } from '../../health-score/face.ts';
import type { Shown } from '../../kit/present/index.ts';
import { callButton, contextLine, findingsPart, LOW_CONFIDENCE, primary, shown, tableOf, textPart } from '../../kit/present/index.ts';
import { headOf, ofAccount, small, t } from '../../kit/say.ts';
import { segmentPlaybooks } from '../../kit/segment-playbooks.ts';
import { accountInput, asOfInput, type Context, readTool } from '../../kit/tool.ts';
import { readAccount } from '../../kit/who.ts';
import { figuresOfFacts } from '../../metrics/index.ts';
import { classify } from '../classify.ts';
import { DIMENSION_KEYS, type DimensionKey, LABELS, valueWords } from '../dimensions.ts';
import { followFrom } from '../follow.ts';
import { historyOf, MONTHS_TOLD } from '../history.ts';
import { recordProfiles } from '../record.ts';
import { findingsOf, followParts, historyParts } from '../sections.ts';
import type { compareToSegment } from './compare-to-segment.ts';

const input = z.object({ account: accountInput, asOf: asOfInput });

export const classifyAccount = readTool({
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
    'is Acme an enterprise customer',
    'which tier is Globex',
    'profile of Initech',
  ],
  status: 'Classifying the account',
  input,
  run,
  ...shown(answer),
});

export type SegmentOutput = Awaited<ReturnType<typeof run>>;

async function run({ account: named }: z.output<typeof input>, context: Context) {
  const { facts } = await readAccount(context, named, { back: MONTHS_TOLD * 30 + 1 });
  const { account, asOf } = facts;
  const profile = classify(facts);
  const { useCaseSegment, verticalSegment, contractTier, maturitySegment } = profile.dimensions;
  const segments = {
    use_case: useCaseSegment.value,
    vertical: verticalSegment.value,
    contract_tier: contractTier.value,
    maturity_level: maturitySegment.value,
  };
  const [own, history] = await Promise.all([segmentPlaybooks(context, segments), historyOf(context, facts, profile)]);
  await recordProfiles({ ...context, now: context.clock.now() }, [profile]);
  return {
    account: headOf(account),
    /** When the customer left. */
    leftAt: account.churnedAt?.toISOString() ?? null,
    arr: figuresOfFacts(facts, ['arr']).arr,
    asOf: asOf.toISOString(),
    confidence: profile.confidence,
    dimensions: DIMENSION_KEYS.map((key) => ({ key, ...profile.dimensions[key] })),
    next: profile.next,
    follow: followFrom(profile, own),
    history,
  };
}

/** The values in words that are known of some dimensions. */
const known = ({ dimensions }: SegmentOutput, keys: readonly DimensionKey[]): string[] =>
  keys.flatMap((wanted) => {
    const value = dimensions.find(({ key }) => key === wanted)?.value;
    return value ? [`${valueWords(value)}${wanted === 'contractTier' ? ' tier' : ''}`] : [];
  });
/** "mid-market fintech": size and industry as far as they are known. */
const kindOf = (result: SegmentOutput): string => known(result, ['primarySegment', 'verticalSegment']).join(' ');
const missingOf = ({ dimensions }: SegmentOutput): string[] => [...new Set(dimensions.flatMap(({ missing }) => missing))];

/** The first line: what kind of customer it is and how sure that is. */
function pointOf(result: SegmentOutput): Text {
  const { account, confidence, asOf, leftAt } = result;
  const rest = known(result, ['useCaseSegment', 'contractTier', 'adoptionPattern', 'engagementStyle', 'innovationAppetite']);
  const all = [kindOf(result), ...rest].filter(Boolean);
  if (all.length === 0)
    return `${account.name} cannot be placed in a segment yet: ${missingOf(result).slice(0, 2).map(small).join(' and ')} are missing.`;
  const { percent, date } = ofAccount(account, asOf);
  const sure = t`${confidence < LOW_CONFIDENCE ? 'Low confidence,' : 'Confidence'} ${percent('segment_confidence', 'confidence in the segment', confidence)}`;
  const left = leftAt ? t` It left on ${date('left_at', 'left', leftAt)}.` : '';
  return t`${account.name}: ${all.join(', ')}. ${sure}, as of ${date('as_of', 'as of', asOf)}.${left}`;
}

function nextLine({ account, asOf, next }: SegmentOutput): Text[] {
  if (!next) return [];
  const { of, percent } = ofAccount(account, asOf);
  const months = t`${of('next_segment_from', 'months to the next segment, at least', next.monthsFrom, '')} to ${of('next_segment_to', 'months to the next segment, at most', next.monthsTo, 'months')}`;
  const sure = percent('next_segment_confidence', 'confidence in the next segment', next.confidence);
  const because = next.drivers.slice(0, 2).map(({ text }) => small(text));
  return [t`Heading for ${valueWords(next.to)} in ${months} (confidence ${sure}): ${because.join(', ')}`];
}

const LINES = 5;
const TOLD: DimensionKey[] = ['adoptionPattern', 'engagementStyle', 'innovationAppetite', 'primarySegment', 'useCaseSegment'];

/** What the classification rests on and where it heads; what is missing, where nothing is known. */
function reasonsOf(result: SegmentOutput): Text[] {
  const reasons = TOLD.flatMap((told) => result.dimensions.filter(({ key, value }) => key === told && value)).map(
    ({ key, value, reason }) => t`${LABELS[key]}, ${valueWords(value ?? '')}: ${reason}`,
  );
  const next = nextLine(result);
  const why = [...reasons.slice(0, LINES - next.length), ...next];
  return why.length > 0 ? why : missingOf(result).map((each) => `Missing: ${each}`);
}

function answer(result: SegmentOutput): Shown {
  const { account, asOf, dimensions, confidence, arr } = result;
  const { percent } = ofAccount(account, asOf);
  const missing = missingOf(result);
  return {
    point: pointOf(result),
    why: reasonsOf(result),
    header: `${account.name}: ${kindOf(result) || 'segment unknown'}`,
    body: [
      ...nextLine(result).flatMap(textPart),
      ...tableOf('How it is classified', dimensions, ({ key, value, confidence: sure }) => ({
        Dimension: LABELS[key],
        Segment: value ? valueWords(value) : 'unknown',
        Confidence: value ? percent(`segment_confidence:${key}`, `confidence in ${small(LABELS[key])}`, sure) : '–',
      })),
    ],
    next: [
      primary(callButton<typeof compareToSegment>('Compare with peers', 'compare_to_segment', { account: account.id })),
      callButton<typeof getAccountHealth>('Health', 'get_account_health', { account: account.id }),
    ],
    sections: {
      Why: findingsPart(findingsOf(result), 'Every dimension, with what it rests on'),
      'What follows': followParts(result),
      History: historyParts(result),
    },
    feedback: true,
    context: contextLine({
      asOf,
      confidence: percent('segment_confidence', 'confidence in the segment', confidence),
      missing: missing.length > 4 ? [...missing.slice(0, 4), `${missing.length - 4} more (Why)`] : missing,
      notes: arr.value === null ? [] : [t`${arr} a year`],
    }),
  };
}
