import type { Card } from '../kit/card.ts';
import type { Summary } from '../kit/define-agent.ts';
import { cardOf, evidencePart, linesPart } from '../kit/present/card.ts';
import type { OutreachProposal } from '../kit/proposal.ts';
import { FAVOURS } from '../metrics/topics/advocacy.ts';
import { outreachOf } from '../success-navigator/face.ts';
import { nameOf } from './asks.ts';
import type { ProgramOutput } from './tools/propose-advocacy-program.ts';

export function programSummary({ note, type, files }: ProgramOutput): Summary {
  const [file] = files;
  return {
    point: `The ask to ${note.contact.name} (${note.account.name}) for ${FAVOURS[type]} is drafted; nobody is asked before it is approved.`,
    why: [...(file ? [`${file.name}: ${file.about}`] : []), ...note.facts.slice(0, 3).map(({ text }) => text)],
  };
}

export function programCard(output: ProgramOutput): Card {
  const { note, material, files, type } = output;
  const { contact, account, subject, body, sender, facts } = note;
  return cardOf({
    point: programSummary(output).point,
    header: `Ask ${contact.name}, ${account.name}: ${nameOf(type)}`,
    body: [{ type: 'text', verbatim: true, text: `From ${sender.name}, ${sender.title}\nSubject: ${subject}\n\n${body}` }, ...files],
    sections: [
      ...material.map(({ title, lines }) => ({ label: title, parts: linesPart(title, lines) })),
      { label: 'Facts used', parts: evidencePart('Facts used', facts) },
    ],
  });
}

export const programProposal = ({ note, files }: ProgramOutput): OutreachProposal => ({ ...outreachOf(note), files });
