import type { z } from 'zod';

/** Findings in Slack's own form: `[ERROR] what [json-pointer:/blocks/0/text]`. */
export function problemsOf(error: z.ZodError, under: string): string[] {
  return error.issues.map((issue) => `[ERROR] ${issue.message} [json-pointer:${[under, ...issue.path.map(String)].join('/')}]`);
}

/** Refused as Slack refuses: `ok: false` with this code. */
export class Refusal extends Error {
  readonly code: string;
  readonly messages: string[];
  constructor(code: string, messages: string[] = []) {
    super(messages.length > 0 ? `${code}: ${messages.join('; ')}` : code);
    this.code = code;
    this.messages = messages;
  }
}
