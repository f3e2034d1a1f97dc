import { defineAgent } from '../kit/tool.ts';
import { evangelismScorer } from './scorer.ts';
import { assessEvangelistTool } from './tools/assess-evangelist.ts';
import { getEvangelismPipeline } from './tools/get-evangelism-pipeline.ts';
import { moveEvangelismStage } from './tools/move-evangelism-stage.ts';
import { planCoInnovation } from './tools/plan-co-innovation.ts';
import { recordCoInnovationProject } from './tools/record-co-innovation-project.ts';

export const evangelismPipeline = defineAgent({
  name: 'evangelism-pipeline',
  title: 'Evangelism Pipeline',
  purpose:
    'Says how ready a customer’s person is to speak for us and build with us, what is missing for the next tier, who is where in the programme, and plans projects together',
  tools: [assessEvangelistTool, getEvangelismPipeline, moveEvangelismStage, planCoInnovation, recordCoInnovationProject],
  scorer: evangelismScorer,
});
export type { assessEvangelistTool, getEvangelismPipeline };
