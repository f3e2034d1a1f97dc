import type { Figure, Text } from '../facts/index.ts';
import { small, t } from '../kit/say.ts';
import type { Context } from '../kit/tool.ts';
import { namesOf } from '../kit/who.ts';

const PEOPLE = new Set(['owner', 'account_executive']);
type Names = Readonly<Record<string, string>>;

/** The names of the colleagues that figures give by id; the asker's is known. */
export async function namesFor(context: Context, rows: readonly { figures: readonly Figure[] }[]): Promise<Names> {
  const ids = rows.flatMap(({ figures }) =>
    figures.flatMap(({ metric, value }) => (PEOPLE.has(metric) && typeof value === 'string' ? [value] : [])),
  );
  const { id: own, name } = context.actor;
  return {
    ...(ids.includes(own) ? { [own]: name } : {}),
    ...Object.fromEntries(
      await namesOf(
        context,
        ids.filter((id) => id !== own),
      ),
    ),
  };
}

/** A figure as a cell of a table; "–" where it is not known. */
export function cell(figure: Figure, names: Names = {}): Text {
  if (figure.value === null) return '–';
  return PEOPLE.has(figure.metric) ? (names[figure.value] ?? String(figure.value)) : [figure];
}

/** A figure with its label: "health 51", "127 days to renewal", "48 days overdue", "health −24 (change in 30 days)". */
export function labelled(figure: Figure, names: Names = {}): Text {
  const { label, value } = figure;
  const shown = value === null ? 'not known' : cell(figure, names);
  const [, counted] = /^Days ([^,]+)$/.exec(label) ?? [];
  if (counted && value !== null) return t`${shown} ${counted}`;
  if (counted) return `${small(label.replace(/^Days (?:to|since|until) /, ''))} not known`;
  const [what = '', ...about] = label.split(', ');
  return about.length > 0 ? t`${small(what)} ${shown} (${about.join(', ')})` : t`${small(what)} ${shown}`;
}
