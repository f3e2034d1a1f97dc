import type { Row as CardRow } from '../../agents/kit/card.ts';

interface Named {
  id: string;
  name: string;
}

/** One of what a result lists. */
export interface Row extends Named {
  /** It is an account, something of one, or neither. */
  of: 'accounts' | 'ofAccounts' | 'others';
  /** What of the account it is, and what that is called. */
  own?: Named;
  noun?: string;
  /** The call that shows it. */
  opens?: { tool: string; arguments: Record<string, unknown> };
}

/** The call its button makes. */
const opensOf = (row: CardRow | undefined): Pick<Row, 'opens'> =>
  row?.open?.effect.type === 'call' ? { opens: { tool: row.open.effect.tool, arguments: row.open.effect.arguments } } : {};

type Given = Record<string, unknown>;

/** The rows, by name and id, of the list a card declares, else of the longest a result is made of; what lies deeper is told of one of them. */
export function rowsOf(output: unknown, declared: readonly CardRow[]): Row[] {
  const lists = Object.entries((output ?? {}) as object).map(([key, value]) => (Array.isArray(value) ? rowsIn(value, key) : []));
  const isDeclared = (list: readonly Row[]) =>
    list.length === declared.length && list.every(({ name, own }, at) => [name, own?.name].includes(declared[at]?.name));
  const meant = declared.length > 0 ? lists.find(isDeclared) : undefined;
  if (meant) return meant.map((row, at) => ({ ...row, ...opensOf(declared[at]) }));
  return lists.reduce<Row[]>((longest, each) => (each.length > longest.length ? each : longest), []);
}

/** Whether a list ends with the rows it shows, by what it says of itself. */
export function isWhole(output: unknown, rows: number): boolean {
  const { total, pages, more } = (output ?? {}) as { total?: unknown; pages?: unknown; more?: unknown };
  return !(more === true || (typeof pages === 'number' && pages > 1) || (typeof total === 'number' && total > rows));
}

function rowsIn(list: readonly (Given | null)[], key: string): Row[] {
  const noun = key === 'people' ? 'person' : key === 'rows' ? undefined : key.replace(/s$/, '');
  return list.flatMap((row): Row[] => {
    const about = row && accountIn(row);
    const own = row && ownIn(row, noun);
    const named = about ?? own;
    if (!named) return [];
    const isOwn = about && own && own.id !== about.id;
    const of = isOwn ? 'ofAccounts' : about || key === 'accounts' ? 'accounts' : 'others';
    const called = own?.noun ?? noun;
    const { id, name } = named;
    return [{ id, name, of, ...(isOwn ? { own: { id: own.id, name: own.name } } : {}), ...(called ? { noun: called } : {}) }];
  });
}

/** The account a row is of, or what the row is part of. */
function accountIn(row: Given): Named | undefined {
  const { account, accountId } = row;
  if (typeof account === 'string') return typeof accountId === 'string' ? { id: accountId, name: account } : undefined;
  const itself = accountBeside(row);
  if (itself) return itself;
  for (const key in row) {
    const named = accountBeside(row[key]);
    if (named) return named;
  }
  return undefined;
}

const accountBeside = (value: unknown): Named | undefined =>
  isGiven(value) && isGiven(value.account) ? namedBy(value.account) : undefined;

/** What a row is itself, or names as the one thing it is about. */
function ownIn(row: Given, noun: string | undefined): (Named & { noun?: string }) | undefined {
  const itself = namedBy(row);
  if (itself) return noun ? { ...itself, noun } : itself;
  for (const key in row) {
    const each = row[key];
    const named = key !== 'account' && isGiven(each) ? namedBy(each) : undefined;
    if (named) return { ...named, noun: key };
  }
  return typeof row.name === 'string' ? { id: row.name, name: row.name } : undefined;
}

const isGiven = (value: unknown): value is Given => typeof value === 'object' && value !== null && !Array.isArray(value);

function namedBy({ id, number, name, title, text, subject }: Given): Named | undefined {
  const key = id ?? number;
  const called = [name, title, text, subject].find((each) => typeof each === 'string' && each !== '');
  return (typeof key === 'string' || typeof key === 'number') && typeof called === 'string' ? { id: String(key), name: called } : undefined;
}
