import { z } from 'zod';
import { VERTICALS } from '../../../models/account.ts';
import { SEGMENTS } from '../../../models/scorecard.ts';
import { listShown } from '../../kit/present/index.ts';
import { type Context, optional, ownerInput, PAGE_SIZE, pageInput, pageOf, pagesOf, readTool } from '../../kit/tool.ts';
import { resolveRegion, whoseAccounts } from '../../kit/who.ts';
import { GROWTH_KINDS, loadPortfolio } from '../portfolio.ts';
import { listingOf } from '../present-list.ts';

const input = z.object({
  owner: ownerInput,
  region: optional(z.string().max(80)).describe('Region of the customer, as recorded; instead of guessing leave it out'),
  vertical: optional(z.enum(VERTICALS)).describe('Industry of the customer'),
  segment: optional(z.enum(SEGMENTS)).describe('Size of the customer: enterprise, mid_market, smb or startup'),
  kind: optional(z.enum(GROWTH_KINDS)).describe('Only this kind of growth; null for every kind'),
  minValue: optional(z.number().min(0)).describe('Only what is worth at least this much a year, in currency units: "100k" is 100000'),
  minConfidence: optional(z.number().min(0).max(100)).describe('Only what is at least so sure, in %'),
  ids: optional(z.array(z.string().max(200)).min(1).max(50)).describe('Only what was found at these, by id'),
  page: pageInput,
});

export const listExpansionOpportunities = readTool({
  name: 'list_expansion_opportunities',
  title: 'Expansion opportunities',
  description:
    'Lists the growth found in the accounts (more seats, new regions, wishes that have a price, new executives’ plans) by what it is worth and how sure it is: account, what, yearly value, confidence, readiness. Filters: owner ("mine", a name, a region), industry, size, kind, least value, least confidence. Use it for "where can we grow?", "my upsell opportunities", "which accounts could buy more seats?". Not for one account (detect_expansion_signals), not for the stages and ages of the sales pipeline.',
  examples: [
    'expansion opportunities',
    'where can we grow?',
    'my upsell opportunities',
    'which of my accounts could buy more?',
    'which accounts could buy more seats?',
    'growth opportunities of Lucy Grant',
    'expansion opportunities of Omar over 50k',
    'biggest expansion opportunities',
    'expansion opportunities in healthcare',
    'who is ready for an upsell?',
    'growth potential',
    'top accounts by growth potential',
    'who is near their seat limit',
    'who is running out of seats',
    'best accounts to upsell',
    'who could we sell more to',
    'where is the upside',
    'who wants to buy more',
    'which customers are growing',
    'who needs more seats',
    'biggest upsell chances',
    'rank my customers by how much they could grow',
    'white space in my book',
    'cross-sell candidates',
  ],
  words: [
    'opportunities: opportunity, chances, potentials, chancen, gelegenheiten, opportunités, oportunidades',
    'expansion: expand, upsell, upselling, cross-sell, ausbau, erweiterung, extension, expansión',
    'grow: growth, growing, wachsen, wachstum, croître, crecer',
    'seats: licences, licenses, lizenzen, plätze, sièges, licencias, seat',
  ],
  todayOnly: true,
  status: 'Looking through the accounts for growth',
  input,
  run,
  ...listShown(listingOf),
});

export type GrowthList = Awaited<ReturnType<typeof run>>;

async function run({ page: asked, ...filters }: z.output<typeof input>, context: Context) {
  const [whose, region] = await Promise.all([whoseAccounts(context, filters.owner), resolveRegion(context, filters.region)]);
  const { rows, sums, asOf, rates, into } = await loadPortfolio(context, whose, { ...filters, region });
  const page = pageOf(asked);
  return {
    asOf: asOf?.toISOString() ?? null,
    whose: whose.label,
    asked: filters,
    total: rows.length,
    accounts: new Set(rows.map(({ accountId }) => accountId)).size,
    sums,
    /** Into which currency amounts were turned to be put in order; null where they are of one, or no rate is known. */
    compared: rates,
    /** The currency that a least value is of; null where it is of each one's own. */
    into,
    page,
    pages: pagesOf(rows.length),
    rows: rows.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE),
  };
}
