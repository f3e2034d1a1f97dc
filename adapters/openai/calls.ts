import type { ToolRequest } from '../../bot/model-port.ts';

/** A piece of a call as servers send it: more loosely than the protocol says. */
export interface CallPiece {
  index?: number | null;
  id?: string | null;
  function?: { name?: string | null; arguments?: unknown } | null;
}

export interface CallReader {
  take(piece: CallPiece): void;
  readonly calls: ToolRequest[];
  readonly characters: number;
}

/**
 * Puts calls together. Servers differ: a call comes in pieces or whole, its arguments as text or as an object, with or without
 * an index, every one at index 0, with its name or id repeated or left out.
 */
export function createCallReader(): CallReader {
  const calls: ToolRequest[] = [];
  const slots = new Map<number, ToolRequest>();
  let characters = 0;
  return {
    calls,
    get characters() {
      return characters;
    },
    take({ index, id, function: said }) {
      const name = said?.name || undefined;
      const given = said?.arguments;
      const text = typeof given === 'string' ? given : given == null ? '' : JSON.stringify(given);
      characters += text.length;
      const known = index == null ? (id || name ? calls.find((each) => id && each.id === id) : calls.at(-1)) : slots.get(index);
      const call = known && !isNext(known, { id, name, text }) ? known : { id: '', name: known && !name ? known.name : '', arguments: '' };
      if (call !== known) {
        calls.push(call);
        if (index != null) slots.set(index, call);
      }
      if (id) call.id = id;
      if (name) call.name = name;
      call.arguments += text;
    },
  };
}

/** Whether a piece begins another call at the same place. */
function isNext(
  call: ToolRequest,
  { id, name, text }: { id?: string | null | undefined; name: string | undefined; text: string },
): boolean {
  if (id && call.id && id !== call.id) return true;
  if (name && call.name && name !== call.name) return true;
  return text.trim() !== '' && isComplete(call.arguments);
}

function isComplete(json: string): boolean {
  if (!json.trim().endsWith('}')) return false;
  try {
    JSON.parse(json);
    return true;
  } catch {
    return false;
  }
}
