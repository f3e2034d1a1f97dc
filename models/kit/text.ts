/** How many characters (UTF-16 units) a text field holds unless its schema says otherwise. */
export const MAX_TEXT = 2_000;

/** What something or somebody is called. One line; a longer one is no name. */
export const nameText = { type: String, maxlength: 200 } as const;

/** An identity in a source or of a platform. */
export const idText = { type: String, maxlength: 400 } as const;

/** One e-mail address, as `mailboxIn` writes it. */
export const mailbox = { type: String, maxlength: 254, lowercase: true, mailbox: true } as const;

/** What people write at length: mails, tickets, posts, notes. The only texts that are cut where they are too long. */
export const freeText = { type: String, maxlength: 20_000 } as const;

/** What Greendoor writes for itself to read again, e.g. JSON. */
export const ownText = { type: String, maxlength: 4_194_304 } as const;

/** What no document, message or file takes: control characters but tab and line breaks, lone surrogates, what XML forbids. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNFIT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff\p{Cs}]/gu;
const LINE_BREAKS = /[\t\n\r\u2028\u2029]+/g;

/** The text with a space for each character that no document or file takes. */
export const cleanText = (text: string): string => text.replace(UNFIT, ' ');

/** `cleanText` of something that stands in one line, without the blanks this leaves at its ends. */
export function cleanLine(text: string): string {
  const clean = cleanText(text).replace(LINE_BREAKS, ' ');
  return clean === text ? text : clean.trim();
}

/** Plain data with `cleanText` of every text in it. */
export function cleanTexts<Data>(data: Data): Data {
  if (typeof data === 'string') return cleanText(data) as Data;
  if (Array.isArray(data)) return data.map((each) => cleanTexts(each)) as Data;
  if (typeof data !== 'object' || data === null || data instanceof Date) return data;
  return Object.fromEntries(Object.entries(data).map(([key, each]) => [key, cleanTexts(each)])) as Data;
}

/** The first `max` units of a text, never half a character. */
export function firstOf(text: string, max: number): string {
  const cut = text.slice(0, max);
  return cut.length < text.length && /[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut;
}
