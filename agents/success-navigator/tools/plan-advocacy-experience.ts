import { z } from 'zod';
import { ROLES } from '../../../models/user.ts';
import { defineTool } from '../../kit/define-agent.ts';
import { accountInput, daySaid } from '../../kit/inputs.ts';
import { resolveContact } from '../../kit/resolve.ts';
import { present } from '../../metrics/topics/people.ts';
import { planExperience } from '../advocacy/experience.ts';
import { FORMAT_NAMES, FORMATS } from '../advocacy/formats.ts';
import { type ExperienceOutput, experienceCard, experienceOutputSchema, experienceSummary } from '../advocacy/present.ts';
import { loadCase } from '../load.ts';

export const planAdvocacyExperience = defineTool({
  name: 'plan_advocacy_experience',
  title: 'Prepare an advocate’s activity',
  description:
    'Prepares one advocacy activity with a customer (conference talk, case study, reference call, advisory board): dated preparation, interview guide and presentation outline from the account’s recorded results, what is to agree first, and why not to ask now where that is so. Asks nobody and publishes nothing.',
  examples: [
    'Prepare a conference talk with Mike Chen',
    'plan the case study with TechCorp',
    'interview guide for a case study with Northwind',
    'prepare a reference call with Acme',
    'presentation outline for Mike Chen at TechCorp',
    'plan the advocacy experience for TechCorp',
  ],
  status: 'Preparing it from the account’s results',
  input: z.object({
    account: accountInput,
    contact: z.string().max(200).nullable().default(null).describe('Name of the person who would do it; null for the sponsor or champion'),
    format: z
      .enum(FORMAT_NAMES)
      .nullable()
      .default(null)
      .describe(
        'conference_talk: talk, speech, presentation; case_study: case study, story, interview; reference_call: reference, call; advisory_board: advisory, board. Null if not said',
      ),
    occasion: z.string().max(30).nullable().default(null).describe('Date of the occasion, YYYY-MM-DD; null if not said'),
  }),
  output: experienceOutputSchema,
  access: 'read',
  roles: ROLES,
  async run({ account: named, contact, format, occasion }, context): Promise<ExperienceOutput> {
    const { asOf } = context;
    const { account, facts } = await loadCase(context, named);
    const here = present(facts);
    const byRole = (['executive_sponsor', 'champion', 'decision_maker'] as const)
      .map((role) => here.find((each) => each.role === role))
      .find(Boolean);
    const person = contact ? await resolveContact(context, contact, account._id) : (byRole ?? null);
    const date = daySaid(occasion, 'future', asOf) ?? null;
    const kind = format ?? 'case_study';
    const made = planExperience(facts, kind, person, facts.advocacy, date, asOf);
    return {
      account: { id: account._id, name: account.name },
      asOf: asOf.toISOString(),
      format: kind,
      person: person ? { id: person._id, name: person.name, title: person.title ?? null } : null,
      startsAt: made.startsAt.toISOString(),
      occasionAt: made.occasionAt.toISOString(),
      hours: FORMATS[kind].hours,
      schedule: made.schedule.map(({ at, ...rest }) => ({ at: at.toISOString(), ...rest })),
      interview: made.interview,
      outline: made.outline,
      facts: made.facts,
      against: made.against,
      open: made.open,
    };
  },
  summary: experienceSummary,
  card: experienceCard,
});
