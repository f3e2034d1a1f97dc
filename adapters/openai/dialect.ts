import { APIError } from 'openai';

/** Parts of the protocol that some servers refuse. */
const EXTRAS = [
  'max_completion_tokens',
  'max_tokens',
  'stream_options',
  'parallel_tool_calls',
  'tool_choice',
  'reasoning_effort',
  'strict',
] as const;
export type Extra = (typeof EXTRAS)[number];

/** What one server turned out to understand. */
export interface Dialect {
  speaks(extra: Extra): boolean;
  /** Leaves out what the error names as unknown; false when it names nothing we can leave out. */
  learn(error: unknown): boolean;
}

/** Newer OpenAI models know only `max_completion_tokens`, most other servers only `max_tokens`: one replaces the other once. */
export function createDialect(hostname: string): Dialect {
  const modern = /(^|\.)(openai\.com|azure\.com)$/.test(hostname);
  let limit: Extra | undefined = modern ? 'max_completion_tokens' : 'max_tokens';
  let switched = false;
  const refused = new Set<Extra>();
  const isLimit = (extra: Extra) => extra === 'max_completion_tokens' || extra === 'max_tokens';
  const speaks = (extra: Extra) => (isLimit(extra) ? extra === limit : !refused.has(extra));
  return {
    speaks,
    learn(error) {
      if (!(error instanceof APIError) || (error.status !== 400 && error.status !== 422)) return false;
      const { param, message } = error;
      const extra = EXTRAS.find((each) => speaks(each) && (param || message).includes(each));
      if (!extra) return false;
      if (!isLimit(extra)) refused.add(extra);
      else if (switched) limit = undefined;
      else {
        limit = extra === 'max_tokens' ? 'max_completion_tokens' : 'max_tokens';
        switched = true;
      }
      return true;
    },
  };
}
