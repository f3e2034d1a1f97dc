import { randomUUID } from 'node:crypto';
import { HttpRefusal } from '../../bot/http/body.ts';
import type { Models } from '../../models/index.ts';
import type { IngestDelivery } from '../../models/ingest-delivery.ts';
import { isDuplicate } from '../../models/kit/duplicates.ts';
import { over } from '../../models/kit/over.ts';

export interface Delivery {
  tenant: string;
  deliveryId: string;
  collectionName: string;
  digest: string;
}

const LEASE_MS = 60_000;

/**
 * Claims a delivery. What was answered already is returned instead of taken again.
 * @throws HttpRefusal 409 while another request takes it, 422 when the id came with another body before.
 */
export async function claimDelivery(models: Models, delivery: Delivery, now: Date): Promise<{ answered: unknown } | { claimed: true }> {
  const { tenant, deliveryId, digest } = delivery;
  const lease = { leaseUntil: new Date(now.getTime() + LEASE_MS) };
  try {
    await models.ingestDeliveries.create({
      _id: randomUUID(),
      ...delivery,
      ...lease,
      state: 'taking',
      source: 'ingest',
      at: now,
      ingestedAt: now,
    });
    return { claimed: true };
  } catch (error) {
    if (!isDuplicate(error)) throw error;
  }
  const before = await models.ingestDeliveries.findOne({ tenant, deliveryId }).lean<IngestDelivery>();
  if (before && (before.digest !== digest || before.collectionName !== delivery.collectionName))
    throw new HttpRefusal(422, 'this delivery id came with other rows before; a new batch needs a new id');
  if (before?.state === 'taken') return { answered: JSON.parse(before.answer ?? 'null') as unknown };
  // Whoever began has died: rows are written by external id, so that taking them again changes nothing.
  const taken = await models.ingestDeliveries.updateOne(
    { tenant, deliveryId, state: 'taking', ...over('leaseUntil', now, LEASE_MS) },
    { $set: lease },
  );
  if (taken.modifiedCount === 1) return { claimed: true };
  throw new HttpRefusal(409, 'this delivery is being taken', { 'retry-after': '5' });
}

export async function completeDelivery({ ingestDeliveries }: Models, { tenant, deliveryId }: Delivery, answer: unknown): Promise<void> {
  await ingestDeliveries.updateOne({ tenant, deliveryId }, { $set: { state: 'taken', answer: JSON.stringify(answer) } });
}

/** Lets the sender's next attempt take it at once. */
export async function releaseDelivery({ ingestDeliveries }: Models, { tenant, deliveryId }: Delivery): Promise<void> {
  await ingestDeliveries.updateOne({ tenant, deliveryId, state: 'taking' }, { $set: { leaseUntil: new Date(0) } });
}
