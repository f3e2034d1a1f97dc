import { randomUUID } from 'node:crypto';
import { cleanTexts } from '../../../models/kit/text.ts';
import { storeFile } from '../../kit/files.ts';
import type { Context } from '../../kit/tool.ts';
import type { Loaded } from '../load.ts';
import { contentOf } from './content.ts';

const PPTX = 'application/vnd.openxmlformats-officedocument.presentationml.presentation';
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** Makes the deck and the term sheet of a renewal and keeps them; the forecast it rests on is marked as being documented. */
export async function makePackage(context: Context, { account, facts, assessment, forecastIds }: Loaded, termMonths: number | null) {
  const { actor, tenant, models } = context;
  // What was stored before texts were cleaned on their way in would make a file that does not open.
  const content = cleanTexts(contentOf(facts, assessment, { name: actor.name, title: actor.title }, termMonths));
  // Only when the first package is made: what draws it is large.
  const [{ renderDeck }, { renderTermSheet }] = await Promise.all([import('./deck.ts'), import('./term-sheet.ts')]);
  const [deck, terms] = await Promise.all([renderDeck(content), renderTermSheet(content)]);
  const name = content.account.replace(/[^\p{L}\p{N} .&-]+/gu, ' ').trim();
  const store = (ending: string, mimeType: string, bytes: Uint8Array, about: string) =>
    storeFile(context, { accountId: account._id, name: `${name} ${ending}`, mimeType, bytes, about });
  const files = await Promise.all([
    store('renewal.pptx', PPTX, deck, 'Executive presentation: results, value, next year, investment'),
    store('term sheet.docx', DOCX, terms, 'Term sheet, one page, for discussion'),
  ]);
  const packageId = randomUUID();
  const documentation = { packageId, fileIds: files.map(({ fileId }) => fileId) };
  await models.renewalForecasts.updateMany(
    { tenant, _id: { $in: content.contracts.flatMap(({ id }) => forecastIds.get(id) ?? []) } },
    { $set: { renewalDocumentationStatus: 'in_progress', documentation } },
  );
  return { packageId, content, files };
}
