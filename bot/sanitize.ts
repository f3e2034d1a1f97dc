export interface SanitizeOptions {
  /** Hosts that may be linked over https, subdomains included; everything else loses its link. */
  allowedHosts?: readonly string[];
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

/**
 * Text that can do nothing where it is shown: no mention of channels, users or groups, no markup tag,
 * no image, no invisible character, no link but to allowed hosts. Idempotent.
 */
export function sanitize(text: string, { allowedHosts = [] }: SanitizeOptions = {}): string {
  const allowed = (address: string) => isAllowed(address, allowedHosts);
  let result = text.replace(INVISIBLE, '');
  let previous = '';
  for (let pass = 0; previous !== result && pass < MAX_PASSES; pass++) {
    previous = result;
    result = once(result, allowed);
  }
  // Nobody nests markup so deeply who means well.
  return previous === result ? result : sanitize(result.replace(/[<>[\]()]/g, ' '), { allowedHosts });
}

function once(text: string, allowed: (address: string) => boolean): string {
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
    .replace(/<\/?[a-z][^<>]*>/gi, '')
    .replace(/<(?=[!@#/?a-z])/gi, '< ')
    .replace(/(?<![\w.])[@＠](?=(?:channel|here|everyone|all)\b)/gi, '')
    .replace(URL_TEXT, (url) => (allowed(url) ? url : REMOVED))
    .replace(BARE_PATH, (url) => (allowed(`https://${url}`) ? url : REMOVED))
    .replace(BARE_HOST, (host) => (allowed(`https://${host}`) ? host : REMOVED));
}

function isAllowed(address: string, hosts: readonly string[]): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  if (url.protocol !== 'https:' || url.username || url.password || address.slice('https://'.length).includes('//')) return false;
  return hosts.some((host) => url.hostname === host || url.hostname.endsWith(`.${host}`));
}
