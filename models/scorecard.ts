import { collection, envelope, required } from './kit/envelope.ts';
import { identifyByExternalId } from './kit/identity.ts';
import { defineSchema, type Row } from './kit/schema.ts';

export const SEGMENTS = ['enterprise', 'mid_market', 'smb', 'startup'] as const;
export type Segment = (typeof SEGMENTS)[number];

/** How a metric counts: its weight within the dimension and the curve from its own unit to 0–100, values ascending. */
const metric = {
  _id: false,
  key: { type: String, ...required },
  weight: { type: Number, ...required, min: 0 },
  anchors: {
    type: [{ _id: false, value: { type: Number, ...required }, score: { type: Number, ...required, min: 0, max: 100 } }],
    ...required,
  },
} as const;

const dimension = {
  _id: false,
  key: { type: String, ...required },
  weight: { type: Number, ...required, min: 0 },
  metrics: { type: [metric], ...required },
} as const;

/**
 * The rules one segment is scored by, edited as data. A change is a new version, never an edit in place:
 * of the versions with `at` not after the assessment, the highest counts.
 */
export const scorecardSchema = defineSchema(
  {
    ...envelope,
    segment: { type: String, enum: [...SEGMENTS, 'default'], ...required, default: 'default' },
    version: { type: Number, ...required, min: 1 },
    dimensions: { type: [dimension], ...required },
    /** Share (0 to 1) of all weight that must have data before a score is given. */
    minimumCoverage: { type: Number, ...required, min: 0, max: 1 },
    note: { type: String },
  },
  collection('scorecards'),
);
identifyByExternalId(scorecardSchema);
scorecardSchema.index({ tenant: 1, segment: 1, version: -1 }, { unique: true });

export type StoredScorecard = Row<typeof scorecardSchema>;
