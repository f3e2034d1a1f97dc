import { randomUUID } from 'node:crypto';
import { cleanTexts } from '../../../models/kit/text.ts';
import type { FilePart } from '../../kit/card.ts';
import type { Context } from '../../kit/context.ts';
import { storeFile } from '../../kit/files.ts';
import { factsOf, realize } from '../../value-realization/face.ts';
import type { Loaded } from '../load.ts';
import { contentOf, type PackageContent } from './content.ts';

const PPTX = 'application/vnd.openxmlformats-officedocument.presentationml.presentation';
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** Makes the deck and the term sheet of a renewal and keeps them; the forecast it rests on is marked as being documented. */
export async function makePackage(
  context: Context,
  { account, all, assessment, forecastIds }: Loaded,
  termMonths: number | null,
): Promise<{ packageId: string; content: PackageContent; files: FilePart[] }> {
  const { facts, head } = await factsOf(context, account);
  const { actor, tenant, models } = context;
  // What was stored before texts were cleaned on their way in would make a file that does not open.
  const content = cleanTexts(
    contentOf({
      account,
      sponsor: head.sponsor,
      from: { name: actor.name, title: actor.title },
      all,
      assessment,
      value: realize(facts, context.asOf),
      termMonths,
    }),
  );
  // Only when the first package is made: what draws it is large.
  const [{ renderDeck }, { renderTermSheet }] = await Promise.all([import('./deck.ts'), import('./term-sheet.ts')]);
  const [deck, terms] = await Promise.all([renderDeck(content), renderTermSheet(content)]);
  const name = content.account.replace(/[^\p{L}\p{N} .&-]+/gu, ' ').trim();
  const about = { accountId: account._id };
  const files = await Promise.all([
    storeFile(context, {
      ...about,
      name: `${name} renewal.pptx`,
      mimeType: PPTX,
      bytes: deck,
      about: 'Executive presentation: results, value, next year, investment',
    }),
    storeFile(context, {
      ...about,
      name: `${name} term sheet.docx`,
      mimeType: DOCX,
      bytes: terms,
      about: 'Term sheet, one page, for discussion',
    }),
  ]);
  const packageId = randomUUID();
  const ids = content.contracts.flatMap(({ id }) => forecastIds.get(id) ?? []);
  await models.renewalForecasts.updateMany(
    { tenant, _id: { $in: ids } },
    { $set: { renewalDocumentationStatus: 'in_progress', documentation: { packageId, fileIds: files.map(({ fileId }) => fileId) } } },
  );
  return { packageId, content, files };
}
