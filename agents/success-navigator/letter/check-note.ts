import type { Contact } from '../../../models/contact.ts';
import type { Actor, Context } from '../../kit/context.ts';
import { factsOf } from '../load.ts';
import { ownFigures, wordProblems } from './check-text.ts';
import { namesIn, sourcesOf } from './draft.ts';
import { pointsFor } from './points/index.ts';

export interface Note {
  account: { id: string; name: string };
  to: Pick<Contact, '_id'>;
  sender: Pick<Actor, 'name' | 'title'>;
  subject: string;
  body: string;
}

export interface NoteCheck {
  /** What keeps it from being put before an approver, each in words. */
  problems: string[];
  /** Figures that neither a record of the account nor `sources` hold, as written. */
  own: string[];
}

/** Holds a note that a person changed against what a generated one may hold. */
export async function checkNote(
  context: Pick<Context, 'tenant' | 'models' | 'asOf'>,
  { account, to, sender, ...text }: Note,
  sources: readonly string[],
): Promise<NoteCheck> {
  const facts = await factsOf(context, { _id: account.id, name: account.name });
  const contact = facts.contacts.find(({ _id }) => _id === to._id);
  const known = contact ? pointsFor(facts, contact).flatMap(sourcesOf) : [];
  const names = namesIn(facts, sender);
  return { problems: wordProblems(text, names), own: ownFigures(text, [...sources, ...known], names) };
}
