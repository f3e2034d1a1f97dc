import { required } from './envelope.ts';
import { freeText } from './text.ts';

/** Sub-documents several collections share. Each stands in a list: `{ type: [signal], default: [] }`. */

/** Something observed: in words, with its figure, date and how sure the observer is (0 to 1). */
export const signal = {
  _id: false,
  text: { type: String, ...required },
  kind: { type: String },
  value: { type: Number },
  unit: { type: String },
  at: { type: Date },
  confidence: { type: Number, min: 0, max: 1 },
} as const;

/** One stored document a statement rests on. */
export const source = {
  _id: false,
  collectionName: { type: String, ...required },
  documentId: { type: String, ...required },
  field: { type: String },
  at: { type: Date },
  text: { type: String },
} as const;

/** A figure with its goal: `baseline` before, `target` wanted, `value` when last measured at `at`. */
export const measure = {
  _id: false,
  name: { type: String, ...required },
  unit: { type: String, ...required },
  baseline: { type: Number },
  target: { type: Number },
  value: { type: Number },
  at: { type: Date },
} as const;

/** Something somebody is to do. */
export const task = {
  _id: false,
  text: { type: String, ...required },
  dueAt: { type: Date },
  ownerId: { type: String },
  doneAt: { type: Date },
} as const;

/** When something is to be escalated, and to whom. */
export const escalation = {
  _id: false,
  when: { type: String, ...required },
  metric: { type: String },
  above: { type: Number },
  below: { type: Number },
  to: { type: String },
  withinHours: { type: Number, min: 0 },
} as const;

/** A text a step of a playbook starts from; `{{account}}`-style places are filled from facts. */
export const template = {
  _id: false,
  name: { type: String, ...required },
  title: { type: String },
  body: { type: [freeText], default: [] },
} as const;

/** A published or spoken piece of work. */
export const contribution = {
  _id: false,
  title: { type: String, ...required },
  kind: { type: String },
  role: { type: String },
  at: { type: Date },
  url: { type: String },
  /** People reached. */
  audience: { type: Number, min: 0 },
} as const;

/** One entry of a history: what a state was changed to, when, by whom and why. */
export const change = {
  _id: false,
  from: { type: String },
  to: { type: String, ...required },
  at: { type: Date, ...required },
  byUserId: { type: String },
  reason: { type: String },
} as const;

export const score = { type: Number, min: 0, max: 100 } as const;
export const share = { type: Number, min: 0, max: 1 } as const;
export const flag = { type: Boolean, default: false } as const;
