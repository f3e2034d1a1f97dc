export interface SanitizeOptions {
  /** Hosts that may be linked over https, subdomains included; everything else loses its link. */
  allowedHosts?: readonly string[];
  /** What `namelikeIn` found and is part of a name of ours: a word, shown as it is. */
  names?: ReadonlySet<string>;
}

/** Zero-width, bidirectional, control and other invisible characters; line breaks, tabs, the emoji joiner and selector stay. */
const INVISIBLE = /(?!\n|\t|\u200d|\ufe0f)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;
const REMOVED = '[link removed]';
/** Each takes off one layer of markup within markup. */
const MAX_PASSES = 10;
const URL_TEXT =
  /[a-z0-9+.-]{0,40}:\/\/[^\s<>"'`|)\]]*|\b(?:mailto|tel|sms|javascript|data|vbscript|skype|slack|msteams|file):[^\s<>"'`|)\]]+|\bwww\.[^\s<>"'`|)\]]+|(?<![\w:/])\/\/[a-z0-9-]+(?:\.[a-z0-9-]+)+[^\s<>"'`|)\]]*/gi;
/** A bare host: platforms make links of these themselves. */
const BARE_HOST =
  /(?<![\w@./-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:com|net|org|io|co|ai|app|dev|info|biz|me|us|uk|de|eu|fr|xyz|site|online|link|click|ru|cn|ly|gg|tv|to|sh|zip|mov|top|live|page|cloud|tech|store|shop|example|test)(?![\w@-])(?:[:/?#][^\s<>"'`|)\]]*)?/gi;
const BARE_PATH = /(?<![\w@./:-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,24}\/[^\s<>"'`|)\]]*/gi;

/** "monday.com", "www.acme.io" and "<Sons>": what may be a link or a tag, or just how somebody is called. */
const NAMELIKE = new RegExp(`\\bwww\\.[\\w-]+(?:\\.[\\w-]+)+|${BARE_HOST.source}|<[\\p{L}\\p{N}][\\p{L}\\p{N} .,&'’-]*>`, 'giu');
const MAX_NAMELIKE = 100;
/** Without one of these a text holds nothing `NAMELIKE` finds. */
const MAY_BE_NAMELIKE = /<|\.\S/;
/** Without one of these it holds nothing that is taken off: no markup, mention, link or host. */
const MAY_BE_UNSAFE = /[<[\]@＠/]|[:.]\S/u;

/** What of a text would be taken off but may be part of a name, in lower case. What has a path or a scheme is a link. */
export function namelikeIn(text: string): string[] {
  const visible = text.replace(INVISIBLE, '');
  if (!MAY_BE_NAMELIKE.test(visible)) return [];
  const found = (visible.match(NAMELIKE) ?? []).map(asName);
  return [...new Set(found)].filter((each) => each.length <= MAX_NAMELIKE && !/[/:?#]/.test(each));
}

/** As names are compared: without the punctuation of the sentence around it. */
function asName(found: string): string {
  let end = found.length;
  while (end > 0 && '.,:;!?'.includes(found.charAt(end - 1))) end--;
  return found.slice(0, end).toLowerCase();
}

/**
 * Text that can do nothing where it is shown: no mention of channels, users or groups, no markup tag,
 * no image, no invisible character, no link but to allowed hosts. Idempotent.
 */
export function sanitize(text: string, options: SanitizeOptions = {}): string {
  const { allowedHosts = [], names = new Set() } = options;
  const allowed = (address: string) => isAllowed(address, allowedHosts);
  const isName = (found: string) => names.has(asName(found));
  let result = text.replace(INVISIBLE, '');
  if (!MAY_BE_UNSAFE.test(result)) return result;
  let previous = '';
  for (let pass = 0; previous !== result && pass < MAX_PASSES; pass++) {
    previous = result;
    result = once(result, allowed, isName);
  }
  // Nobody nests markup so deeply who means well.
  return previous === result ? result : sanitize(result.replace(/[<>[\]()]/g, ' '), options);
}

type Judge = (found: string) => boolean;

function once(text: string, allowed: Judge, isName: Judge): string {
  return text
    .replace(/!\[([^\][]*)\](?:\((?:[^()]|\([^()]*\))*\)|\[[^\][]*\])/g, '$1')
    .replace(/!(?=\[)/g, '')
    .replace(/(?<!\]\()<((?:https?|mailto|tel):[^\s<>|]*)(?:\|([^<>]*))?>/gi, (whole, url: string, label?: string) => {
      if (allowed(url) && !label) return url;
      return allowed(url) ? `[${label}](${url})` : (label ?? (whole ? REMOVED : ''));
    })
    .replace(/\[([^\][]*)\]\(((?:[^()]|\([^()]*\))*)\)/g, (whole, label: string, url: string) => (allowed(url) ? whole : label || REMOVED))
    .replace(/\](?=\()(?!\(https:\/\/)/g, '] ')
    .replace(/\]\((https:\/\/[^\s)]*)(?=\s|$)/g, (whole, url: string) => (allowed(url) ? whole : `] ${REMOVED}`))
    .replace(/<[!@#][^<>]*>/g, '')
    .replace(/<\/?[a-z][^<>]*>/gi, (tag) => (isName(tag) ? tag : ''))
    .replace(/<(?=[!@#/?a-z])(?:[^<>]*>)?/gi, (tag) => (isName(tag) ? tag : `< ${tag.slice(1)}`))
    .replace(/(?<![\w.])[@＠](?=(?:channel|here|everyone|all)\b)/gi, '')
    .replace(URL_TEXT, (url) => (allowed(url) || isName(url) ? url : REMOVED))
    .replace(BARE_PATH, (url) => (allowed(`https://${url}`) ? url : REMOVED))
    .replace(BARE_HOST, (host) => (allowed(`https://${host}`) || isName(host) ? host : REMOVED));
}

function isAllowed(address: string, hosts: readonly string[]): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  if (url.protocol !== 'https:' || url.username || url.password || address.slice('https://'.length).includes('//')) return false;
  return hosts.some((host) => url.hostname === host || url.hostname.endsWith(`.${host}`));
}
