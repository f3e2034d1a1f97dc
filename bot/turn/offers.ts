import type { Card } from '../../agents/kit/card.ts';
import type { AgentTool } from '../../agents/kit/define-agent.ts';
import type { FoundMentions } from '../../agents/kit/mentions.ts';
import type { Catalog } from '../../tools/catalog.ts';
import { parseArguments } from '../../tools/parse-arguments.ts';
import { sanitize } from '../sanitize.ts';
import type { NameWords } from './name-words.ts';
import type { Choice } from './types.ts';

/** A card whose button runs an `act` tool as the person who presses; undefined where the arguments are not acceptable. */
export async function askForPress(catalog: Catalog, tool: AgentTool, rawArguments: string, namesIn: NameWords): Promise<Card | undefined> {
  let plain: Record<string, unknown>;
  try {
    plain = parseArguments(rawArguments, catalog.wire(tool.name).parameters);
  } catch {
    return undefined;
  }
  if (!tool.input.safeParse(plain).success) return undefined;
  const said = Object.entries(plain).filter(([, value]) => value !== null);
  const fields = await Promise.all(
    said.map(async ([label, value]) => {
      const text = typeof value === 'string' ? value : JSON.stringify(value);
      return { label: inWords(label), value: sanitize(text, { names: await namesIn(text) }) };
    }),
  );
  return {
    point: `Not done yet: ${tool.title}. Press to do it.`,
    parts: [
      { type: 'header', text: tool.title },
      { type: 'fields', fields },
      { type: 'buttons', buttons: [{ label: tool.title, style: 'primary', effect: { type: 'call', tool: tool.name, arguments: plain } }] },
      { type: 'context', text: "Customers' texts were read in this conversation, so a person starts what changes data." },
    ],
    sections: [],
  };
}

/** The person's own question with the name they chose, so that a press asks it completely. */
export function rephrased(choice: Choice, question: string, input: unknown): Choice {
  const said = Object.values((input ?? {}) as Record<string, unknown>).filter((value) => typeof value === 'string');
  for (const name of said) {
    const at = question.toLowerCase().indexOf(name.toLowerCase());
    if (name !== '' && at >= 0) return { ...choice, say: question.slice(0, at) + choice.say + question.slice(at + name.length) };
  }
  return choice;
}

/** The person's question once for each of the several a name in it may mean. */
export function whichOne({ accounts, contacts }: FoundMentions, question: string): Choice[] {
  const named = [
    ...accounts.map(({ said, name }) => ({ said, label: name, say: name })),
    ...contacts.map(({ said, name, accountName }) => ({ said, label: `${name} (${accountName})`, say: `${name} at ${accountName}` })),
  ];
  const several = named.filter(({ said }) => said && named.filter((other) => other.said === said).length > 1);
  return several.map(({ said, label, say }) => ({ label, say: question.replace(said, () => say) }));
}

function inWords(key: string): string {
  const spaced = key
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
