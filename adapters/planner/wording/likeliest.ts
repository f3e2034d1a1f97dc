import { eachPiece, featuresOf, tokensOf, wholeFeaturesOf } from './features.ts';

/** How somebody asked for something, with places for names: `xaccount`, `xperson`. */
export interface Wording {
  /** What was asked for: tools, or figures; any of them is right. */
  tools: string[];
  said: string;
  /** The tool that answered before it in its thread. */
  after?: string;
}

export interface Likely {
  tool: string;
  /** 0–1; of all that may be meant together 1. */
  chance: number;
}

export interface Learnt {
  /** Which of some tools a wish is for, likeliest first. */
  likeliest(masked: string, of: ReadonlySet<string>, after?: string): Likely[];
  /** Whether a tool was asked for with a word. */
  isSaid(tool: string, word: string): boolean;
  /** What was asked for by wishes that begin with a word. */
  openedBy(word: string): string[];
}

/** What no tool answers, and no figure. */
export const NONE = 'none';
/** Ends what is asked for where a wish only goes on from an answer of the same tool: "draft_outreach again". */
const AGAIN = ' again';

/** Of a word that a tool was never asked with: so much is taken as said. */
const SMOOTHING = 0.1;
/** How fast a lead becomes certainty: chosen so that of the wishes it calls 80 % certain four in five are right. */
const SHARPNESS = 2;

/** How often each tool was asked with a feature: its place among them, and how often, in turns. */
type Counts = number[];

interface Learner {
  add(wordings: Iterable<Wording>): void;
  /** Once all are added: counts the pieces of each word, however often it was said, once; some words at a time. */
  pieces(): Generator<void>;
  learnt(): Learnt;
}

/** Learns from wordings, some at a time, which words tell which tool: naive Bayes over the features of a wish. */
export function createLearner(): Learner {
  const places = new Map<string, number>();
  const seen = new Map<string, Counts>();
  const placeOf = (tool: string): number => {
    const place = places.get(tool) ?? places.size;
    places.set(tool, place);
    return place;
  };
  const see = (feature: string, place: number, weight: number): void => {
    const counts = seen.get(feature);
    if (counts) count(counts, place, weight);
    else seen.set(feature, [place, weight]);
  };
  return {
    add(wordings) {
      for (const { said, after, tools } of wordings) {
        const features = wholeFeaturesOf(said, after);
        for (const place of tools.map(placeOf)) for (const [feature, weight] of features) see(feature, place, weight / tools.length);
      }
    },
    *pieces() {
      for (const [feature, counts] of [...seen]) {
        eachPiece(feature, (piece, part) => {
          for (let at = 0; at < counts.length; at += 2) see(piece, counts[at] ?? 0, part * (counts[at + 1] ?? 0));
        });
        yield;
      }
    },
    learnt: () => learntFrom([...places.keys()], seen),
  };
}

export function learn(wordings: Iterable<Wording>): Learnt {
  const learner = createLearner();
  learner.add(wordings);
  for (const _ of learner.pieces());
  return learner.learnt();
}

/** What is asked of one tool stands together, so that it is mostly counted last. */
function count(counts: Counts, place: number, weight: number): void {
  for (let at = counts.length - 2; at >= 0; at -= 2)
    if (counts[at] === place) {
      counts[at + 1] = (counts[at + 1] ?? 0) + weight;
      return;
    }
  counts.push(place, weight);
}

function learntFrom(tools: readonly string[], seen: ReadonlyMap<string, Counts>): Learnt {
  const totals = tools.map(() => 0);
  // Against a tool that was never asked so, by the logarithm; what all are asked with alike tells nothing.
  for (const counts of seen.values())
    for (let at = 1; at < counts.length; at += 2) {
      const [place, often] = [counts[at - 1] ?? 0, counts[at] ?? 0];
      totals[place] = (totals[place] ?? 0) + often;
      counts[at] = Math.log(often / SMOOTHING + 1);
    }
  const rarities = totals.map((total) => Math.log(total / SMOOTHING + seen.size));
  // Of wishes that only go on from an answer of their own tool, without that answer nothing is meant.
  const meantBy = (wish: string, after?: string) => {
    const tool = wish.endsWith(AGAIN) ? wish.slice(0, -AGAIN.length) : wish;
    return tool === wish || tool === after ? tool : NONE;
  };
  return {
    likeliest(masked, of, after) {
      const scores = new Float64Array(tools.length);
      let said = 0;
      for (const [feature, weight] of featuresOf(masked, after)) {
        const counts = seen.get(feature);
        if (!counts) continue;
        said += weight;
        for (let at = 0; at < counts.length; at += 2) {
          const place = counts[at] ?? 0;
          scores[place] = (scores[place] ?? 0) + weight * (counts[at + 1] ?? 0);
        }
      }
      const spread = SHARPNESS / Math.sqrt(said || 1);
      const among = tools.flatMap((wish, place) => {
        const tool = meantBy(wish, after);
        return of.has(tool) ? [{ tool, score: spread * ((scores[place] ?? 0) - said * (rarities[place] ?? 0)) }] : [];
      });
      const best = Math.max(...among.map(({ score }) => score));
      const parts = new Map<string, number>();
      for (const { tool, score } of among) parts.set(tool, (parts.get(tool) ?? 0) + Math.exp(score - best));
      const all = [...parts.values()].reduce((sum, part) => sum + part, 0);
      return [...parts].map(([tool, part]) => ({ tool, chance: part / all })).toSorted((a, b) => b.chance - a.chance);
    },
    openedBy: (word) => (seen.get(`^${word}`) ?? []).flatMap((place, at) => (at % 2 === 0 ? meantBy(tools[place] ?? NONE) : [])),
    isSaid(tool, word) {
      const place = tools.indexOf(tool);
      return tokensOf(word).every((token) => seen.get(token)?.some((each, at) => at % 2 === 0 && each === place) ?? false);
    },
  };
}
