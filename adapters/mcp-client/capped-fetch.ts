export class TooLarge extends Error {
  override name = 'TooLarge';
}

/** An event of a stream ends with an empty line, in whichever way its server ends lines. */
const END = /\n\n|\r\r|\r\n\r\n/;
const LONGEST_END = 4;

/** `fetch` that follows nobody elsewhere and breaks off a body, or one event of a stream, that is larger than may be. */
export function cappedFetch(most: number, tooLarge: () => void): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, { ...init, redirect: 'error' });
    if (!response.body) return response;
    const events = response.headers.get('content-type')?.includes('text/event-stream') ?? false;
    let size = 0;
    let last = '';
    const counting = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        const text = last + (events ? Buffer.from(chunk).toString('latin1') : '');
        const [first = 0, ...more] = events ? text.split(END).map(({ length }) => length) : [chunk.length];
        const sizes = [size + first - last.length, ...more];
        last = events ? text.slice(1 - LONGEST_END) : '';
        size = sizes.at(-1) ?? 0;
        if (Math.max(...sizes) > most) {
          tooLarge();
          controller.error(new TooLarge());
          return;
        }
        controller.enqueue(chunk);
      },
    });
    const { status, statusText, headers } = response;
    return new Response(response.body.pipeThrough(counting), { status, statusText, headers });
  };
}
