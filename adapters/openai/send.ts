import type OpenAI from 'openai';
import { APIConnectionError, APIError } from 'openai';
import type { ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions';

/** Sends one request and gives its answer, still unread. @throws APIError, APIConnectionError */
export type Send = (body: ChatCompletionCreateParamsStreaming, signal: AbortSignal) => Promise<Response>;

/**
 * Requests to Chat Completions as a client words them: its address, credentials and headers are the same each time, and making
 * them anew costs as much as the request itself.
 */
export function createSend(client: OpenAI): Send {
  let worded: Promise<{ url: string; headers: [string, string][] }> | undefined;
  return async (body, signal) => {
    worded ??= wordedBy(client);
    const { url, headers } = await worded;
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body), signal }).catch((cause: unknown) => {
      throw new APIConnectionError({ cause: cause instanceof Error ? cause : undefined });
    });
    if (response.ok) return response;
    const said = await response.text().catch(String);
    const told = parsed(said);
    throw APIError.generate(response.status, told, told ? undefined : said, response.headers);
  };
}

async function wordedBy(client: OpenAI) {
  const { url, req } = await client.buildRequest({ method: 'post', path: '/chat/completions', body: {} });
  return { url, headers: [...req.headers] };
}

function parsed(text: string): object | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
