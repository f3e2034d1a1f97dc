import { APIConnectionError, APIError } from 'openai';
import { OperatorError, UpstreamError } from '../../agents/kit/errors.ts';

export interface Service {
  model: string;
  /** Host and port only: an address may hold credentials. */
  host: string;
}

/** What a failed request means and who must act. Nothing the server said is in it. */
export function failureOf(error: unknown, service: Service): OperatorError | UpstreamError {
  if (error instanceof OperatorError || error instanceof UpstreamError) return error;
  const { model, host } = service;
  if (error instanceof APIConnectionError) {
    return new UpstreamError('model', 'unreachable', { host });
  }
  if (!(error instanceof APIError)) {
    return new UpstreamError('model', 'unreadable', { host });
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
  return new UpstreamError('model', status === 429 ? 'limited' : 'failed', { host, status, retryAfterMs });
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
