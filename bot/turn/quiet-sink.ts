import type { TurnSink } from './types.ts';

/** A sink that never fails. */
export interface QuietSink {
  append(text: string): Promise<void>;
  status(text: string): Promise<void>;
}

/** A reply that cannot be shown as it grows is still finished: after the first failure nothing more is shown of it. */
export function quietSink(sink: TurnSink, onError: (error: unknown) => void): QuietSink {
  let failed = false;
  const attempt = async (effect: () => Promise<void> | void) => {
    if (failed) return;
    try {
      await effect();
    } catch (error) {
      failed = true;
      onError(error);
    }
  };
  return { append: (text) => attempt(() => sink.append(text)), status: (text) => attempt(() => sink.status(text)) };
}
