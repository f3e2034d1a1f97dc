import { createGroundingCheck } from '../../../bot/grounding/check.ts';
import { createSources, type Sources } from '../../../bot/grounding/sources.ts';
import type { Strangers } from '../../../bot/grounding/strangers.ts';
import { createSegmenter } from '../../../bot/segments.ts';
import type { Case } from './cases.ts';
import type { NaturalCase } from './natural.ts';
import type { Scene } from './world.ts';

const known = new WeakMap<Scene, Sources>();

/** What a turn knows after the scene's results. */
export function sourcesOf(scene: Scene, now: Date): Sources {
  const before = known.get(scene);
  if (before) return before;
  const sources = createSources('Europe/Berlin');
  sources.addDate(now);
  for (const each of scene.shown) sources.show(each);
  sources.addText(scene.question);
  known.set(scene, sources);
  return sources;
}

/** What of a reply is taken out, as the speaker would: sentence by sentence. */
export async function takenOut(text: string, sources: Sources, strangers: Strangers): Promise<string[]> {
  const check = createGroundingCheck(sources);
  const segmenter = createSegmenter();
  for (const segment of [...segmenter.push(text), ...segmenter.end()]) {
    sources.meet(await strangers(segment, sources.known));
    check.check(segment);
  }
  return check.missed.map(({ said }) => said);
}

export interface Measured extends Case {
  passes: boolean;
  missed: string[];
}

/** `strangersOf` looks names up for one turn. */
export async function measure(cases: readonly Case[], now: Date, strangersOf: () => Strangers): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (const each of cases) {
    const missed = await takenOut(each.text, sourcesOf(each.scene, now), strangersOf());
    measured.push({ ...each, missed, passes: missed.length === 0 });
  }
  return measured;
}

export interface Share {
  count: number;
  of: number;
}

const share = (all: readonly Measured[], passes: boolean): Share => ({
  count: all.filter((each) => each.passes === passes).length,
  of: all.length,
});

/** How many of the wrong pass, by kind, and how many of the true are taken out. */
export function report(all: readonly Measured[]): {
  wrong: Record<string, Share>;
  wrongInAll: Share;
  trueInAll: Share;
  trueByLanguage: Record<string, Share>;
} {
  const by = <Key extends string>(of: readonly Measured[], key: (each: Measured) => Key, passes: boolean) =>
    Object.fromEntries([...Map.groupBy(of, key)].map(([name, each]) => [name, share(each, passes)]));
  const wrong = all.filter((each) => each.wrong);
  const rest = all.filter((each) => !each.wrong);
  return {
    wrong: by(wrong, (each) => each.wrong ?? '', true),
    wrongInAll: share(wrong, true),
    trueInAll: share(rest, false),
    trueByLanguage: by(rest, (each) => each.language, false),
  };
}

/** Natural sentences and whether each passes, said behind what stands before it. */
export async function measureNatural(cases: readonly NaturalCase[]): Promise<(NaturalCase & { passes: boolean; out: string[] })[]> {
  const nobody = () => Promise.resolve([]);
  const measured = [];
  for (const each of cases) {
    const sources = each.sources();
    const before = await takenOut(each.before, sources, nobody);
    const out = (await takenOut(each.before + each.text, sources, nobody)).slice(before.length);
    measured.push({ ...each, out, passes: out.length === 0 });
  }
  return measured;
}
