import { APIConnectionError, APIError } from 'openai';
import { OperatorError, UpstreamError } from '../../agents/kit/errors.ts';

/**
 * What a failed request means and who must act. Nothing the server said is in it, nor where it is: people read it who have no
 * business knowing.
 */
export function failureOf(error: unknown, model: string): OperatorError | UpstreamError {
  if (error instanceof OperatorError || error instanceof UpstreamError) return error;
  if (error instanceof APIConnectionError) return new UpstreamError('model', 'unreachable');
  if (!(error instanceof APIError)) return new UpstreamError('model', 'unreadable');
  const { status, code, message } = error;
  if (status === 401)
    return new OperatorError(
      'The language model does not accept the API key. Check OPENAI_API_KEY, or unset it to use the offline planner.',
    );
  if (status === 403)
    return new OperatorError(`The API key may not use ${model}. Check the key's project and permissions, or choose another model.`);
  if (status === 404)
    return new OperatorError(`There is no model "${model}", or the address is wrong. Check OPENAI_MODEL and OPENAI_BASE_URL.`);
  if (code === 'insufficient_quota' || status === 402)
    return new OperatorError('The account behind the API key has no credit left. Check its billing.');
  if (status === 400 && /does not support tools|tool.{0,40}not supported|enable-auto-tool-choice/i.test(message))
    return new OperatorError(`${model} cannot call tools. Choose a model that can, or enable tool calls on the server.`);
  if (
    status === 413 ||
    code === 'context_length_exceeded' ||
    (status === 400 && /context.{0,20}(length|window|size)|too many tokens/i.test(message))
  )
    return new UpstreamError('model', 'full');
  if (code === 'content_filter' || code === 'content_policy_violation') return new UpstreamError('model', 'refused');
  return new UpstreamError('model', status === 429 ? 'limited' : 'failed', { status, retryAfterMs: retryAfter(error.headers) });
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
