import { isSameName } from './reading/names.ts';
import type { Sentence } from './reading/sentence.ts';
import { termsOfWord } from './reading/terms.ts';
import { plainWord } from './reading/tokens.ts';
import type { Known } from './sources.ts';

/** Parts people play at a customer, of which a result names who plays them. */
const PARTS = new Set(['sponsor', 'champion', 'owner']);
/** Between a name and the part it is said to play, or the other way round: few words, no other sentence. */
const NEAR = 70;

/** The word before a name that only stands apart by what links them: "champion of Acme is", "Sponsor engagement 35 → 21:". */
const BEFORE =
  /(\p{L}+)(?:[\s:,(→\d.–-]|(?<!\p{L})(?:is|was|ist|war|est|es|é|of|von|bei|at|chez|de|d[aoe]s?|the|der|die|le|la|el|o|a|engagement|\p{Lu}[\p{L}'’]*)(?!\p{L}))*$/u;

/** Who is said to play which part: "Rosa Weber is their sponsor", "Champion: Marta Morgan". */
export function rolesIn(sentence: Sentence): { name: string; said: string; role: string }[] {
  if (![...PARTS].some((part) => sentence.terms.has(part))) return [];
  const { text, names } = sentence;
  return names.flatMap(({ name, start, end }, index) => {
    const next = names[index + 1]?.start ?? text.length;
    const after = /^(?:,? ?\(?|['’]s | (?:\p{Ll}+ ){0,4}| [–—-] )(?:\p{Ll}+ ){0,3}(\p{L}+)/u.exec(
      text.slice(end, Math.min(next, end + NEAR)),
    );
    const before = BEFORE.exec(text.slice(Math.max(0, names[index - 1]?.end ?? 0, start - NEAR), start))?.[0] ?? '';
    const partsIn = (said: string) =>
      (said.match(/\p{L}+/gu) ?? []).flatMap((word) => termsOfWord(plainWord(word)).filter((term) => PARTS.has(term)));
    const behind = partsIn(after?.[0] ?? '');
    // "Ada is the sponsor, Bo the champion": what stands before the second is the first one's.
    const roles = index > 0 && behind.length > 0 ? behind : [...partsIn(before), ...behind];
    return [...new Set(roles)].map((role) => ({ name, said: text.slice(start, end), role }));
  });
}

/** Names that a sentence gives a part which somebody else was shown to play there. */
export function wrongRoles(sentence: Sentence, known: Known, accounts: readonly string[] | null): string[] {
  const shown = known.lines.filter(
    (line) =>
      !line.asked &&
      line.roles.length > 0 &&
      (line.accounts === null || accounts === null || line.accounts.some((id) => accounts.includes(id))),
  );
  const parts = shown.flatMap(({ roles }) => roles);
  return rolesIn(sentence).flatMap(({ name, said, role }) => {
    const players = parts.filter((each) => each.role === role);
    // Where nobody is known to play it, who plays another one.
    const others = players.length > 0 ? players : parts.filter((each) => isSameName(each.name, name));
    return others.length > 0 && !players.some((each) => isSameName(each.name, name)) ? [said] : [];
  });
}
