import { z } from 'zod';
import { CONTACT_ROLES, type Contact } from '../../models/contact.ts';
import { optional } from './inputs.ts';

export type ContactRole = NonNullable<Contact['role']>;

/** What one of a customer's people is to us, as an argument. */
export const roleInput = optional(z.enum(CONTACT_ROLES));

/** What they are called, in five languages: the one place where that is said. */
const CALLED: Record<ContactRole, readonly string[]> = {
  executive_sponsor: ['executive sponsor', 'exec sponsor', 'sponsor', 'sponsorin', 'parrain', 'patrocinador', 'patrocinadora'],
  champion: ['champion', 'champ', 'championne', 'fürsprecher', 'fürsprecherin', 'campeón', 'campeona', 'campeão', 'campeã'],
  technical_lead: [
    ...['technical lead', 'tech lead', 'technical contact', 'technical owner'],
    ...['technischer leiter', 'technischen leiter', 'technische leiterin', 'technischen leiterin', 'technikleiter', 'technikleiterin'],
    ...['responsable technique', 'référent technique', 'référente technique', 'contact technique'],
    ...['responsable técnico', 'responsable técnica', 'líder técnico', 'líder técnica', 'contacto técnico'],
    ...['responsável técnico', 'responsável técnica', 'contato técnico'],
  ],
  decision_maker: [
    ...['decision maker', 'decision-maker', 'buyer', 'purchaser', 'signatory', 'entscheider', 'entscheiderin', 'entscheidungsträger'],
    ...['einkäufer', 'einkäuferin', 'décideur', 'décideuse', 'acheteur', 'acheteuse', 'decisor', 'decisora', 'comprador', 'compradora'],
    ...['tomador de decisiones', 'tomadora de decisiones', 'tomador de decisão', 'tomadora de decisão'],
  ],
  admin: ['admin', 'administrator', 'administratorin', 'administrateur', 'administratrice', 'administrador', 'administradora'],
  user: ['end user', 'user', 'anwender', 'anwenderin', 'utilisateur', 'utilisatrice', 'usuario', 'usuaria', 'usuário', 'usuária'],
};

const HEADS = { executive_sponsor: 'sponsor', champion: 'champion', decision_maker: 'decision' } as const;
/** Synonyms as tools give them: the single words among these. */
export const ROLE_WORDS: readonly string[] = Object.entries(HEADS).map(
  ([role, head]) =>
    `${head}: ${CALLED[role as ContactRole].filter((called) => /^\p{L}+$/u.test(called) && called !== head && called !== 'champ').join(', ')}`,
);

const folded = (text: string): string => text.replace(/[\u00c0-\u024f]/g, (letter) => letter.normalize('NFKD').charAt(0)).toLowerCase();

/** The longest first: a "technical contact" is no contact of another kind. */
const ROLES = (Object.entries(CALLED) as [ContactRole, readonly string[]][])
  .flatMap(([role, names]) => names.map((called) => ({ role, called: folded(called) })))
  .toSorted((a, b) => b.called.length - a.called.length);
const ANY = new RegExp(`(?<![\\p{L}\\p{N}])(?:${ROLES.map(({ called }) => called).join('|')})(?:s|es|n|en|nen)?(?![\\p{L}\\p{N}])`, 'gu');
/** One of them, or several. */
const isCalled = (said: string, called: string): boolean =>
  said.startsWith(called) && /^(?:s|es|n|en|nen)?$/.test(said.slice(called.length));

export interface RoleSaid {
  role: ContactRole;
  from: number;
  to: number;
}

/** Where a text speaks of people by what they are to us. Pure. */
export const rolesIn = (text: string): RoleSaid[] =>
  [...folded(text).matchAll(ANY)].flatMap(({ 0: said, index }) =>
    ROLES.filter(({ called }) => isCalled(said, called))
      .slice(0, 1)
      .map(({ role }) => ({ role, from: index, to: index + said.length })),
  );

/** Small words before it, and the company it is said of. */
const ARTICLES =
  /^(?:(?:the|their|our|a|your|its|de[rnm]|die|ihr\p{L}*|unser\p{L}*|l[ae]|l['’]|leur|notre|el|su|nuestr[oa]|[oa]|seu|sua)\s*)*$/iu;
const COMPANY = /^(?:\s+(?:of|at|from|in|bei|von|chez|d[aeo]|em|n[ao])\b.*)?$/isu;

/** The role that stands for a name: "the champion", "their decision maker at Acme". Undefined where anything else is said. */
export function roleMeant(text: string): ContactRole | undefined {
  const said = text.trim();
  const [only] = rolesIn(said);
  return only && ARTICLES.test(said.slice(0, only.from)) && COMPANY.test(said.slice(only.to)) ? only.role : undefined;
}
