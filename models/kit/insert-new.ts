import type { Model } from 'mongoose';

const DUPLICATE_KEY = 11_000;

/**
 * Inserts documents of which some may be there already, by whatever unique index: those stay as they are.
 * Goes around Mongoose's casting, so the documents must be whole and come from our own code.
 */
export async function insertNew<Document>(model: Model<Document>, documents: readonly object[]): Promise<void> {
  if (documents.length === 0) return;
  try {
    await model.collection.insertMany(documents as Parameters<typeof model.collection.insertMany>[0], { ordered: false });
  } catch (error) {
    const { writeErrors } = error as { writeErrors?: { code: number }[] | { code: number } };
    const errors = writeErrors === undefined ? [] : [writeErrors].flat();
    if (errors.length === 0 || errors.some(({ code }) => code !== DUPLICATE_KEY)) throw error;
  }
}
