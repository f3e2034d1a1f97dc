import { SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { Spans } from '../../agents/kit/spans.ts';

const KINDS = { internal: SpanKind.INTERNAL, client: SpanKind.CLIENT } as const;

/** Spans of OpenTelemetry, for the SDK that whoever runs Greendoor has registered. */
export function createSpans(): Spans {
  const tracer = trace.getTracer('greendoor');
  return {
    during: ({ name, kind, attributes }, work) =>
      tracer.startActiveSpan(name, { kind: KINDS[kind], attributes }, async (span) => {
        const fail = (code: string) => span.setAttribute('error.type', code).setStatus({ code: SpanStatusCode.ERROR });
        try {
          return await work((more, failure) => {
            span.setAttributes(more);
            if (failure !== undefined) fail(failure);
          });
        } catch (error) {
          // Its message may quote whatever a server sent.
          fail(error instanceof Error ? error.name : 'unknown');
          throw error;
        } finally {
          span.end();
        }
      }),
  };
}
