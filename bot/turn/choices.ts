import type { FoundMentions } from '../../agents/kit/mentions.ts';
import type { Choice } from './types.ts';

/**
 * The person's own question with the name they chose, so that a press asks it completely; itself where it says all already.
 * `why` is what was said of the refusal: the name in it is the one to replace.
 */
export function rephrased(choice: Choice, question: string, input: unknown, why = ''): Choice {
  // "Acme (Nordics)": in the question the name alone would be read again; said alone, it continues what was asked.
  if (choice.say.endsWith(')')) return choice;
  const said = Object.values((input ?? {}) as Record<string, unknown>)
    .filter((value) => typeof value === 'string')
    .toSorted((a, b) => Number(why.includes(b)) - Number(why.includes(a)));
  for (const name of said) {
    const at = question.toLowerCase().indexOf(name.toLowerCase());
    // What is no name is a sentence of its own, which says all already.
    if (name !== '' && at >= 0 && isName(choice, name))
      return { ...choice, say: question.slice(0, at) + choice.say + question.slice(at + name.length) };
  }
  return choice;
}

/** One of several of a name says the name it is labelled by, and perhaps where, or its id: "Ann Lee (Acme)" says "Ann Lee at Acme". */
const isName = ({ label, say }: Choice, asked: string): boolean =>
  say === label || [say.split(' at ')[0], asked].some((name) => label.toLowerCase().startsWith(`${name?.toLowerCase()} (`));

/** The person's question once for each of the several a name in it may mean. */
export function whichOne({ accounts, contacts }: FoundMentions, question: string): Choice[] {
  const named = [
    ...accounts.map(({ said, name }) => ({ said, label: name, say: name })),
    ...contacts.map(({ said, name, accountName }) => ({ said, label: `${name} (${accountName})`, say: `${name} at ${accountName}` })),
  ];
  const several = named.filter(({ said }) => said && named.filter((other) => other.said === said).length > 1);
  return several.map(({ said, label, say }) => ({ label, say: question.replace(said, () => say) }));
}

/** What may be asked next, each once: what calls left open, then what the answer offers itself; where nothing was called that alone, if there is any. */
export function askedNext(
  { choices, calls }: { choices: readonly Choice[]; calls: readonly unknown[] },
  own: readonly Choice[] = [],
): Choice[] {
  const all = calls.length === 0 && own.length > 0 ? own : [...choices, ...own];
  return all.filter(({ say }, at) => all.findIndex((other) => other.say === say) === at);
}
