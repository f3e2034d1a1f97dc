import { UserError } from '../../kit/tool.ts';
import type { SignalFacts } from '../signals.ts';

/** What is taken off or paid back, by any name; and what makes a price smaller in words, in the languages notes are written in. */
const PATTERNS: readonly string[] = [
  // A price that is less.
  'discount(?:s|ed)?|rebates?|price (?:cut|reduction)|(?:reduce|lower|cut|halve) (?:the|your) (?:price|fee|rate|invoice)|(?:\\d+ ?%|half|percent) off|half (?:the )?price',
  'rabatt\\w*|(?:preis)?nachlass\\w*|(?:preis|gebühr)\\w* (?:senken|reduzieren|halbieren)|zum halben preis',
  'remise|rabais|ristourne|réduction|(?:baisser|réduire) (?:le|votre) (?:prix|tarif)|à moitié prix|geste commercial',
  'descuentos?|rebaja\\w*|bonificaci[oó]n|(?:bajar|reducir) (?:el|su) precio|a mitad de precio',
  'descontos?|abatimento|(?:baixar|reduzir) (?:o|seu) preço|pela metade do preço',
  // Money back, or a fee that is not asked for.
  'credit notes?|(?:a|the) credit (?:of|on|for)|credit (?:you|your account)|refund\\w*|waiv\\w+|reimburs\\w+',
  'gutschrift\\w*|gutschreiben|erstatt\\w+|erlassen|verzichten auf',
  'rembours\\w+|(?:un|cet) avoir (?:de|sur|pour)|renon[cç]\\w+ aux? (?:frais|factur\\w+)',
  'reembols\\w+|abonar(?:emos|le)?|condon\\w+|eximi\\w+|isent\\w+',
  // What costs nothing.
  '(?:for free|free of charge|at no (?:extra |additional )?(?:cost|charge)|complimentary|on the house)',
  // A free day, or a week that is free, is one to meet in.
  '\\d+ (?:free (?:days|weeks)|(?:days|weeks) free)|free (?:\\w+ )?(?:months?|quarters?|years?|seats?|licen[cs]es?|users?|upgrade|renewal|period)',
  '(?:months?|quarters?|years?|seats?|licen[cs]es?|upgrade) (?:is|are|will be|would be|come|comes) free',
  "(?:is|are|be|’s|'s) on us|we(?:’ll| will)? (?:cover|pay|bear) (?:the|your|all) (?:costs?|fees?|bill|invoice|difference)",
  'kostenlos\\w*|kostenfrei\\w*|gratis\\w*|geschenkt|(?:geht|gehen) auf (?:uns|unsere kosten)|übernehmen (?:wir )?die kosten',
  'gratuit\\w*|offr(?:ons|irons) (?:un|une|le|la|les|votre)|offerte?s?|à nos frais|sans frais',
  'gratuit[oa]s?|por nuestra cuenta|sin (?:coste|costo|cargo)|grátis|por nossa conta|sem custo|regal\\w+',
  // What somebody else offers.
  'match (?:it|that|this|them|their|his|her|any|the) ?(?:price|offer|quote|rate)?(?=[.,;!?]|$| (?:and|too|for))|(?:match|beat) (?:\\w+ ){0,2}(?:price|offer|quote|rate)',
  '(?:preis|angebot)\\w* (?:mitgehen|matchen)|matchen (?:wir )?(?:das|den|ihr)|(?:ziehen|gehen) (?:wir )?(?:beim|im) preis (?:gleich|mit)|preis unterbieten',
  'align\\w+ (?:nos|notre|sur)|nous nous alignons|igualar?\\w* (?:el|la|su|o|a|esa?|essa?)|cobr(?:ir|imos) (?:a|essa|esta) (?:oferta|proposta)',
];
const CONCESSION = new RegExp(`(?<![\\p{L}\\p{N}])(?:${PATTERNS.join('|')})(?![\\p{L}])`, 'iu');

/** What a text concedes, as written; nothing where it concedes nothing. Pure. */
export const concessionIn = (text: string | null | undefined): string | undefined => CONCESSION.exec(text ?? '')?.[0].trim();

/**
 * Refuses a concession that nobody approved, whoever asks for it and whoever writes the text.
 * @throws UserError `against_policy` with what can be done instead
 */
export function assertNoConcession(texts: readonly (string | null)[], { account }: Pick<SignalFacts, 'account'>): void {
  const offer = texts.flatMap((text) => concessionIn(text) ?? [])[0];
  if (!offer) return;
  throw new UserError(
    'against_policy',
    `No draft: "${offer}" is a concession, and nobody has approved one for ${account.name}. Have it decided with the renewal package first.`,
    [{ label: 'Prepare the renewal package', say: `Prepare the renewal package for ${account.name}` }],
  );
}
