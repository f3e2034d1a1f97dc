import { z } from 'zod';
import { type FoundMentions, unambiguous } from '../../agents/kit/mentions.ts';
import { words } from '../../models/kit/name-keys.ts';
import type { ToolSuccess } from '../../tools/run-tool.ts';
import type { Focus } from './conversation.ts';
import { isWhole, rowsOf } from './rows.ts';

type Named = { id: string; name: string };
const named = z.object({ id: z.string(), name: z.string() });
/** How outputs say whom they are about: `account` and `contact`, each with id and name, at the top. */
const about = z.object({ account: named.optional().catch(undefined), contact: named.nullish().catch(undefined) });

/** Whom a tool's output is about, where that is one account. */
export const accountOf = (output: unknown): { id: string; name: string } | undefined => about.safeParse(output).data?.account;

/** What "it" and "him" mean after a turn: whom the person named, else whom the results are about, else the one of them the reply names, else what it was. */
export function nextFocus(before: Focus, mentions: FoundMentions, results: ToolSuccess[], reply = ''): Focus {
  const outputs = results.flatMap(({ output, card, proposal }) => {
    const found = about.safeParse(output).data;
    // A list of one is about that one; a page of a longer one is not.
    const [row, ...others] = rowsOf(output, card.rows ?? []);
    const listed = row && others.length === 0 && row.of !== 'others' && isWhole(output, 1) ? row : undefined;
    const recipient = proposal?.kind === 'outreach' ? { id: proposal.recipient.contactId, name: proposal.recipient.name } : undefined;
    return [{ account: proposal?.account ?? found?.account ?? listed, contact: recipient ?? found?.contact ?? undefined }];
  });
  const people = only(unambiguous(mentions.contacts));
  const account =
    only(unambiguous(mentions.accounts).filter((each) => isTaken(each, results))) ??
    (people ? { id: people.accountId, name: people.accountName } : undefined) ??
    only(outputs.flatMap((each) => each.account ?? [])) ??
    only(namedIn(reply, results)) ??
    before.account;
  const sameAccount = account?.id === before.account?.id;
  const contact = people ?? only(outputs.flatMap((each) => each.contact ?? [])) ?? (sameAccount ? before.contact : undefined);
  return { account: pick(account), contact: pick(contact) };
}

/** A name that no call took was a word of the question: "my biggest accounts", where a customer is called Biggest. */
const isTaken = ({ id, name, said }: FoundMentions['accounts'][number], results: readonly ToolSuccess[]): boolean =>
  results.length === 0 ||
  results.some(
    ({ input, output }) =>
      accountOf(output)?.id === id ||
      textsIn(input).some((text) => text === id || name.toLowerCase().includes(text) || text.includes(said.toLowerCase())),
  );

/** The accounts of what was found that a reply names: of a name that is part of another one's, the longer. */
function namedIn(reply: string, results: readonly ToolSuccess[]): Named[] {
  const found = results.flatMap(({ output, card }): Named[] => [
    ...[accountOf(output)].flatMap((account) => account ?? []),
    ...rowsOf(output, card.rows ?? []).filter(({ of }) => of !== 'others'),
  ]);
  const called = [...Map.groupBy(found, ({ name }) => asSaid(name))].toSorted(([a], [b]) => b.length - a.length);
  let rest = asSaid(reply);
  return called.flatMap(([name, accounts]) => {
    if (!rest.includes(name)) return [];
    rest = rest.replaceAll(name, ' | ');
    return accounts;
  });
}

const asSaid = (text: string): string => ` ${words(text).join(' ')} `;

const textsIn = (value: unknown): string[] =>
  typeof value === 'string' ? [value.toLowerCase()] : value && typeof value === 'object' ? Object.values(value).flatMap(textsIn) : [];

/** The one thing a list is about, however often it says so. */
function only<Thing extends { id: string }>(things: Thing[]): Thing | undefined {
  const [first] = things;
  return first && things.every((each) => each.id === first.id) ? first : undefined;
}

function pick(thing: { id: string; name: string } | undefined): { id: string; name: string } | undefined {
  return thing && { id: thing.id, name: thing.name };
}
