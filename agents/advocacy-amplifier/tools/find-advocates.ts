import { z } from 'zod';
import { VERTICALS } from '../../../models/account.ts';
import { type Context, optional, ownerInput, PAGE_SIZE, pageInput, pageOf, pagesOf, readTool } from '../../kit/tool.ts';
import { resolveRegion, whoseAccounts } from '../../kit/who.ts';
import { LANGUAGES } from '../../success-navigator/face.ts';
import { candidatesFor } from '../candidates.ts';
import { typeInput } from '../inputs.ts';
import { findShown } from '../present-find.ts';

const input = z.object({
  vertical: optional(z.enum(VERTICALS)).describe(
    'Industry of the company to convince; fintech: bank, insurance, payments; healthcare: hospital, clinic, pharma; government: city, agency; manufacturing: factory; retail: shop; technology: software. Null if not said',
  ),
  employees: optional(z.number().int().min(1).max(5_000_000)).describe('How many people work at the company to convince; null if not said'),
  useCase: optional(z.string().max(120)).describe('What it wants to use us for, in the person’s words; null if not said'),
  region: optional(z.string().max(60)).describe('Region of the company to convince, if said; else null'),
  language: optional(z.enum(Object.keys(LANGUAGES) as (keyof typeof LANGUAGES)[])).describe(
    'Language the advocate has to speak, if said; else null',
  ),
  type: typeInput,
  owner: ownerInput,
  page: pageInput,
});

export const findAdvocates = readTool({
  name: 'find_advocates',
  title: 'Find advocates',
  description:
    'Finds customers who could speak for us to a certain company: ranked by readiness and by how like it they are (industry, size, use case, region, language), with whom to ask and for what; those who may not be asked now apart, with the reason. Use it for "who could be a reference for a bank of 500 people", "who would speak at our event". Not for one account (assess_advocacy_readiness), not for what advocates did (get_advocacy_performance).',
  examples: [
    'Who could be a reference for a bank of 500 people?',
    'who could give a reference for a bank',
    'find me a reference customer in healthcare',
    'who could be a reference for a hospital',
    'which customers would do a case study',
    'who would speak at our conference',
    'need a reference for a retailer in Europe',
    'reference in German for a manufacturer with 2000 people',
    'which of my accounts could be advocates',
    'who could give us a testimonial',
    'who might introduce us to other hospitals',
    'who could do a webinar on security',
    'who could speak at our event',
    'refs for a prospect in retail',
    'need a reference in healthcare',
    'who would talk to a prospect for us',
    'find me a happy bank',
    'case study candidates in retail',
    'customers who could tell their story',
    'who can vouch for us',
    'who would go on stage for us',
    'reference customers for a manufacturer',
    'testimonial candidates',
    'wer könnte eine Referenz für eine Bank sein',
    'qui pourrait être une référence dans la santé',
    'quién podría ser referencia para un banco',
  ],
  words: [
    'reference: references, referenz, referenzen, référence, références, referencia, referencias, refs, ref',
    'fintech: bank, banks, banking, insurer, insurance, payments, versicherung, banque, assurance, banco, seguros',
    'healthcare: hospital, hospitals, clinic, pharma, krankenhaus, klinik, hôpital, clinique, clínica',
    'manufacturing: manufacturer, factory, hersteller, fabrik, fabricant, usine, fabricante, fábrica',
    'retail: retailer, shop, shops, händler, einzelhandel, détaillant, minorista, tienda',
    'government: city, municipality, authority, behörde, stadt, mairie, ayuntamiento',
    'employees: staff, mitarbeiter, mitarbeitern, employés, salariés, empleados',
    'speaking: speak, speaker, talk, keynote, vortrag, redner, orateur, intervenir, ponente, webinar, webinars, panel, conference',
  ],
  status: 'Looking for customers who could speak for us',
  input,
  run,
  ...findShown,
});

export type FindOutput = Awaited<ReturnType<typeof run>>;

async function run(asked: z.output<typeof input>, context: Context) {
  const { owner, page: asking, type, language, ...like } = asked;
  const [whose, region] = await Promise.all([whoseAccounts(context, owner), resolveRegion(context, like.region)]);
  const wanted = { ...like, region, language: language && LANGUAGES[language] };
  const page = pageOf(asking);
  const { free, aside, freeCount, asideCount } = await candidatesFor(context, wanted, whose, page * PAGE_SIZE);
  return {
    asOf: context.asOf.toISOString(),
    whose: whose.label,
    wanted,
    type,
    total: freeCount,
    asideCount,
    page,
    pages: pagesOf(freeCount),
    found: free.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE),
    aside: page === 1 ? aside : [],
    arguments: asked,
  };
}
