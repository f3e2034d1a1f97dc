import { rows } from '../../models/kit/rows.ts';
import type { ListPrice } from '../../models/list-price.ts';
import type { FactScope } from './load.ts';
import { rewindPrices } from './rewind/prices.ts';

/** The tenant's price list as offered at the instant. */
export async function loadPrices({ tenant, models, asOf }: FactScope): Promise<ListPrice[]> {
  return rewindPrices(await rows<ListPrice>(models.listPrices, tenant, { at: { $lte: asOf }, ingestedAt: { $lte: asOf } }), asOf);
}
