export { type AuthorRequest, authorStep } from './author.ts';
export { type ApprovalCardOptions, approvalCard } from './card.ts';
export { type Decided, type DecideRequest, decide } from './decide.ts';
export type { ApprovalDeps, Posting, Update } from './deps.ts';
export { type Edited, type EditRequest, editForm, editFormId, parseEditFormId, submitEdit } from './edit.ts';
export { expireDue } from './expire.ts';
export { asProposed, type Proposed, type ProposeOptions, proposeApproval } from './propose.ts';
export { recoverUnknown } from './recover.ts';
export { findApproval, recordPosting, replacePosting, tellOnce, updateOf } from './store.ts';
