import { z } from 'zod';
import { againstAsking } from '../../kit/asking.ts';
import { headOf } from '../../kit/say.ts';
import { asOfInput, type Context, optional, readTool } from '../../kit/tool.ts';
import { findEvangelist } from '../find.ts';
import { holdOf } from '../hold.ts';
import { developmentPlan } from '../plan.ts';
import { assessShown } from '../present.ts';
import { daysInStage, exitOf, nextStage } from '../stages.ts';

export const accountOf = optional(z.string().max(200)).describe(
  'Account name or id, as the person wrote it; null where only a person is named',
);
export const contactOf = optional(z.string().max(200)).describe('The customer’s person who is meant; null for the readiest of the account');

const input = z.object({ account: accountOf, contact: contactOf, asOf: asOfInput });

export const assessEvangelistTool = readTool({
  name: 'assess_evangelist',
  title: 'How ready an evangelist is',
  description:
    'Assesses one customer’s person as an evangelist: tier of five (advocate, champion, evangelist, thought leader, co-innovator), readiness 0 to 100 from expertise, credibility, communication, reach and partnership readiness, what is missing for the next tier, a dated development plan, stage of the programme, what their speaking brought, and why they are not to be asked now. Use it for "is X an evangelist", "what tier is X", "what is missing for X to become a thought leader", "development plan for X". Not for whether an account would give a reference (assess_advocacy_readiness), not for what they post (analyze_community_presence).',
  examples: [
    'Is Mike Chen an evangelist?',
    'what tier is Mike Chen',
    'evangelism readiness of Mike Chen',
    'how ready is Mike Chen to be an evangelist for us',
    'what does Mike Chen need to become a co-innovator',
    'development plan for Mike Chen as an evangelist',
    'assess the evangelist at TechCorp',
    'who at Northwind could be a thought leader',
    'evangelist potential at Acme',
    'how close is Mike Chen to the next tier',
    'what does Mike Chen lack for the next tier',
    'what is missing for Mike Chen to speak for us',
    'rate Mike Chen as an evangelist',
  ],
  words: [
    'evangelist: evangelists, evangelism, evangelisten, évangéliste, évangélistes, evangelista, evangelistas, fürsprecher, ambassadeur, embajador',
    'tier: level, stufe, niveau, nivel',
    'development: develop, entwicklung, entwickeln, développement, desarrollo',
    'leader: leadership, vordenker, leader, líder',
  ],
  status: 'Looking at what they know, say and reach',
  input,
  run,
  ...assessShown,
});

export type AssessOutput = Awaited<ReturnType<typeof run>>;

async function run(given: z.output<typeof input>, context: Context) {
  const found = await findEvangelist(context, given.account, given.contact);
  const { account, contact, asked, candidate, evangelist } = found;
  const stage = candidate.programme?.pipelineStage ?? null;
  const exit = stage ? exitOf(stage, found) : [];
  return {
    account: headOf(account),
    person: { id: contact._id, name: contact.name, title: contact.title ?? null },
    asOf: context.asOf.toISOString(),
    evangelist,
    stage,
    days: daysInStage(candidate),
    exit,
    nextStep: exit.every(({ met }) => met) ? nextStage(stage) : null,
    plan: developmentPlan(evangelist, context.asOf),
    held: holdOf(asked, contact).map(({ text }) => text),
    /** Asked lately: told, and no reason to hold the programme up. */
    waits: againstAsking(asked, contact)
      .filter(({ obstacle }) => obstacle === 'asked_lately')
      .map(({ text }) => text),
  };
}
