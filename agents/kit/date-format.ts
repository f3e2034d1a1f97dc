const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * A format of British English; each is made once: making one costs a hundred times more than using it. A time zone nobody
 * knows, as people's records may hold, is UTC.
 */
export function dateFormat(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify(options);
  const format = formats.get(key) ?? made(options);
  formats.set(key, format);
  return format;
}

function made(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-GB', options);
  } catch {
    return new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' });
  }
}
