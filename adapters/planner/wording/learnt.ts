import { createLearner, type Learnt, learn, type Wording } from './likeliest.ts';
import { figureWordings, wordings } from './said.ts';

/** Wordings that are learnt at a time while something else may wait. */
const SLICE = 200;

let tools: Learnt | undefined;
let figures: Learnt | undefined;
let warming: Promise<void> | undefined;

/** Which tool a wish is for. */
export const learntTools = (): Learnt => (tools ??= learn(wordings()));
/** Which figure of an account it asks for. */
export const learntFigures = (): Learnt => (figures ??= learn(figureWordings()));

/** Learns both ahead of the first question, a slice at a time: it takes about a second of a processor in all. */
export const warm = (): Promise<void> =>
  (warming ??= (async () => {
    const [ofTools, ofFigures] = [await inSlices(wordings()), await inSlices(figureWordings())];
    tools ??= ofTools;
    figures ??= ofFigures;
  })());

async function inSlices(all: readonly Wording[]): Promise<Learnt> {
  const learner = createLearner();
  for (let at = 0; at < all.length; at += SLICE) {
    learner.add(all.slice(at, at + SLICE));
    await new Promise((done) => setImmediate(done).unref());
  }
  return learner.learnt();
}
