import { z } from 'zod';
import { DAY } from '../../facts/index.ts';
import { headOf } from '../../kit/say.ts';
import { type Context, optional, proposeTool, UserError } from '../../kit/tool.ts';
import { requireMayActOn } from '../../kit/who.ts';
import { capital } from '../../metrics/index.ts';
import { findEvangelist } from '../find.ts';
import { requireNoHold } from '../hold.ts';
import { projectProposal, projectShown } from '../present-project.ts';
import { ideasOf } from '../projects.ts';
import { accountOf, contactOf } from './assess-evangelist.ts';

const USUAL_MONTHS = 6;
const FIRST_STEP_DAYS = 28;
/** Below it nobody builds with us yet: they begin as advocates. */
const LEAST_READINESS = 50;

const input = z.object({
  account: accountOf,
  contact: contactOf,
  topic: optional(z.string().max(160)).describe(
    'What the project is about, in the person’s words; null to take what they offered or asked for',
  ),
  months: optional(z.number().int().min(1).max(36)).describe('How many months it takes, if said; null for six'),
});

export const planCoInnovation = proposeTool({
  name: 'plan_co_innovation',
  title: 'Plan a project to build together',
  description:
    'Plans one co-innovation project with a customer’s person, from what they offered, what their company asked for and what it bought us for: topic, who does what, dates, what shows that it worked; put up for approval by a manager, executive or admin, and recorded in the evangelism programme then. Refused while their account is at risk. Use it for "plan a co-innovation project with X", "what could we build together with X". Sends nothing to the customer.',
  examples: [
    'Plan a co-innovation project with Mike Chen',
    'joint project with TechCorp',
    'propose a joint development with Mike Chen about streaming evidence',
    'co-innovation with TechCorp',
    'start a joint project with Mike Chen at TechCorp',
    'plan co-innovation with Northwind for 9 months',
  ],
  words: [
    'co-innovation: innovation, coinnovation, innovate, innovación',
    'joint: together, jointly, gemeinsam, gemeinsames, ensemble, commun, conjunto, juntos',
    'project: projects, projekt, projet, proyecto',
  ],
  area: 'advocacy',
  status: 'Putting the project together',
  input,
  run,
  ...projectShown,
  proposal: projectProposal,
});

export type ProjectOutput = Awaited<ReturnType<typeof run>>;

async function run(given: z.output<typeof input>, context: Context) {
  const found = await findEvangelist(context, given.account, given.contact);
  const { account, contact, asked, candidate, evangelist } = found;
  requireMayActOn(context.actor, account, 'advocacy');
  requireNoHold(asked, contact, `no project is planned with ${contact.name}`);
  const { readiness, tier, counts } = evangelist;
  if (readiness === null || readiness < LEAST_READINESS)
    throw new UserError(
      'not_ready',
      readiness === null
        ? `No project was planned: too little is on record of ${contact.name}. Missing: ${evangelist.missing.join('; ')}.`
        : `No project was planned: ${contact.name} is at readiness ${Math.round(readiness)}, and ${LEAST_READINESS} is wanted. Begin with what is missing for the next tier.`,
      [{ label: 'What is missing', say: `Assess the evangelist ${contact.name} at ${account.name}` }],
    );
  const ideas = ideasOf(candidate);
  const topic = given.topic?.trim() || ideas[0]?.topic;
  if (!topic)
    throw new UserError(
      'no_topic',
      `No project was planned: ${account.name} has offered and asked for nothing on record. Say what it is about.`,
    );
  const months = given.months ?? USUAL_MONTHS;
  const startsAt = new Date(context.asOf.getTime() + FIRST_STEP_DAYS * DAY);
  const endsAt = new Date(Date.UTC(startsAt.getUTCFullYear(), startsAt.getUTCMonth() + months, startsAt.getUTCDate()));
  const name = capital(topic);
  const known = counts.projects.some((each) => each.name.toLowerCase() === name.toLowerCase());
  if (known) throw new UserError('known_project', `No project was planned: "${name}" is agreed with ${contact.name} already.`);
  const half = new Date((startsAt.getTime() + endsAt.getTime()) / 2);
  const area = counts.areas[0];
  return {
    account: headOf(account),
    person: { id: contact._id, name: contact.name, title: contact.title ?? null },
    asOf: context.asOf.toISOString(),
    name,
    months,
    startsAt: startsAt.toISOString(),
    endsAt: endsAt.toISOString(),
    readiness,
    tier,
    theirPart: [
      `${contact.name}${area ? `, for their ${area.toLowerCase()},` : ''} says what it must do and judges what is shown`,
      'Real requirements, and a team that tests it before release',
    ],
    ourPart: ['Design and development, with a person they reach', 'Named as co-author where they want to be'],
    milestones: [
      { text: 'Scope, rights and names agreed in writing', at: startsAt.toISOString() },
      { text: 'First version used by their team', at: half.toISOString() },
      { text: 'Released, and told together in public if they wish', at: endsAt.toISOString() },
    ],
    others: ideas.filter((each) => each.topic !== topic).map((each) => each.topic),
    facts: ideas.flatMap(({ finding }) => finding ?? []),
  };
}
