import { z } from 'zod';
import { findingSchema } from '../../facts/finding.ts';
import type { Card } from '../../kit/card.ts';
import type { Summary } from '../../kit/define-agent.ts';
import { plural } from '../../metrics/format.ts';
import { headSchema } from '../load.ts';
import { bullets, buttonRow, call, day, show } from '../words.ts';
import { FORMAT_NAMES, FORMATS } from './formats.ts';

export const experienceOutputSchema = z.object({
  account: headSchema,
  asOf: z.string(),
  format: z.enum(FORMAT_NAMES),
  person: z.object({ id: z.string(), name: z.string(), title: z.string().nullable() }).nullable(),
  startsAt: z.string(),
  occasionAt: z.string(),
  hours: z.number().describe('of the customer’s time'),
  schedule: z.array(z.object({ at: z.string(), who: z.string(), text: z.string() })),
  interview: z.array(z.object({ title: z.string(), questions: z.array(z.string()) })),
  outline: z.array(z.object({ slide: z.string(), from: z.string().nullable() })),
  facts: z.array(findingSchema),
  against: z.array(z.string()),
  open: z.array(z.string()),
});
export type ExperienceOutput = z.infer<typeof experienceOutputSchema>;

export function experienceSummary({
  account,
  format,
  person,
  against,
  schedule,
  occasionAt,
  hours,
  facts,
  asOf,
}: ExperienceOutput): Summary {
  const what = FORMATS[format].name;
  const who = person ? ` with ${person.name}` : '';
  const [reason] = against;
  const results = facts.filter(({ unit }) => unit !== '');
  return {
    point: reason
      ? `${account.name}: do not ask for a ${what.toLowerCase()}${who} now. ${reason}.`
      : `${account.name}: ${what.toLowerCase()}${who}, ${plural(schedule.length, 'step')} until ${day(schedule.at(-1)?.at ?? occasionAt, asOf)}, about ${plural(hours, 'hour')} of their time.`,
    why: [
      ...against.slice(1).map((each) => `Against it: ${each}`),
      ...results.slice(0, 3).map(({ text }) => `To tell: ${text}`),
      ...schedule.slice(0, 2).map(({ at, who: by, text }) => `${day(at, asOf)}, ${by}: ${text}`),
    ].slice(0, 5),
  };
}

export function experienceCard(output: ExperienceOutput): Card {
  const { account, format, person, schedule, interview, outline, facts, against, open, occasionAt, hours, asOf } = output;
  const { name } = FORMATS[format];
  return {
    point: experienceSummary(output).point,
    parts: [
      { type: 'header', text: `${account.name}: ${name}`, tone: against.length > 0 ? 'orange' : 'green' },
      {
        type: 'fields',
        fields: [
          { label: 'With', value: person ? `${person.name}${person.title ? `, ${person.title}` : ''}` : 'to agree' },
          { label: 'Occasion', value: day(occasionAt, asOf) },
          { label: 'Their time', value: `about ${plural(hours, 'hour')}` },
        ],
      },
      ...bullets('Not now', against),
      ...bullets(
        'Preparation',
        schedule.map(({ at, who, text }) => `${day(at, asOf)} (${who}): ${text}`),
      ),
      ...bullets('To agree first', open),
      ...buttonRow(
        against.length === 0 &&
          person &&
          call(
            `Draft the ask to ${person.name}`,
            'draft_outreach',
            { account: account.id, contact: person.id, purpose: `${name}: would they share their results` },
            'primary',
          ),
        show('Interview guide', 0),
        show('Outline', 1),
        show('Facts', 2),
      ),
      { type: 'feedback' },
      { type: 'context', text: `As of ${day(asOf, asOf)}. Nothing is published or said in their name without their written yes.` },
    ],
    sections: [
      { label: 'Interview guide', parts: interview.flatMap(({ title, questions }) => bullets(title, questions)) },
      {
        label: 'Outline',
        parts: [
          {
            type: 'text',
            text: outline
              .map(({ slide, from }, index) => `${index + 1}. **${slide}**${from ? `\n${from}` : '\n*to be told by the speaker*'}`)
              .join('\n'),
          },
        ],
      },
      { label: 'Facts', parts: [{ type: 'evidence', title: 'What is on record', figures: facts }] },
    ],
  };
}
