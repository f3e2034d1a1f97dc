import { describeError } from '../../agents/kit/describe-error.ts';
import type { FormFor, Press } from '../../bot/incoming/form-for.ts';
import type { ViewFor } from '../../bot/incoming/view-for.ts';
import type { Incoming } from '../../bot/platform.ts';
import { type AdaptiveCard, readValues, renderForm, renderMessage } from './cards.ts';
import { placeOf, senderOf } from './events.ts';
import { giveFile, offerFile } from './files.ts';
import type { Outlet } from './outlet.ts';
import {
  cardAction,
  consentValue,
  feedbackValue,
  fileData,
  pickData,
  pressData,
  refreshData,
  submitData,
  type TeamsActivity,
} from './payloads.ts';

export interface InvokeDeps {
  outlet: Outlet;
  accept(incoming: Incoming): Promise<void>;
  formFor: FormFor;
  viewFor: ViewFor;
  cardWithinMs: number;
}

/** What Teams gets in answer to an invoke. */
export interface InvokeAnswer {
  status: number;
  body?: unknown;
}

const CARD = 'application/vnd.microsoft.card.adaptive';
const MESSAGE = 'application/vnd.microsoft.activity.message';
const card = (value: AdaptiveCard): InvokeAnswer => ({ status: 200, body: { statusCode: 200, type: CARD, value } });
const message = (value: string): InvokeAnswer => ({ status: 200, body: { statusCode: 200, type: MESSAGE, value } });
const GONE = 'This message is no longer stored. Nothing was done; ask again and you get a fresh one.';

/** Answers what Teams wants answered at once: presses, verdicts, consents. What is to be done is stored first. */
export async function answerInvoke(deps: InvokeDeps, workspace: string, activity: TeamsActivity): Promise<InvokeAnswer> {
  const sender = senderOf(activity, workspace);
  if (!sender) return { status: 200 };
  const place = placeOf(activity, workspace);
  const { conversations } = deps.outlet;
  const activityId = activity.replyToId ?? '';
  const sent = await conversations.sentAs(workspace, place.channel, activityId);
  switch (activity.name) {
    case 'adaptiveCard/action':
      return answerAction(deps, { activity, sender, place, activityId, index: Math.max(0, sent?.ids.indexOf(activityId) ?? 0) });
    case 'message/submitAction': {
      const verdict = feedbackValue.safeParse(activity.value).data?.actionValue.reaction;
      if (!verdict || !sent) return { status: 200 };
      await deps.accept({
        type: 'feedback',
        key: keyOf(activity, sender, 'feedback'),
        sender,
        place,
        replyId: sent.replyId,
        verdict: verdict === 'like' ? 'up' : 'down',
      });
      return { status: 200 };
    }
    case 'fileConsent/invoke': {
      const value = consentValue.safeParse(activity.value).data;
      // Teams waits for the answer, not for the upload.
      if (value)
        giveFile(deps.outlet, place, value).catch((error: unknown) =>
          deps.outlet.log.error({ error: describeError(error) }, 'a file was not handed over'),
        );
      return { status: 200 };
    }
    default:
      return { status: 501 };
  }
}

interface Acted extends Pick<Press, 'sender' | 'place'> {
  activity: TeamsActivity;
  /** The pressed message's, and which of the several it stands in. */
  activityId: string;
  index: number;
}

async function answerAction(deps: InvokeDeps, acted: Acted): Promise<InvokeAnswer> {
  const { activity, sender, place, activityId } = acted;
  const { verb, data } = cardAction.parse(activity.value).action;
  const common = { key: keyOf(activity, sender, `${verb}/${JSON.stringify(data)}`), sender, place };
  const press = async (replyId: string, button: number): Promise<InvokeAnswer> => {
    const pressed: Press = { ...common, type: 'press', replyId, button, message: { ...place, id: activityId } };
    const opened = await deps.formFor(pressed);
    if (opened) return card(renderForm(opened.formId, opened.form, { replyId }));
    return taken(deps, acted, pressed, replyId);
  };
  switch (verb) {
    case 'press': {
      const { replyId, button } = pressData.parse(data);
      return press(replyId, button);
    }
    case 'pick': {
      const { replyId, pick } = pickData.parse(data);
      const button = Number(data[pick]);
      return Number.isInteger(button) ? press(replyId, button) : message('Choose one first, then press again.');
    }
    case 'submit': {
      const { formId, replyId } = submitData.parse(data);
      return taken(deps, acted, { ...common, type: 'submit', formId, values: readValues(data) }, replyId);
    }
    case 'file': {
      const { fileId } = fileData.parse(data);
      const offered = await deps.viewFor({ sender, place, replyId: fileData.parse(data).replyId });
      const theirs = offered?.cards.some(({ parts }) => parts.some((part) => part.type === 'file' && part.fileId === fileId));
      const done = theirs && (await offerFile(deps.outlet, place.workspace, sender.userId, fileId));
      return message(done ? 'The file waits for you in our personal chat.' : GONE);
    }
    case 'refresh':
    case 'cancel':
      return standing(deps, acted, refreshData.parse(data).replyId);
    default:
      return message(GONE);
  }
}

/** Stores what was pressed, and answers with the card it changes, or with the card as it is where the answer stands beside it. */
async function taken(deps: InvokeDeps, acted: Acted, incoming: Incoming, replyId: string): Promise<InvokeAnswer> {
  const { place, activityId } = acted;
  const outcome = deps.outlet.presses.outcome({ channel: place.channel, activityId }, deps.cardWithinMs);
  await deps.accept(incoming);
  const came = await outcome;
  if (came && 'now' in came && came.now.card) return card(came.now.card);
  return standing(deps, acted, replyId);
}

/** The pressed card as this person sees it now. */
async function standing({ viewFor }: InvokeDeps, { sender, place, index }: Acted, replyId: string): Promise<InvokeAnswer> {
  const view = await viewFor({ sender, place, replyId });
  const now = view && renderMessage(view)[index]?.card;
  return now ? card(now) : message(GONE);
}

/** One press is one act, however often Teams sends it. */
function keyOf({ id, replyToId, conversation }: TeamsActivity, { workspace, userId }: Press['sender'], what: string): string {
  return ['invoke', workspace, conversation.id, replyToId ?? '', userId, id ?? what].join('/');
}
