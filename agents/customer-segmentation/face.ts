import { defineAgent } from '../kit/tool.ts';
import { segmentScorer } from './scorer.ts';
import { classifyAccount } from './tools/classify-account.ts';
import { compareToSegment } from './tools/compare-to-segment.ts';
import { listSegments } from './tools/list-segments.ts';

export const customerSegmentation = defineAgent({
  name: 'customer-segmentation',
  title: 'Customer Segmentation',
  purpose:
    'Says what kind of customer each account is, where it is heading, how it compares with its peers, and what follows for how to look after it',
  tools: [classifyAccount, compareToSegment, listSegments],
  scorer: segmentScorer,
});
