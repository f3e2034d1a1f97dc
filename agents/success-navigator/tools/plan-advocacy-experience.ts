import { z } from 'zod';
import type { AdvocacyType } from '../../../models/advocacy-engagement.ts';
import type { proposeAdvocacyProgram } from '../../advocacy-amplifier/face.ts';
import type { Shown } from '../../kit/present/index.ts';
import { callButton, contextLine, evidencePart, fieldsPart, linesPart, primary, shown, textPart } from '../../kit/present/index.ts';
import { figuresOf, listed, t } from '../../kit/say.ts';
import { accountInput, daySaid, optional, readTool } from '../../kit/tool.ts';
import { resolveContact } from '../../kit/who.ts';
import { present } from '../../metrics/topics/people.ts';
import { type Experience, planExperience } from '../advocacy/experience.ts';
import { FORMAT_NAMES, FORMATS, type Format } from '../advocacy/formats.ts';
import { loadCase } from '../load.ts';

export const planAdvocacyExperience = readTool({
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
    contact: optional(z.string().max(200)).describe('Name of the person who would do it; null for the sponsor or champion'),
    format: optional(z.enum(FORMAT_NAMES)).describe(
      'conference_talk: talk, speech, presentation; case_study: case study, story, interview; reference_call: reference, call; advisory_board: advisory, board. Null if not said',
    ),
    occasion: optional(z.string().max(30)).describe('Date of the occasion, YYYY-MM-DD; null if not said'),
  }),
  async run({ account: named, contact, format, occasion }, context) {
    const { asOf } = context;
    const { account, facts } = await loadCase(context, named);
    const here = present(facts);
    const byRole = ['executive_sponsor', 'champion', 'decision_maker'].map((role) => here.find((each) => each.role === role));
    const person = contact ? await resolveContact(context, contact, account._id) : (byRole.find(Boolean) ?? null);
    return planExperience(facts, format ?? 'case_study', person, daySaid(occasion, 'future', asOf) ?? null, asOf);
  },
  ...shown(tell),
});

/** What the customer is asked for, where it is prepared in a form. */
const ASKED: Record<Format, AdvocacyType> = {
  conference_talk: 'speaking',
  case_study: 'case_study',
  reference_call: 'reference_call',
  advisory_board: 'advisory_board',
};

function tell(plan: Experience): Shown {
  const { account, format, person, interview, outline, facts, against, open, asOf, schedule, occasionAt } = plan;
  const { name } = FORMATS[format];
  const { of, count, date } = figuresOf({ kind: 'step', id: `${account.id} ${format}`, name }, asOf);
  const steps = count('preparation_steps', schedule.length, 'step');
  const until = date('preparation_end', 'end of the preparation', schedule.at(-1)?.at ?? occasionAt);
  const hours = of('their_hours', 'hours of their time', plan.hours, 'hours');
  const lines = schedule.map(({ at, who, text }, index) => t`${date(`preparation_${index + 1}`, text, at)} (${who}): ${text}`);
  const what = `${name.toLowerCase()}${person ? ` with ${person.name}` : ''}`;
  const [reason, ...others] = against;
  const results = facts.filter(({ unit }) => unit !== '').slice(0, 3);
  const preparation = [...linesPart('Preparation', lines), ...linesPart('To agree first', open)];
  const told = outline.map(({ slide, from }, index) => t`${index + 1}. **${slide}**\n${from ?? '*to be told by the speaker*'}`);
  const ask = (to: { id: string; name: string }) =>
    callButton<typeof proposeAdvocacyProgram>(`Draft the ask to ${to.name}`, 'propose_advocacy_program', {
      account: account.id,
      contact: to.id,
      type: ASKED[format],
    });
  return {
    point: reason
      ? t`${account.name}: do not ask for a ${what} now. ${reason}.`
      : t`${account.name}: ${what}, ${steps} until ${until}, about ${hours} of their time.`,
    why: reason ? others.map((each) => t`Against it: ${each}`) : [...results.map(({ text }) => t`To tell: ${text}`), ...lines.slice(0, 2)],
    header: `${account.name}: ${name}`,
    tone: reason ? 'orange' : 'green',
    body: [
      fieldsPart(
        Object.entries({
          With: person ? `${person.name}${person.title ? `, ${person.title}` : ''}` : 'to agree',
          Occasion: t`${date('occasion', 'occasion', occasionAt, { relative: true })}`,
          'Their time': t`about ${hours}`,
        }),
      ),
      // Nobody prepares what should not be asked for.
      ...(reason ? [] : preparation),
    ],
    next: [!reason && person && primary(ask(person))],
    sections: {
      'Not now': linesPart('Not now', against),
      Preparation: reason ? preparation : [],
      'Interview guide': interview.flatMap(({ title, questions }) => linesPart(title, questions)),
      Outline: textPart(listed(told, '\n')),
      Facts: evidencePart('What is on record', facts),
    },
    feedback: true,
    context: contextLine({ asOf, notes: ['Nothing is published or said in their name without their written yes'] }),
  };
}
