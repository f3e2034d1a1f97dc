import type { SegmentSuccessPlaybook } from '../../models/segment-success-playbook.ts';
import type { Context } from './context.ts';

type SegmentType = SegmentSuccessPlaybook['segmentType'];
export type Segments = Readonly<Record<SegmentType, string | null | undefined>>;

const TYPES: readonly SegmentType[] = ['use_case', 'vertical', 'contract_tier', 'maturity_level'];

/** What the tenant has written for some segments, the most telling dimension first. */
export async function segmentPlaybooks(
  { tenant, models, asOf }: Pick<Context, 'tenant' | 'models' | 'asOf'>,
  segments: Segments,
): Promise<SegmentSuccessPlaybook[]> {
  const wanted = TYPES.flatMap((segmentType) => (segments[segmentType] ? [{ segmentType, segmentIdentifier: segments[segmentType] }] : []));
  if (wanted.length === 0) return [];
  const rows = await models.segmentSuccessPlaybooks
    .find({ tenant, $or: wanted, at: { $lte: asOf }, ingestedAt: { $lte: asOf } })
    .limit(50)
    .lean<SegmentSuccessPlaybook[]>();
  const rank = ({ segmentType }: SegmentSuccessPlaybook) => TYPES.indexOf(segmentType);
  return rows.sort((a, b) => rank(a) - rank(b) || (a._id < b._id ? -1 : 1));
}
