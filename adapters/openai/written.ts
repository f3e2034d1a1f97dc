import type { ToolRequest } from '../../bot/model-port.ts';

type Tools = readonly { name: string }[];

/** What may begin a call that is written as text: JSON, a fence, a mark of some template. */
const OPENING = /\{|\[\s*\{|\[TOOL_CALLS\]|```|<function\b|<tool_call\b|<\|/u;
/** What may yet become one; of a long text only its end is looked at. */
const BEGINNING = /(?:\[[\sA-Z_]*|`{1,2}|<[|a-z_]*)$/u;
const LONGEST_BEGINNING = 30;

/** From where on a text has to be held back until it is known whether it is a call. */
export function mayCallFrom(text: string): number {
  const opening = text.search(OPENING);
  if (opening >= 0) return opening;
  const from = Math.max(0, text.length - LONGEST_BEGINNING);
  const beginning = text.slice(from).search(BEGINNING);
  return beginning < 0 ? text.length : from + beginning;
}

/** What templates put around calls. */
const BEFORE = /(?:\[[A-Z_]+\]|`{3}\w*|<\|?[\w=.-]+\|?>|[\s(:[,])*$/u;
const AFTER = /^(?:`{3}|<\/?\|?[\w=.-]+\|?>|[\s)\],;])*/u;
/** A name right before its arguments: `get_health[ARGS]{…}`, `functions.get_health({…})`, `<function=get_health>{…}`. */
const NAMED = /(?:<function=)?(?<![\w.:-])([\w.:-]{1,100}?)(?:>|\[ARGS\]|<\|\w+\|>|\s*[(:])?\s*$/u;
const PARAMETERS = /<function=([\w.-]+)>((?:\s*<parameter=[\w-]+>[^<]*<\/parameter>)+)\s*(?:<\/function>)?/gu;
const MOST = 20;

/** Takes the calls of these tools out of a text, by their shape; what looks like a call and is none is no text for people either. */
export function readWritten(given: string, tools: Tools): { text: string; calls: Pick<ToolRequest, 'name' | 'arguments'>[] } {
  const calls: Pick<ToolRequest, 'name' | 'arguments'>[] = [];
  const add = (name: string, args: unknown) => {
    const known = knownName(name, tools);
    if (known) calls.push({ name: known, arguments: JSON.stringify(unpacked(args)) });
  };
  const tagged = given.replace(PARAMETERS, (_, name: string, inner: string) => {
    const pairs = [...inner.matchAll(/<parameter=([\w-]+)>([^<]*)</gu)].map(([, key = '', value = '']) => [
      key,
      parsed(value) ?? value.trim(),
    ]);
    add(name, Object.fromEntries(pairs));
    return '';
  });
  let text = '';
  let rest = tagged;
  for (let tried = 0; tried < MOST; tried++) {
    const at = rest.search(/[{[](?!TOOL_CALLS\]|ARGS\])/u);
    const end = at < 0 ? -1 : endOfJson(rest, at);
    if (end < 0) break;
    const before = rest.slice(0, at);
    const value = parsed(rest.slice(at, end));
    const named = knownName(NAMED.exec(before.slice(-220))?.[1] ?? '', tools);
    const made = value === undefined ? [] : callsOf(value);
    if (made.length > 0) for (const { name, args } of made) add(name, args);
    else if (named && isObject(value)) add(named, value);
    else {
      text += rest.slice(0, end);
      rest = rest.slice(end);
      continue;
    }
    text += withoutEnd(made.length > 0 ? before : before.replace(NAMED, ''));
    rest = rest.slice(end).replace(AFTER, '');
  }
  // One that breaks off, or that is no JSON.
  const opening = rest.search(OPENING);
  const broken =
    opening >= 0 && (/^(?:\[TOOL|<[ft|])/u.test(rest.slice(opening)) || tools.some(({ name }) => rest.slice(opening).includes(name)));
  return { text: text + (broken ? withoutEnd(rest.slice(0, opening)) : rest), calls };
}

const withoutEnd = (text: string): string => text.slice(0, -200) + text.slice(-200).replace(BEFORE, '');

/** The calls a value is, in the shapes servers and templates give them. */
function callsOf(value: unknown): { name: string; args: unknown }[] {
  if (Array.isArray(value)) return value.flatMap(callsOf);
  if (!isObject(value)) return [];
  const { name, tool, tool_name, function: inner, tool_calls } = value;
  if (Array.isArray(tool_calls)) return callsOf(tool_calls);
  if (isObject(inner)) return callsOf(inner);
  const said = [name, tool, tool_name, inner].find((each) => typeof each === 'string');
  const args = value.arguments ?? value.parameters ?? value.args ?? value.input;
  const isCall = args !== undefined || Object.keys(value).every((key) => ['name', 'tool', 'function', 'type', 'id'].includes(key));
  return typeof said === 'string' && isCall ? [{ name: said, args: args ?? {} }] : [];
}

/** A call with the name its tool has, and its arguments written once. */
export function asMeant(call: ToolRequest, tools: Tools): ToolRequest {
  const args = call.arguments.trim() || '{}';
  const twice = args.startsWith('"');
  return { ...call, name: knownName(call.name, tools) ?? call.name, arguments: twice ? JSON.stringify(unpacked(args)) : args };
}

/** The tool that is meant by a name: servers put `functions.` before it, or a number behind. */
function knownName(name: string, tools: Tools): string | undefined {
  const plain = [name, name.replace(/^.*[.:/](?=[\w-]+$)/u, ''), name.replace(/^.*\.|:\d+$/gu, '')];
  return plain.find((each) => tools.some((tool) => tool.name === each));
}

/** Arguments that were written as JSON once more than they should be. */
function unpacked(args: unknown): unknown {
  let value = args;
  for (let times = 0; times < 3 && typeof value === 'string'; times++) value = parsed(value);
  return isObject(value) ? value : args;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Where a JSON value that begins here ends; -1 where it does not. */
function endOfJson(text: string, start: number): number {
  let depth = 0;
  let quoted = false;
  for (let at = start; at < text.length; at++) {
    const letter = text[at];
    if (quoted) {
      if (letter === '\\') at++;
      else if (letter === '"') quoted = false;
    } else if (letter === '"') quoted = true;
    else if (letter === '{' || letter === '[') depth++;
    else if ((letter === '}' || letter === ']') && --depth === 0) return at + 1;
  }
  return -1;
}
