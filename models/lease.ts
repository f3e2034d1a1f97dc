import { randomUUID } from 'node:crypto';
import type { Model } from 'mongoose';
import { isDuplicate } from './kit/duplicates.ts';
import { collection, envelope, required } from './kit/envelope.ts';
import { over } from './kit/over.ts';
import { defineSchema, type Row } from './kit/schema.ts';

/** Who alone does something for a tenant, and until when that one may be thought alive. */
export const leaseSchema = defineSchema(
  {
    ...envelope,
    name: { type: String, ...required },
    holder: { type: String, ...required },
    until: { type: Date, ...required },
  },
  collection('leases'),
);
leaseSchema.index({ tenant: 1, name: 1 }, { unique: true });

export type Lease = Row<typeof leaseSchema>;

export interface LeaseHold {
  tenant: string;
  name: string;
  holder: string;
  /** Only where nobody holds it, its holder included. */
  fresh?: boolean;
}

/**
 * Takes or prolongs a lease for so many milliseconds. False while somebody else holds it. `longest` is how long anybody
 * ever takes this one for: a lease that lasts longer is no lease but a clock that was set back.
 */
export async function holdLease(
  leases: Model<Lease>,
  { tenant, name, holder, fresh = false }: LeaseHold,
  now: Date,
  milliseconds: number,
  longest = milliseconds,
): Promise<boolean> {
  try {
    await leases.updateOne(
      { tenant, name, $or: [over('until', now, longest), ...(fresh ? [] : [{ holder }])] },
      {
        $set: { holder, until: new Date(now.getTime() + milliseconds) },
        $setOnInsert: { _id: randomUUID(), source: 'greendoor', at: now, ingestedAt: now },
      },
      { upsert: true },
    );
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
}

export async function releaseLease(leases: Model<Lease>, { tenant, name, holder }: LeaseHold): Promise<void> {
  await leases.updateOne({ tenant, name, holder }, { $set: { until: new Date(0) } });
}
