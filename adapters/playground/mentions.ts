import type { Store } from './store.ts';

const escapeText = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/**
 * What a person typed, as Slack passes it on: escaped, with names of people and channels turned into mentions and addresses
 * into links. Mentions already in Slack's form (`<@U…>`, `<#C…>`) stay.
 */
export function typed(store: Store, botName: string, text: string): string {
  const kept = text
    .split(/(<@[UW][A-Z0-9]+>|<#C[A-Z0-9]+(?:\|[^>]*)?>)/)
    .map((piece, at) => (at % 2 === 1 ? piece : plain(store, botName, piece)));
  return kept.join('');
}

function plain(store: Store, botName: string, text: string): string {
  const names = [{ id: store.botUserId, name: botName }, ...store.people.values()].toSorted((a, b) => b.name.length - a.name.length);
  let out = escapeText(text)
    .replace(/https?:\/\/[^\s<>|]+[^\s<>|.,;:!?)]/g, (url) => `<${url}>`)
    .replace(/(?<![\w.@|:/])[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, (address) => `<mailto:${address}|${address}>`);
  for (const { id, name } of names) out = replaceWord(out, `@${name}`, `<@${id}>`);
  for (const conversation of store.conversations.values()) {
    if (conversation.kind === 'channel') out = replaceWord(out, `#${conversation.name}`, `<#${conversation.id}|${conversation.name}>`);
  }
  return out;
}

function replaceWord(text: string, word: string, by: string): string {
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return text.replace(new RegExp(`(?<![\\w<|@.])${escaped}(?![\\w-])`, 'gi'), by);
}
