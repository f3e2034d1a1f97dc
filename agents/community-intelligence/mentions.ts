import type { AccountFacts } from '../facts/index.ts';
import { type CommunityRow, isPrompted, mentionClassOf, mentionsOf, ownPosts, reactions, toneOf } from '../metrics/community.ts';
import { mean } from '../metrics/index.ts';
import { MENTION_CLASSES, type MentionClass } from '../metrics/tone/tone.ts';

export const QUOTED = 3;

/** What is said of us and of competitors, by whom, of their own accord or not. Pure. */
export function mentionsIn(facts: AccountFacts, rows: readonly CommunityRow[] = mentionsOf(facts)) {
  const names = new Map(facts.contacts.map(({ _id, name }) => [_id, name]));
  const by = ({ contactId, platformUsername }: CommunityRow) => names.get(contactId ?? '') ?? platformUsername ?? null;
  const classes = Object.fromEntries(MENTION_CLASSES.map((label) => [label, 0])) as Record<MentionClass, number>;
  for (const row of rows) classes[mentionClassOf(row)]++;
  const quoted = rows
    .flatMap((row) => {
      const text = (row.productMentionContext?.quote ?? row.contentText ?? '').trim();
      const said = { by: by(row), text, class: mentionClassOf(row), prompted: isPrompted(row, facts), reactions: reactions(row) };
      return text ? [{ ...said, at: row.at.toISOString() }] : [];
    })
    .sort((a, b) => (b.reactions ?? 0) - (a.reactions ?? 0) || (a.at < b.at ? 1 : -1));
  const all = [...new Set([...rows, ...ownPosts(facts).filter(({ contactId }) => rows.length === 0 || contactId != null)])];
  return {
    count: rows.length,
    classes,
    prompted: rows.filter((row) => isPrompted(row, facts)).length,
    /** Mean tone, −1 to 1, where known. */
    tone: mean(rows.flatMap((row) => toneOf(row) ?? [])),
    competitors: competitorsIn(all, by),
    /** The loudest first; what is critical is never hidden behind praise. */
    quotes: [
      ...quoted.filter((each) => each.class === 'negative').slice(0, 1),
      ...quoted.filter((each) => each.class !== 'negative'),
    ].slice(0, QUOTED),
  };
}

export type Mentions = ReturnType<typeof mentionsIn>;

const FOR = 0.1;

/** Who speaks for each, against it, or neither, by the sentence that names it; and who speaks for it. */
function competitorsIn(rows: readonly CommunityRow[], by: (row: CommunityRow) => string | null) {
  const named = rows.flatMap((row) => (row.competitiveMentions ?? []).map((mention) => ({ ...mention, who: by(row) })));
  return [...Map.groupBy(named, ({ competitor }) => competitor)]
    .map(([name, of]) => {
      const fans = of.filter(({ sentiment }) => (sentiment ?? 0) > FOR);
      return {
        name,
        mentions: of.length,
        for: fans.length,
        against: of.filter(({ sentiment }) => (sentiment ?? 0) < -FOR).length,
        fans: [...new Set(fans.flatMap(({ who }) => who ?? []))],
      };
    })
    .sort((a, b) => b.mentions - a.mentions || (a.name < b.name ? -1 : 1));
}
