import { evidencePart, linesPart, type Shown, shown } from '../kit/present/index.ts';
import type { OutreachProposal } from '../kit/tool.ts';
import { FAVOURS } from '../metrics/topics/advocacy.ts';
import { outreachOf } from '../success-navigator/face.ts';
import { nameOf } from './asks.ts';
import type { ProgramOutput } from './tools/propose-advocacy-program.ts';

export const programShown = shown((output: ProgramOutput): Shown => {
  const { note, material, files, type } = output;
  const { contact, account, subject, body, sender, facts } = note;
  const [file] = files;
  return {
    point: `The ask to ${contact.name} (${account.name}) for ${FAVOURS[type]} is drafted; nobody is asked before it is approved.`,
    why: [...(file ? [`${file.name}: ${file.about}`] : []), ...facts.slice(0, 3).map(({ text }) => text)],
    header: `Ask ${contact.name}, ${account.name}: ${nameOf(type)}`,
    body: [{ type: 'text', verbatim: true, text: `From ${sender.name}, ${sender.title}\nSubject: ${subject}\n\n${body}` }, ...files],
    sections: {
      ...Object.fromEntries(material.map(({ title, lines }) => [title, linesPart(title, lines)])),
      'Facts used': evidencePart('Facts used', facts),
    },
  };
});

export const programProposal = ({ note, files }: ProgramOutput): OutreachProposal => ({ ...outreachOf(note), files });
