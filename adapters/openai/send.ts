import type OpenAI from 'openai';
import { APIConnectionError, APIError } from 'openai';
import type { ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions';
import { type Dispatcher, EnvHttpProxyAgent, interceptors } from 'undici';

/** An answer, still unread. */
export interface Answer {
  contentType: string;
  body: Dispatcher.ResponseData['body'];
}

/** Sends one request. @throws APIError, APIConnectionError */
export type Send = (body: ChatCompletionCreateParamsStreaming, signal: AbortSignal) => Promise<Answer>;

/** As many as `fetch` follows. */
const REDIRECTIONS = 20;
/** No proxy reaches them. */
const THIS_MACHINE = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Requests to Chat Completions as a client words them: its address, credentials and headers are the same each time, and making
 * them anew costs as much as the request itself. They do not go by `fetch`, whose streams cost several times that.
 */
export function createSend(client: OpenAI): Send {
  const wires = openWires();
  let worded: ReturnType<typeof wordedBy> | undefined;
  return async (body, signal) => {
    worded ??= wordedBy(client);
    const request = { ...(await worded), method: 'POST' as const, body: JSON.stringify(body), signal };
    const {
      statusCode,
      headers,
      body: answer,
    } = await wires.request(request).catch((cause: unknown) => {
      throw new APIConnectionError({ cause: cause instanceof Error ? cause : undefined });
    });
    // Told where it is read; what nobody reads any more is nobody's failure.
    answer.on('error', () => {});
    if (statusCode >= 200 && statusCode < 300) return { contentType: String(headers['content-type'] ?? ''), body: answer };
    const said = await answer.text().catch(String);
    const told = parsed(said);
    throw APIError.generate(statusCode, told, told ? undefined : said, headersOf(headers));
  };
}

/** Through the proxy the environment names, if any. How long anything may take is watched elsewhere. */
function openWires(): Dispatcher {
  const noProxy = [process.env.no_proxy ?? process.env.NO_PROXY ?? '', ...THIS_MACHINE].filter(Boolean).join(',');
  const proxied = new EnvHttpProxyAgent({ noProxy, headersTimeout: 0, bodyTimeout: 0 });
  return proxied.compose(interceptors.redirect({ maxRedirections: REDIRECTIONS }));
}

async function wordedBy(client: OpenAI) {
  const { url, req } = await client.buildRequest({ method: 'post', path: '/chat/completions', body: {} });
  const { origin, pathname, search } = new URL(url);
  return { origin, path: pathname + search, headers: [...req.headers, ['accept-encoding', 'identity']].flat() };
}

const headersOf = (headers: Dispatcher.ResponseData['headers']): Headers =>
  new Headers(Object.entries(headers).flatMap(([name, value]) => [value ?? []].flat().map((each): [string, string] => [name, each])));

function parsed(text: string): object | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
