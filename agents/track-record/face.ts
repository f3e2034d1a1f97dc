import { defineAgent } from '../kit/tool.ts';
import { backtestScores } from './tools/backtest-scores.ts';
import { getTrackRecord } from './tools/get-track-record.ts';
import { recordOutcome } from './tools/record-outcome.ts';

export const trackRecord = defineAgent({
  name: 'track-record',
  title: 'Track Record',
  purpose: 'Whether earlier forecasts came true, what was missed, and how today’s rules would have done in the past',
  tools: [getTrackRecord, backtestScores, recordOutcome],
});
