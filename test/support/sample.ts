import type { Db } from 'mongodb';
import type { Database } from '../../models/connection.ts';
import { MADE_INDEXES } from '../../models/kit/make-indexes.ts';
import { WORKER } from './database.ts';

/** Marks a copy that is whole, by the day its dates are relative to. */
const WHOLE = 'whole';

/** Fills a database with the sample portfolio of twelve accounts, scored. Loading and scoring is done once a worker; then it is copied. */
export async function fillWithSample({ connection, models }: Database, tenant: string): Promise<void> {
  const now = new Date();
  const day = `${tenant} ${now.toISOString().slice(0, 10)}`;
  const here = connection.getClient().db(connection.name);
  const kept = connection.getClient().db(`sample-${WORKER}`);
  const whole = kept.collection<{ _id: string }>(WHOLE);
  if (await whole.findOne({ _id: day })) return copy(kept, here);

  // Loaded only here: all agents' modules cost more than the copy.
  const [{ loadSample }, { agents }, { rescore }] = await Promise.all([
    import('../../adapters/sample/load.ts'),
    import('../../agents/index.ts'),
    import('../../agents/kit/rescore.ts'),
  ]);
  await loadSample(models, { tenant, accounts: 12, now });
  await rescore(
    { tenant, models, asOf: now, now },
    agents.flatMap(({ scorer }) => scorer ?? []),
  );
  await kept.dropDatabase();
  await copy(here, kept);
  await whole.insertOne({ _id: day });
}

/** Within the server, so that nothing passes through this process. */
async function copy(from: Db, to: Db): Promise<void> {
  const collections = await from.listCollections({}, { nameOnly: true }).toArray();
  const into = collections.filter(({ name }) => name !== WHOLE && name !== MADE_INDEXES);
  await Promise.all(
    into.map(({ name }) =>
      from
        .collection(name)
        .aggregate([{ $merge: { into: { db: to.databaseName, coll: name }, whenMatched: 'fail' } }])
        .toArray(),
    ),
  );
}
