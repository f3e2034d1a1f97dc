import type { CustomerSegmentationProfile } from '../../models/customer-segmentation-profile.ts';
import type { SegmentSuccessPlaybook } from '../../models/segment-success-playbook.ts';
import type { Context } from './context.ts';

/** The kinds of segment a tenant writes for, the most telling first, and the dimension of each. */
export const SEGMENT_TYPES = {
  use_case: 'useCaseSegment',
  vertical: 'verticalSegment',
  contract_tier: 'contractTier',
  maturity_level: 'maturitySegment',
} as const satisfies Record<SegmentSuccessPlaybook['segmentType'], keyof CustomerSegmentationProfile>;

const TYPES = Object.keys(SEGMENT_TYPES) as SegmentSuccessPlaybook['segmentType'][];
/** An account's segments, as segmentation last issued them; what is not known is absent. */
export type Segments = Partial<Pick<CustomerSegmentationProfile, (typeof SEGMENT_TYPES)[keyof typeof SEGMENT_TYPES]>>;

/** What the tenant has written for these segments, the most telling dimension first. */
export async function segmentPlaybooks(
  { tenant, models, asOf }: Pick<Context, 'tenant' | 'models' | 'asOf'>,
  segments: Segments,
): Promise<SegmentSuccessPlaybook[]> {
  const wanted = TYPES.flatMap((segmentType) => {
    const segmentIdentifier = segments[SEGMENT_TYPES[segmentType]];
    return segmentIdentifier ? [{ segmentType, segmentIdentifier }] : [];
  });
  if (wanted.length === 0) return [];
  const rows = await models.segmentSuccessPlaybooks
    .find({ tenant, $or: wanted, at: { $lte: asOf }, ingestedAt: { $lte: asOf } })
    .limit(50)
    .lean<SegmentSuccessPlaybook[]>();
  const rank = ({ segmentType }: SegmentSuccessPlaybook) => TYPES.indexOf(segmentType);
  return rows.sort((a, b) => rank(a) - rank(b) || (a._id < b._id ? -1 : 1));
}
