import type { Db } from 'mongodb';
import type { Database } from '../../models/connection.ts';
import { MADE_INDEXES } from '../../models/kit/make-indexes.ts';
import { WORKER } from './database.ts';

/** Marks a copy that is whole, by what it was made with. */
const WHOLE = 'whole';

/** Fills a database with the sample portfolio of twelve accounts, scored. Loading and scoring is done once a worker; then it is copied. */
export async function fillWithSample(database: Database, tenant: string): Promise<void> {
  const now = new Date();
  await filledOnce(database, 'sample', `${tenant} ${now.toISOString().slice(0, 10)}`, async () => {
    const { models } = database;
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
  });
}

/** Fills an empty database, the first time in this worker; the next time with a copy of what came of it, where `key` is the same. */
export async function filledOnce({ connection }: Database, name: string, key: string, fill: () => Promise<void>): Promise<void> {
  const here = connection.getClient().db(connection.name);
  const kept = connection.getClient().db(`${name}-${WORKER}`);
  const whole = kept.collection<{ _id: string }>(WHOLE);
  if (await whole.findOne({ _id: key })) return copy(kept, here);
  await fill();
  await kept.dropDatabase();
  await copy(here, kept);
  await whole.insertOne({ _id: key });
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
