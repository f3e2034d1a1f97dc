import { type ContactRole, type RoleSaid, rolesIn } from '../../../agents/kit/contact-roles.ts';
import { words } from '../../../models/kit/name-keys.ts';
import type { Reading, Span } from '../reading/reading.ts';
import { isNoise } from '../words/grammar.ts';

/** Where a message says whom it is to; where no name says it, by what they are to us. */
export interface Recipient extends Span {
  role?: ContactRole;
}

/** What joins a person to their company. */
const JOINS = /^\s*(?:,|\(|at|of|from|in|bei|von|vom|chez|de|du|da|do|em|en)\s*$/i;
/** What joins a company to its person: "Acme’s champion". */
const OWNS = /^(?:['’]s?)?\s+$/;
/** What stands before whom a note is to: its verb alone, or "to", and small words. */
const LEADS =
  /^\s*(?:(?:\S+|.*\b(?:to|with|for|an|mit|au|aux|a|avec|al|con|com|para|ao))\s+)?(?:(?:the|our|their|his|her|its|de[mnr]|ihre[mnr]|unsere[mnr]|la|le|leur|notre|el|su|o|seu)\s+)*$/is;
const PRONOUN = /\b(?:him|her|them|ihm|ihr|ihnen|lui|leur)\b/;

/** The first person or account named, with the company of that person; whoever has the role said; else whom a pronoun means. */
export function recipientIn(plain: string, start: number, named: readonly Span[]): Recipient | undefined {
  const after = named.filter(({ from }) => from >= start).toSorted((a, b) => a.from - b.from || b.to - a.to);
  const [first] = after;
  const byRole = rolesIn(plain)
    .filter(({ from }) => from >= start)
    .flatMap((said) => inRole(said, plain, start, first) ?? [])[0];
  if (byRole) return byRole;
  if (!first) {
    const pronoun = PRONOUN.exec(plain.slice(start));
    return pronoun ? { from: start + pronoun.index, to: start + pronoun.index + pronoun[0].length } : undefined;
  }
  return after.reduce(
    (span, each) => (JOINS.test(plain.slice(span.to, each.from)) ? { from: span.from, to: Math.max(span.to, each.to) } : span),
    first,
  );
}

/** "The champion of Acme", "Acme’s champion", "email the champion": not "about the champion", nor one who is named. */
function inRole({ role, from, to }: RoleSaid, plain: string, start: number, first: Span | undefined): Recipient | undefined {
  const lead = plain.slice(first && first.to <= from ? first.to : start, from);
  if (first && first.to <= from) {
    // "Acme: email the champion".
    const isHeading = first.from === start && LEADS.test(lead.replace(/^[\s:,–-]+/, ''));
    return OWNS.test(lead) || isHeading ? { role, from: first.from, to } : undefined;
  }
  if (first && JOINS.test(plain.slice(to, first.from))) return { role, from, to: first.to };
  const isNamed = first !== undefined && /^[\s,(]*$/.test(plain.slice(to, first.from));
  return !isNamed && LEADS.test(lead) ? { role, from, to } : undefined;
}

/** "Write lisa at Acme", "email the cfo at Acme": whom no record names so; who writes finds out whether there is such a one. */
export function strangerWrittenTo({ text, named, contacts, accounts, lexicon }: Reading): string | undefined {
  const [account] = named;
  if (contacts.length > 0 || accounts.length === 0 || !account) return undefined;
  const head = text.slice(0, account.from);
  const said = WRITTEN_TO.exec(head)?.[1]?.trim();
  const parts = words(said ?? '');
  const telling = parts.filter((word) => !isNoise(word));
  if (
    !said ||
    parts.length > 4 ||
    telling.length === 0 ||
    (telling.some((word) => lexicon.knows(word)) && !telling.some((word) => TITLE.test(word)))
  )
    return undefined;
  return said;
}
/** What somebody is by title, whatever else it is called by. */
const TITLE = /^(?:c[a-z]{1,2}o|[se]?vp|head|chief|president|director|officer)$/;
/** The words right before "at" and a company, after the verb, the note, or "to". */
const WRITTEN_TO =
  /^.*\b(?:to|an|à|para|mail|email|e-mail|note|message|line|write|ping|thank|tell|ask|invite|congratulate|remind|schreib\w*|écris|escribe)\s+(?:(?:to|an|à|para)\s+)?(?:the\s+|their\s+|our\s+|dem\s+|der\s+|den\s+|le\s+|la\s+|al\s+|el\s+)?([\p{L}][\p{L}'’ .-]{1,40}?)\s+(?:at|from|of|in|bei|von|chez|de|en)\s+(?:the\s+)?$/isu;
