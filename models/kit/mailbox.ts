import { domainToASCII } from 'node:url';
import addressParser from 'nodemailer/lib/addressparser';

/** What a text says about one person's e-mail address. */
export interface ReadMailbox {
  /** Lower case, its domain in ASCII; absent where the text holds no address. */
  address?: string;
  /** Further addresses of the same text. */
  others: string[];
}

const MAX_FIELD = 2_000;
const MAX_ADDRESS = 254;
const ATOM = "[\\p{L}\\p{M}\\p{N}!#$%&'*+/=?^_`{|}~-]+";
const LOCAL_PART = new RegExp(`^(?![=+-])${ATOM}(?:\\.${ATOM})*$`, 'u');
const LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;
const MAILTO = /(^|[<,;\s])mailto:([^?<>,;\s]*)(?:\?[^<>,;\s]*)?/gi;

/**
 * The address a cell or field means: inside `<>`, after `mailto:`, the first of several. Where words stand around an
 * address without brackets nobody knows what was meant, so there is none.
 */
export function mailboxIn(text: string): ReadMailbox {
  if (text.length > MAX_FIELD) return { others: [] };
  const plain = text
    .trim()
    .replace(MAILTO, '$1$2')
    .replace(/[|\r\n]+/g, ',');
  const entries = addressParser(plain).flatMap((entry) => {
    // "Bcc: …" is a list under a heading, not somebody's address.
    if (entry.group) return [''];
    const { name = '', address = '' } = entry;
    const around = plain.includes('<') ? [] : name.split(/\s+/).filter((word) => word !== '');
    return around.every((word) => word.includes('@')) ? [address, ...around] : [''];
  });
  const [first, ...others] = entries.map(canonical);
  const rest = others.filter((each) => each !== undefined && each !== first) as string[];
  return { ...(first === undefined ? {} : { address: first }), others: [...new Set(rest)] };
}

/** Whether a text is one plain mailbox as `mailboxIn` writes it: no list, no display name, nothing that could end a header line. */
export const isMailbox = (text: string): boolean => canonical(text) === text.toLowerCase();

/** Whether the part before the @ needs a server that speaks SMTPUTF8. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII
export const needsSmtpUtf8 = (address: string): boolean => /[^\u0000-\u007f]/.test(address.slice(0, address.lastIndexOf('@')));

function canonical(address: string): string | undefined {
  const at = address.lastIndexOf('@');
  const local = address.slice(0, Math.max(at, 0));
  const domain = domainToASCII(address.slice(at + 1));
  const labels = domain.split('.');
  const whole = `${local}@${domain}`.toLowerCase();
  if (at < 1 || local.length > 64 || whole.length > MAX_ADDRESS || !LOCAL_PART.test(local)) return undefined;
  if (labels.length < 2 || !labels.every((label) => LABEL.test(label)) || /^\d+$/.test(labels.at(-1) ?? '')) return undefined;
  return whole;
}
