import type { ToolSpec } from '../../../bot/model-port.ts';
import { words } from '../../../models/kit/name-keys.ts';
import { looksLikePerson, mask } from '../reading/mask.ts';
import type { Reading } from '../reading/reading.ts';

const GREETINGS = new Set(
  'hi hello hey yo good morning afternoon evening day there greendoor thanks thank you thx cheers ok okay great cool bye hallo guten tag morgen danke servus bonjour salut merci hola buenos dias buenas gracias tardes'.split(
    ' ',
  ),
);
/** What may be said beside it: "thanks, you are great". */
const BESIDE = new Set(
  'ur u you re are the best awesome perfect nice super lovely legend much very so a lot for that your help'.split(' '),
);
const HELP =
  /^\W*(help|hilfe|aide|ayuda|\?+)\W*$|\bwhat (all )?(can|could|do) you (do|help|answer|know)\b|\bhow (can|do) (you help|i use|this work|you work)\b|\b(who|what) are you\b|\bwhat (questions|things) can i ask\b|\b^\W*help me( get started| please)?\W*$|\bwas kannst du\b|\bque (peux|pouvez)[- ](tu|vous) faire\b|\bque puedes hacer\b|\b(wer bist du|qui es[- ]tu|quien eres)\b/i;
const EXAMPLES_A_TOPIC = 2;

export type SmallTalk = 'greeting' | 'thanks' | 'help';

export const THANKED = 'Glad to. Ask whenever you need the next account.';
const THANKS = /^(?:thank|thanks|thx|danke|merci|gracias|cheers)$/;
export const isThanks = (text: string): boolean => words(text).some((word) => THANKS.test(word));

const ASSENT = /^(?:ok|okay|cool|great|nice|perfect|super|awesome|good)$/;

/** Whether a message asks for nothing but company or help. */
export function smallTalkOf(text: string): SmallTalk | undefined {
  const said = words(text);
  if (HELP.test(text.normalize('NFKD').replace(/\p{M}+/gu, ''))) return 'help';
  if (!said.some((word) => GREETINGS.has(word)) || !said.every((word) => GREETINGS.has(word) || BESIDE.has(word))) return undefined;
  return isThanks(text) || said.every((word) => ASSENT.test(word)) ? 'thanks' : 'greeting';
}

/** What one can ask, topic by topic, from the tools themselves, and that no language model is at work. */
export function helpText(tools: ToolSpec[], talk: SmallTalk): string {
  if (talk === 'thanks') return THANKED;
  const opening = talk === 'greeting' ? 'Hello. I am Greendoor; ' : 'I am Greendoor; ';
  const topics = Map.groupBy(tools, ({ topic }) => topic);
  const lines = [...topics].map(
    ([topic, of]) =>
      `- **${topic}**: ${of
        .slice(0, EXAMPLES_A_TOPIC)
        .map((tool) => `"${exampleOf(tool)}"`)
        .join(', ')}`,
  );
  return [
    `${opening}I answer questions about your accounts from their data. I am the offline planner, not a language model: plain questions that name the account work best. You can ask:`,
    ...lines,
  ].join('\n');
}

/** Figures, and first and last names: a reply may hold only those that come from data. */
const FROM_DATA = /\d|\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+/u;

/** An example that nobody could take for something that is so. */
export function exampleOf(tool: ToolSpec): string {
  return tool.examples.find((example) => !FROM_DATA.test(example)) ?? tool.name.replaceAll('_', ' ');
}

/** As `exampleOf`, about the account a person named; whoever is named in it stays. */
export function exampleFor(tool: ToolSpec, reading?: Pick<Reading, 'accounts' | 'ambiguous' | 'unknownNames' | 'focus'>): string {
  const [named] = reading?.ambiguous.length ? [] : (reading?.accounts ?? []);
  const account = named ?? (reading?.unknownNames.length ? undefined : reading?.focus.account?.name);
  // Where nobody is named, one with somebody's name would be taken for what is so.
  const plain = named ? undefined : tool.examples.find((each) => !FROM_DATA.test(each));
  // Where an account is known, one that says it where it can be told from a person.
  const placed = account ? tool.examples.find((each) => !FROM_DATA.test(each) && NAMED.test(each)) : undefined;
  const example = placed ?? plain ?? tool.examples.find((each) => !/\d/.test(each)) ?? exampleOf(tool);
  const names = mask(example, { account: [], person: [] }).unknownNames;
  // Where only a person is named and no account taken, one instead of them would not be understood.
  const name = names.find((each) => !looksLikePerson(each)) ?? (takesAccount(tool) ? names[0] : undefined);
  return account && name ? example.replace(name, account) : example;
}

/** "… at Acme": what follows is a company. */
const NAMED = /\b(?:at|for|of|on|with|is|from)\s+\p{Lu}[\p{L}-]+/u;

const takesAccount = ({ parameters }: ToolSpec): boolean =>
  Object.keys((parameters as { properties?: object }).properties ?? {}).some((name) => /^(about_)?accounts?$/.test(name));
