import { APIConnectionError, APIError } from 'openai';
import { OperatorError, UpstreamError } from '../../agents/kit/errors.ts';

export interface Service {
  model: string;
  /** Host and port only: an address may hold credentials. */
  host: string;
  apiKey: string;
}

/** What a failed request means and who must act. No message holds a credential. */
export function failureOf(error: unknown, service: Service): OperatorError | UpstreamError {
  if (error instanceof OperatorError || error instanceof UpstreamError) return error;
  const { model, host } = service;
  if (error instanceof APIConnectionError) {
    return new UpstreamError('model', `The language model at ${host} cannot be reached.`);
  }
  if (!(error instanceof APIError)) {
    return new UpstreamError('model', `The language model at ${host} sent something unreadable (${said(error, service)}).`);
  }
  const { status, code } = error;
  if (status === 401) {
    return new OperatorError(`${host} does not accept the API key. Check OPENAI_API_KEY, or unset it to use the offline planner.`);
  }
  if (status === 403) {
    return new OperatorError(
      `The API key may not use ${model} at ${host}. Check the key's project and permissions, or choose another model.`,
    );
  }
  if (status === 404) {
    return new OperatorError(`${host} knows no model "${model}", or the address is wrong. Check OPENAI_MODEL and OPENAI_BASE_URL.`);
  }
  if (code === 'insufficient_quota' || status === 402) {
    return new OperatorError(`The account behind the API key has no credit left at ${host}. Check its billing.`);
  }
  if (status === 400 && /does not support tools|tool.{0,40}not supported|enable-auto-tool-choice/i.test(error.message)) {
    return new OperatorError(`${model} at ${host} cannot call tools. Choose a model that can, or enable tool calls on the server.`);
  }
  const retryAfterMs = retryAfter(error.headers);
  if (status === 429) {
    const again = retryAfterMs ? ` It asks to wait ${Math.ceil(retryAfterMs / 1_000)} s.` : '';
    return new UpstreamError('model', `The language model at ${host} is over its rate limit.${again}`, { retryAfterMs });
  }
  const what = status ? `answered ${status}` : 'failed';
  return new UpstreamError('model', `The language model at ${host} ${what} (${said(error, service)}).`, { retryAfterMs });
}

/** Whether the same request may succeed if sent again. */
export function isTransient(error: unknown): boolean {
  if (error instanceof APIConnectionError) return true;
  if (!(error instanceof APIError)) return error instanceof UpstreamError;
  if (error.code === 'insufficient_quota') return false;
  return error.status === undefined || [408, 409, 425, 429].includes(error.status) || error.status >= 500;
}

/** What the server asked us to wait, in milliseconds. */
export function retryAfter(headers: Headers | undefined): number | undefined {
  const exact = Number(headers?.get('retry-after-ms') ?? Number.NaN);
  if (exact >= 0) return exact;
  const seconds = Number(headers?.get('retry-after') || Number.NaN);
  return seconds >= 0 ? seconds * 1_000 : undefined;
}

/** The server's own words, short, without the key or anything that looks like one. */
function said(error: unknown, { apiKey }: Service): string {
  const text = error instanceof Error ? error.message : String(error);
  const safe = (apiKey.length >= 6 ? text.replaceAll(apiKey, '…') : text)
    .replace(/\b(sk|pk|key|Bearer)[-_ ][\w*.-]{6,}/gi, '…')
    .replace(/\w+:\/\/\S+/g, '…')
    .replace(/\s+/g, ' ');
  return safe.length > 200 ? `${safe.slice(0, 199)}…` : safe;
}
