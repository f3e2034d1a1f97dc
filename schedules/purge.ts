import type { Model } from 'mongoose';
import type { Models } from '../models/index.ts';
import { keptSince, type RETENTION_DAYS } from '../models/kit/retention.ts';
import { RAW_KINDS } from '../models/product-event.ts';

type Kept = keyof typeof RETENTION_DAYS;

const PAST: Record<Kept, (before: Date) => object> = {
  ingestDeliveries: (before) => ({ ingestedAt: { $lt: before } }),
  productEvents: (before) => ({ ingestedAt: { $lt: before }, kind: { $in: [...RAW_KINDS] }, state: { $in: ['done', 'aside'] } }),
  conversations: (before) => ({ updatedAt: { $lt: before } }),
  budgets: (before) => ({ day: { $lt: before.toISOString().slice(0, 10) } }),
  turnTraces: (before) => ({ day: { $lt: before.toISOString().slice(0, 10) } }),
  inbox: (before) => ({ state: { $in: ['answered', 'failed'] }, at: { $lt: before } }),
  replies: (before) => ({ at: { $lt: before } }),
  chatRecords: (before) => ({ passing: true, at: { $lt: before } }),
  offers: (before) => ({ at: { $lt: before } }),
  foreignWrites: (before) => ({ at: { $lt: before } }),
  activityCopies: (before) => ({ state: { $in: ['written', 'failed', 'unknown', 'withdrawn'] }, at: { $lt: before } }),
};

const A_BATCH = 2_000;
/** What is left has its turn a minute later. */
const BATCHES = 20;

/** Removes what is past its retention, so many batches of each collection. Returns how many documents of which collection. */
export async function purge(models: Models, tenant: string, now: Date, batches = BATCHES): Promise<Partial<Record<Kept, number>>> {
  const removed: Partial<Record<Kept, number>> = {};
  for (const [name, past] of Object.entries(PAST) as [Kept, (before: Date) => object][]) {
    const model = models[name] as unknown as Model<{ _id: string }>;
    const filter = { tenant, ...past(keptSince(name, now)) };
    for (let batch = 0; batch < batches; batch++) {
      const found = await model.find(filter, { _id: 1 }).limit(A_BATCH).lean<{ _id: string }[]>();
      if (found.length === 0) break;
      const { deletedCount } = await model.deleteMany({ ...filter, _id: { $in: found.map(({ _id }) => _id) } });
      removed[name] = (removed[name] ?? 0) + deletedCount;
      if (found.length < A_BATCH) break;
    }
  }
  return removed;
}
