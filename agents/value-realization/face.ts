import { defineAgent } from '../kit/tool.ts';
import { buildBusinessCase } from './tools/build-business-case.ts';
import { getValueRealization } from './tools/get-value-realization.ts';
import { recordValue } from './tools/record-value.ts';

export const valueRealization = defineAgent({
  name: 'value-realization',
  title: 'Value Realization',
  purpose:
    'Says what an account has got for its money: proven and unproven value, ROI, payback and projection, and the business case from them',
  tools: [getValueRealization, buildBusinessCase, recordValue],
});
export { confidenceOf } from './confidence.ts';
export { realize, type ValueAssessment } from './realize.ts';
export type { buildBusinessCase } from './tools/build-business-case.ts';
