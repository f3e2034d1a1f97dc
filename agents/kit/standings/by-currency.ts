import { count, entriesOf, listed, read, type StandingsPage, type StandingsQuestion, sums, withoutValue, worth } from './page.ts';

/** As `standingsPage`, of amounts that no rate turns into one currency: each currency's apart, one after another; with a limit the first so many of each that have a value. */
export async function standingsByCurrency(question: StandingsQuestion, limit: number | null): Promise<StandingsPage> {
  const { page, size, where } = question;
  const [entry] = entriesOf(question);
  const groups = await sums(question, entry);
  const unvalued = groups.filter(({ _id }) => !_id.listed);
  const valued = groups
    .filter(({ _id }) => _id.listed)
    .map((group) => ({ ...group, count: Math.min(group.count, limit ?? group.count) }))
    .sort((a, b) => ((a._id.currency ?? '') < (b._id.currency ?? '') ? -1 : 1));
  const ids: string[] = [];
  let skip = (page - 1) * size;
  for (const { _id, count: held } of valued) {
    const left = Math.min(size - ids.length, held - skip);
    if (left > 0)
      ids.push(...(await listed({ ...question, size: left, where: { ...where, currency: _id.currency ?? null } }, entry, skip)));
    skip = Math.max(0, skip - held);
  }
  if (limit !== null) return { rows: await read(question, ids), total: count(valued), more: false, unlisted: 0, arr: [] };
  const [total, unlisted] = [count(groups), count(unvalued)];
  const rest = ids.length < size && unlisted > 0 ? await withoutValue(question, size - ids.length, total - unlisted) : [];
  return { rows: await read(question, [...ids, ...rest]), total, more: false, unlisted, arr: worth(groups) };
}
