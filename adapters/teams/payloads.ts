import { z } from 'zod';

/** The parts of Teams's activities that are read; everything else may change. */

const person = z.object({ id: z.string(), name: z.string().nullish(), aadObjectId: z.string().nullish() });

export const activityPayload = z.looseObject({
  type: z.string(),
  id: z.string().optional(),
  channelId: z.string(),
  serviceUrl: z.string(),
  from: person.optional(),
  recipient: person,
  conversation: z.object({
    id: z.string(),
    conversationType: z.string().nullish(),
    name: z.string().nullish(),
    tenantId: z.string().nullish(),
  }),
  channelData: z
    .looseObject({
      tenant: z.object({ id: z.string() }).nullish(),
      channel: z.looseObject({ id: z.string(), type: z.string().nullish() }).nullish(),
      team: z.looseObject({ id: z.string().nullish() }).nullish(),
    })
    .nullish(),
  text: z.string().nullish(),
  textFormat: z.string().nullish(),
  replyToId: z.string().nullish(),
  entities: z.array(z.looseObject({ type: z.string().optional() })).nullish(),
  name: z.string().nullish(),
  value: z.unknown().optional(),
  action: z.string().nullish(),
  membersAdded: z.array(person).nullish(),
  membersRemoved: z.array(person).nullish(),
});
export type TeamsActivity = z.output<typeof activityPayload>;

export const mentionEntity = z.object({ type: z.literal('mention'), text: z.string(), mentioned: z.object({ id: z.string() }) });

/** What pressing a card sends: the button's own data, and what was filled in beside it. */
export const cardAction = z.object({ action: z.object({ verb: z.string(), data: z.looseObject({ replyId: z.string() }) }) });

export const pressData = z.looseObject({ button: z.number().int().nonnegative() });
export const pickData = z.looseObject({ pick: z.string() });
export const submitData = z.looseObject({ formId: z.string() });
export const fileData = z.looseObject({ fileId: z.string() });

export const feedbackValue = z.object({
  actionName: z.literal('feedback'),
  actionValue: z.looseObject({ reaction: z.enum(['like', 'dislike']) }),
});

export const consentValue = z.object({
  type: z.literal('fileUpload'),
  action: z.enum(['accept', 'decline']),
  context: z.object({ fileId: z.string() }),
  uploadInfo: z
    .object({ contentUrl: z.string(), name: z.string(), uniqueId: z.string(), fileType: z.string(), uploadUrl: z.string() })
    .nullish(),
});
