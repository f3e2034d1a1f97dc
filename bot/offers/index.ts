export { labelOf, NOT_YET, offerCard, undoButton } from './card.ts';
export { makeOffer } from './make.ts';
export { carryOut, claimOffer, findOffer, type Press } from './press.ts';
export { undoOffer } from './undo.ts';
