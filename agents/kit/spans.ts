/** Names, numbers and codes; never what people or customers write, and no arguments. */
export type SpanAttributes = Record<string, string | number | boolean | string[]>;

interface SpanStart {
  name: string;
  kind: 'internal' | 'client';
  attributes: SpanAttributes;
}

/** Says more of a span while it lasts; a failure by its code. */
export type TellSpan = (attributes: SpanAttributes, failure?: string) => void;

/** What takes time, told to whoever watches the operation. */
export interface Spans {
  during<Result>(span: SpanStart, work: (tell: TellSpan) => Promise<Result>): Promise<Result>;
}

/** Does a piece of work, as a span where somebody watches. */
export const during = <Result>(spans: Spans | undefined, span: SpanStart, work: (tell: TellSpan) => Promise<Result>): Promise<Result> =>
  spans ? spans.during(span, work) : work(() => {});
