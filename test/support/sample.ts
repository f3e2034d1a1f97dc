import type { Db } from 'mongodb';
import type { Database } from '../../models/connection.ts';
import { MADE_INDEXES } from '../../models/kit/make-indexes.ts';
import { until } from './until.ts';

/** Says of a copy whether it is whole, or whether somebody is about to make it. */
const MARKS = 'marks';

/** As long as a hook may take. */
const FILLED_WITHIN_MS = 120_000;

export interface SampleOfTests {
  /** Beside the two of the tour. */
  accounts?: number;
  /** As of when it is loaded and scored; unless given, before any test file of this run began, today. */
  now?: Date;
}

/** Fills a database with the sample portfolio, scored by all agents. Loading and scoring one is done once a run; then it is copied. */
export async function fillWithSample(
  database: Database,
  tenant: string,
  { accounts = 12, now = beforeAnyTest() }: SampleOfTests = {},
): Promise<void> {
  await filledOnce(database, `sample-${tenant}-${accounts}-${now.toISOString().slice(0, 10)}`, async () => {
    const { models } = database;
    // Loaded only here: all agents' modules cost more than the copy.
    const [{ loadSample }, { agents }, { rescore }] = await Promise.all([
      import('../../adapters/sample/load.ts'),
      import('../../agents/index.ts'),
      import('../../agents/kit/rescore.ts'),
    ]);
    await loadSample(models, { tenant, accounts, now });
    await rescore(
      { tenant, models, asOf: now, now },
      agents.flatMap(({ scorer }) => scorer ?? []),
    );
  });
}

function beforeAnyTest(): Date {
  const today = new Date();
  const began = new Date(process.env.GREENDOOR_TEST_BEGAN ?? today);
  return new Date(Math.max(began.getTime(), today.setUTCHours(0, 0, 0, 0)));
}

/** Fills an empty database, the first time in this run; the next time, in whatever worker, with a copy of what came of it. */
export async function filledOnce({ connection }: Database, name: string, fill: () => Promise<void>): Promise<void> {
  const here = connection.getClient().db(connection.name);
  const kept = connection.getClient().db(name);
  const marks = kept.collection<{ _id: string; whole: boolean }>(MARKS);
  let isFirst = false;
  await until(async () => {
    const mark = await marks.findOneAndUpdate({ _id: name }, { $setOnInsert: { whole: false } }, { upsert: true });
    isFirst = mark === null;
    return mark?.whole ?? true;
  }, FILLED_WITHIN_MS);
  if (!isFirst) return copy(kept, here);
  try {
    await fill();
    await copy(here, kept);
    await marks.updateOne({ _id: name }, { $set: { whole: true } });
  } catch (error) {
    await kept.dropDatabase();
    throw error;
  }
}

/** Within the server, so that nothing passes through this process. */
async function copy(from: Db, to: Db): Promise<void> {
  const collections = await from.listCollections({}, { nameOnly: true }).toArray();
  const into = collections.filter(({ name }) => name !== MARKS && name !== MADE_INDEXES);
  await Promise.all(
    into.map(({ name }) =>
      from
        .collection(name)
        .aggregate([{ $merge: { into: { db: to.databaseName, coll: name }, whenMatched: 'fail' } }])
        .toArray(),
    ),
  );
}
