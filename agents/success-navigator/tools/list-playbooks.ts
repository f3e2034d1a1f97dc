import { z } from 'zod';
import { PLAYBOOK_TYPES } from '../../../models/success-playbook.ts';
import { contextLine, linesOf, linesPart, type Shown, shown } from '../../kit/present/index.ts';
import { ofGroup, t } from '../../kit/say.ts';
import { type Context, optional, readTool } from '../../kit/tool.ts';
import { type Book, bookFigures, bookOf, loadShelf, type Playbook } from '../shelf/shelf.ts';

const LISTED = 30;
type Output = Awaited<ReturnType<typeof playbooksFor>>;

export const listPlaybooks = readTool({
  name: 'list_playbooks',
  title: 'List the playbooks',
  description:
    'Lists the playbooks there are (onboarding, adoption, retention, renewal, expansion, advocacy) with what each is for, its length, and how often it reached its targets. Not about one account: recommend_playbook says which one fits an account.',
  examples: [
    'Which playbooks are there?',
    'list the playbooks',
    'show me the playbook library',
    'what retention playbooks do we have?',
    'list all renewal playbooks',
  ],
  status: 'Looking through the playbooks',
  input: z.object({ type: optional(z.enum(PLAYBOOK_TYPES)).describe('Only playbooks for this; null for all') }),
  run: ({ type }, context) => playbooksFor(type, context),
  ...shown(tell),
});

async function playbooksFor(type: Playbook['playbookType'] | null, context: Context) {
  const shelf = await loadShelf(context);
  const books = shelf.filter(({ playbookType }) => !type || playbookType === type).map(bookOf);
  return { asOf: context.asOf.toISOString(), type, books };
}

function lineOf(book: Book, asOf: string) {
  const { steps, days, record } = bookFigures(book, asOf);
  return t`${book.name}: ${steps} in ${days}, ${record}`;
}

function tell({ type, books, asOf }: Output): Shown {
  const { count, of } = ofGroup(type ? `playbooks for ${type}` : 'playbooks', asOf);
  const known = books.filter(({ executions }) => executions > 0).length;
  const measured = of('playbooks_measured', 'playbooks with a measured record', known, '');
  const listed = books.slice(0, LISTED);
  const lines = listed.map((book) => lineOf(book, asOf));
  const use = ({ name, source, version, type, about }: Book) =>
    `**${name}**${source === 'own' ? ` (own, version ${version})` : ''}, ${type}: ${about ?? ''}`;
  return {
    point: t`${count('playbooks', books.length, 'playbook')}${type ? ` for ${type}` : ''}; ${measured} of them with a measured record.`,
    why: lines,
    header: 'Playbooks',
    body: linesPart(null, lines),
    sections: { 'What each is for': linesOf('What each is for', listed, use) },
    context: contextLine({ asOf, notes: ['A changed copy imported under a higher version replaces one of ours'] }),
  };
}
