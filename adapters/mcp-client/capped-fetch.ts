export class TooLarge extends Error {
  override name = 'TooLarge';
}

/** `fetch` that follows nobody elsewhere and breaks off a body, or one event of a stream, that is larger than may be. */
export function cappedFetch(most: number, tooLarge: () => void): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, { ...init, redirect: 'error' });
    if (!response.body) return response;
    const events = response.headers.get('content-type')?.includes('text/event-stream') ?? false;
    let size = 0;
    const counting = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        const end = events ? Buffer.from(chunk).lastIndexOf('\n\n') : -1;
        if (size + (end < 0 ? chunk.length : 0) > most) {
          tooLarge();
          controller.error(new TooLarge());
          return;
        }
        size = end < 0 ? size + chunk.length : chunk.length - end;
        controller.enqueue(chunk);
      },
    });
    const { status, statusText, headers } = response;
    return new Response(response.body.pipeThrough(counting), { status, statusText, headers });
  };
}
