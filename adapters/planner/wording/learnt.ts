import { breather } from '../../../agents/kit/breathe.ts';
import { createLearner, type Learnt, learn, type Wording } from './likeliest.ts';
import { figureWordings, wordings } from './said.ts';

let tools: Learnt | undefined;
let figures: Learnt | undefined;
let warming: Promise<void> | undefined;

/** Which tool a wish is for. */
export const learntTools = (): Learnt => (tools ??= learn(wordings()));
/** Which figure of an account it asks for. */
export const learntFigures = (): Learnt => (figures ??= learn(figureWordings()));

/** Learns both, once: a second of a processor in all, during which whatever else comes goes first. */
export const warm = (): Promise<void> =>
  (warming ??= (async () => {
    const breathe = breather();
    tools ??= await learnt(wordings(), breathe);
    figures ??= await learnt(figureWordings(), breathe);
  })());

async function learnt(all: Iterable<Wording>, breathe: () => Promise<void>): Promise<Learnt> {
  const learner = createLearner();
  for (const wording of all) {
    learner.add([wording]);
    await breathe();
  }
  for (const _ of learner.pieces()) await breathe();
  return learner.learnt();
}
