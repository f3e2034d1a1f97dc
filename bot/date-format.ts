const formats = new Map<string, Intl.DateTimeFormat>();

/** A format of British English; each is made once: making one costs a hundred times more than using it. */
export function dateFormat(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify(options);
  const format = formats.get(key) ?? new Intl.DateTimeFormat('en-GB', options);
  formats.set(key, format);
  return format;
}
