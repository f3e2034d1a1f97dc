import { count, entriesOf, listed, read, type StandingsPage, type StandingsQuestion, sums, withoutValue, worth } from './page.ts';

/** As `standingsPage`, of amounts that no rate turns into one currency: each currency's apart, one after another. */
export async function standingsByCurrency(question: StandingsQuestion): Promise<StandingsPage> {
  const { page, size, where } = question;
  const [entry] = entriesOf(question);
  const groups = await sums(question, entry);
  const [valued, unvalued] = [groups.filter(({ _id }) => _id.listed), groups.filter(({ _id }) => !_id.listed)];
  const ids: string[] = [];
  let skip = (page - 1) * size;
  for (const { _id, count: held } of valued.toSorted((a, b) => ((a._id.currency ?? '') < (b._id.currency ?? '') ? -1 : 1))) {
    const left = size - ids.length;
    if (skip < held && left > 0)
      ids.push(...(await listed({ ...question, size: left, where: { ...where, currency: _id.currency ?? null } }, entry, skip)));
    skip = Math.max(0, skip - held);
  }
  const [total, unlisted] = [count(groups), count(unvalued)];
  const rest = ids.length < size && unlisted > 0 ? await withoutValue(question, size - ids.length, total - unlisted) : [];
  return { rows: await read(question, [...ids, ...rest]), total, more: false, unlisted, arr: worth(groups) };
}
