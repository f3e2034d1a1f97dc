import { Schema } from 'mongoose';
import { collection, envelope, required } from './kit/envelope.ts';
import { defineSchema, type Row } from './kit/schema.ts';

/** What a team channel is for; schedules and approvals post by purpose, never by name. */
export const CHANNEL_PURPOSES = ['health', 'churn', 'approvals', 'expansion'] as const;
export type ChannelPurpose = (typeof CHANNEL_PURPOSES)[number];

/** Settings that name a channel a purpose, as a workspace keeps them. */
export const channelsOf = (named: Partial<Record<ChannelPurpose, string>> = {}): { purpose: ChannelPurpose; id: string }[] =>
  CHANNEL_PURPOSES.flatMap((purpose) => (named[purpose] ? [{ purpose, id: named[purpose] }] : []));

/** A Slack workspace or Microsoft tenant that is connected: the one place that says whose data its people may see. */
export const workspaceSchema = defineSchema(
  {
    ...envelope,
    platform: { type: String, ...required },
    /** The platform's verified id (Slack team, Microsoft tenant). */
    workspace: { type: String, ...required },
    name: { type: String, ...required },
    timezone: { type: String, ...required, default: 'UTC' },
    channels: {
      type: [
        {
          _id: false,
          purpose: { type: String, enum: CHANNEL_PURPOSES, ...required },
          id: { type: String, ...required },
          /** The admin who chose it in chat; absent where the settings name it. */
          by: { type: String },
        },
      ],
      default: [],
    },
    /** Channels an admin allowed or forbade by hand; this counts before `channels`. */
    audiences: {
      type: [
        {
          _id: false,
          id: { type: String, ...required },
          allowed: { type: Boolean, ...required },
          by: { type: String, ...required },
          at: { type: Date, ...required },
        },
      ],
      default: [],
    },
    /** The platform's installation record, as its adapter wrote it. */
    installation: { type: Schema.Types.Mixed },
  },
  collection('workspaces'),
);
workspaceSchema.index({ tenant: 1 });
workspaceSchema.index({ platform: 1, workspace: 1 }, { unique: true });

export type Workspace = Row<typeof workspaceSchema>;
