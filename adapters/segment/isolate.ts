import { mongo } from 'mongoose';

/**
 * Takes items together; where that fails because of what one of them holds, in ever smaller parts, until that one is alone
 * and `refuse` puts it aside. Taking an item twice must change nothing.
 * @throws the error of a database that does not answer: that is no item's fault, and all of them wait
 */
export async function takeInParts<Item>(
  items: readonly Item[],
  take: (items: readonly Item[]) => Promise<void>,
  refuse: (item: Item, error: unknown) => Promise<void>,
): Promise<void> {
  if (items.length === 0) return;
  try {
    await take(items);
  } catch (error) {
    if (isOutage(error)) throw error;
    const [only] = items;
    if (items.length === 1 && only !== undefined) return refuse(only, error);
    const half = Math.ceil(items.length / 2);
    await takeInParts(items.slice(0, half), take, refuse);
    await takeInParts(items.slice(half), take, refuse);
  }
}

/** What the driver reports, except that the server refused what was to be written. */
function isOutage(error: unknown): boolean {
  if (!(error instanceof mongo.MongoError)) return error instanceof Error && error.name === 'MongooseServerSelectionError';
  return !(error instanceof mongo.MongoServerError) || error.hasErrorLabel('RetryableWriteError');
}
