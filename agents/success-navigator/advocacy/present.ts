import { z } from 'zod';
import { type Text, textSchema } from '../../facts/figure.ts';
import { findingSchema } from '../../facts/finding.ts';
import type { Card } from '../../kit/card.ts';
import type { Summary } from '../../kit/define-agent.ts';
import { callButton, primary } from '../../kit/present/buttons.ts';
import { cardOf, linesPart, whySection } from '../../kit/present/card.ts';
import { contextLine } from '../../kit/present/context-line.ts';
import { figuresOf } from '../../kit/present/figures.ts';
import { listed, t } from '../../kit/text.ts';
import { headSchema } from '../load.ts';
import type { draftOutreach } from '../tools/draft-outreach.ts';
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
  outline: z.array(z.object({ slide: z.string(), from: textSchema.nullable() })),
  facts: z.array(findingSchema),
  against: z.array(textSchema),
  open: z.array(z.string()),
});
export type ExperienceOutput = z.infer<typeof experienceOutputSchema>;

function figuresIn({ account, format, asOf, schedule, occasionAt, hours }: ExperienceOutput) {
  const { of, count, date } = figuresOf({ kind: 'step', id: `${account.id} ${format}`, name: FORMATS[format].name }, asOf);
  return {
    steps: count('preparation_steps', schedule.length, 'step'),
    until: date('preparation_end', 'end of the preparation', schedule.at(-1)?.at ?? occasionAt),
    occasion: date('occasion', 'occasion', occasionAt, { relative: true }),
    hours: of('their_hours', 'hours of their time', hours, 'hours'),
    lines: schedule.map(({ at, who, text }, index): Text => t`${date(`preparation_${index + 1}`, text, at)} (${who}): ${text}`),
  };
}

export function experienceSummary(output: ExperienceOutput): Summary {
  const { account, format, person, against, facts } = output;
  const what = FORMATS[format].name.toLowerCase();
  const who = person ? ` with ${person.name}` : '';
  const [reason, ...others] = against;
  const { steps, until, hours, lines } = figuresIn(output);
  if (reason)
    return { point: t`${account.name}: do not ask for a ${what}${who} now. ${reason}.`, why: others.map((each) => t`Against it: ${each}`) };
  return {
    point: t`${account.name}: ${what}${who}, ${steps} until ${until}, about ${hours} of their time.`,
    why: [
      ...facts
        .filter(({ unit }) => unit !== '')
        .slice(0, 3)
        .map(({ text }) => t`To tell: ${text}`),
      ...lines.slice(0, 2),
    ],
  };
}

export function experienceCard(output: ExperienceOutput): Card {
  const { account, format, person, interview, outline, facts, against, open, asOf } = output;
  const { name } = FORMATS[format];
  const { occasion, hours, lines } = figuresIn(output);
  return cardOf({
    point: experienceSummary(output).point,
    header: `${account.name}: ${name}`,
    tone: against.length > 0 ? 'orange' : 'green',
    body: [
      {
        type: 'fields',
        fields: [
          { label: 'With', value: person ? `${person.name}${person.title ? `, ${person.title}` : ''}` : 'to agree' },
          { label: 'Occasion', value: t`${occasion}` },
          { label: 'Their time', value: t`about ${hours}` },
        ],
      },
      // Nobody prepares what should not be asked for.
      ...(against.length > 0 ? [] : [...linesPart('Preparation', lines), ...linesPart('To agree first', open)]),
    ],
    next: [
      against.length === 0 &&
        person &&
        primary(
          callButton<typeof draftOutreach>(`Draft the ask to ${person.name}`, 'draft_outreach', {
            account: account.id,
            contact: person.id,
            purpose: `${name}: would they share their results`,
          }),
        ),
    ],
    sections: [
      { label: 'Not now', parts: linesPart('Not now', against) },
      ...(against.length > 0
        ? [{ label: 'Preparation', parts: [...linesPart('Preparation', lines), ...linesPart('To agree first', open)] }]
        : []),
      { label: 'Interview guide', parts: interview.flatMap(({ title, questions }) => linesPart(title, questions)) },
      {
        label: 'Outline',
        parts: [
          {
            type: 'text',
            text: listed(
              outline.map(({ slide, from }, index) => t`${index + 1}. **${slide}**\n${from ?? '*to be told by the speaker*'}`),
              '\n',
            ),
          },
        ],
      },
      { ...whySection(facts, 'What is on record'), label: 'Facts' },
    ],
    feedback: true,
    context: contextLine({ asOf, notes: ['Nothing is published or said in their name without their written yes'] }),
  });
}
