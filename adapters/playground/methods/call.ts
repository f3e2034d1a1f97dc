import type { KnownBlock } from '@slack/types';
import type { Files } from '../files.ts';
import type { Store } from '../store.ts';
import type { Triggers } from '../triggers.ts';
import { Refusal } from '../validate/problems.ts';

/** What the methods of the Web API work on. */
export interface Host {
  store: Store;
  triggers: Triggers;
  files: Files;
  botName: string;
  url: string;
}

export type Method = (args: Args, host: Host) => Record<string, unknown>;

/** The arguments of a call, from a form or from JSON: in a form, lists and objects are JSON text. */
export class Args {
  #values: Record<string, unknown>;

  constructor(values: Record<string, unknown>) {
    this.#values = values;
  }

  has(name: string): boolean {
    const value = this.#values[name];
    return value !== undefined && value !== null && value !== '';
  }

  /** @throws Refusal `invalid_arguments` where it is missing and no `fallback` is given. */
  text(name: string, fallback?: string): string {
    const value = this.#values[name];
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
    if (fallback === undefined) throw new Refusal('invalid_arguments', [`[ERROR] missing required field: ${name}`]);
    return fallback;
  }

  flag(name: string): boolean {
    return ['true', '1'].includes(this.text(name, 'false'));
  }

  number(name: string, fallback: number): number {
    const value = Number(this.text(name, String(fallback)));
    if (!Number.isFinite(value)) throw new Refusal('invalid_arguments', [`[ERROR] not a number: ${name}`]);
    return value;
  }

  /** @throws Refusal with `code` where it is not JSON. */
  json(name: string, code = 'invalid_arguments'): unknown {
    const value = this.#values[name];
    if (typeof value !== 'string') return value;
    try {
      return JSON.parse(value) as unknown;
    } catch {
      throw new Refusal(code, [`[ERROR] not JSON: ${name}`]);
    }
  }
}

/** Slack names every block and every interactive element that has no name. */
export function named(store: Store, blocks: KnownBlock[]): KnownBlock[] {
  return blocks.map((block) => {
    const copy = { block_id: store.nextId('b'), ...structuredClone(block) };
    nameElements(store, copy);
    return copy;
  });
}

const INTERACTIVE = /^(button|overflow|checkboxes|radio_buttons|.*_select|.*picker|.*_input|feedback_buttons|icon_button|workflow_button)$/;

function nameElements(store: Store, value: unknown): void {
  if (Array.isArray(value)) for (const item of value) nameElements(store, item);
  else if (typeof value === 'object' && value !== null) {
    const item = value as Record<string, unknown>;
    if (typeof item.type === 'string' && INTERACTIVE.test(item.type) && item.action_id === undefined) item.action_id = store.nextId('a');
    for (const inner of Object.values(item)) nameElements(store, inner);
  }
}
