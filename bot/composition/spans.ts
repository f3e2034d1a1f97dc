import type { Spans } from '../../agents/kit/spans.ts';

/** Under this name OpenTelemetry's API keeps what an SDK has registered. */
const REGISTERED = Symbol.for('opentelemetry.js.api.1');

/** Spans for the SDK that was registered before Greendoor (`NODE_OPTIONS=--import`); without one the API is not even loaded. */
export const openSpans = async (): Promise<Spans | undefined> =>
  REGISTERED in globalThis ? (await import('../../adapters/telemetry/spans.ts')).createSpans() : undefined;
