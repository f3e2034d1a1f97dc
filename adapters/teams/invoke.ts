import { describeError } from '../../agents/kit/describe-error.ts';
import type { FormFor, Press } from '../../bot/incoming/form-for.ts';
import { isSameMessage } from '../../bot/incoming/live.ts';
import type { ViewFor } from '../../bot/incoming/view-for.ts';
import type { Incoming, Outgoing } from '../../bot/platform.ts';
import { within } from '../../bot/within.ts';
import { type AdaptiveCard, readValues, renderForm, renderMessage } from './cards.ts';
import type { Sent } from './conversations.ts';
import { placeOf, senderOf } from './events.ts';
import { giveFile, offerFile } from './files.ts';
import type { Outlet } from './outlet.ts';
import { cardAction, consentValue, feedbackValue, fileData, pickData, pressData, submitData, type TeamsActivity } from './payloads.ts';

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
const UNKNOWN = 'I do not know this button. Nothing was done; ask again and you get a fresh one.';
const TAKEN = 'I have your press. If nothing changes here, the answer is in our personal chat.';

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
      return answerAction(deps, { activity, sender, place, activityId, sent });
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
        giveFile(deps.outlet, { place, sender }, value).catch((error: unknown) =>
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
  activityId: string;
  /** The pressed message as it was sent. */
  sent: Sent | undefined;
}

async function answerAction(deps: InvokeDeps, acted: Acted): Promise<InvokeAnswer> {
  const { activity, sender, place, activityId, sent } = acted;
  const pressed = cardAction.safeParse(activity.value).data?.action;
  if (!pressed) return message(UNKNOWN);
  const { verb, data } = pressed;
  // What a press says is only taken for the message it is on: what names another one was not drawn by Greendoor.
  if (!sent || !isSameMessage(sent.replyId, data.replyId)) return message(GONE);
  const { replyId } = data;
  const common = { key: keyOf(activity, sender, `${verb}/${JSON.stringify(data)}`), sender, place };
  const press = async (button: number | undefined, otherwise: string): Promise<InvokeAnswer> => {
    if (button === undefined) return message(otherwise);
    const press: Press = { ...common, type: 'press', replyId, button, message: { ...place, id: activityId } };
    const opened = await deps.formFor(press);
    if (opened) return card(renderForm(opened.formId, opened.form, { replyId }));
    return taken(deps, acted, press, replyId);
  };
  switch (verb) {
    case 'press':
      return press(pressData.safeParse(data).data?.button, UNKNOWN);
    case 'pick':
      return press(chosenIn(data), 'Choose one first, then press again.');
    case 'submit': {
      const { formId } = submitData.safeParse(data).data ?? {};
      if (formId === undefined) return message(UNKNOWN);
      return taken(deps, acted, { ...common, type: 'submit', formId, values: readValues(data) }, replyId);
    }
    case 'file': {
      const { fileId } = fileData.safeParse(data).data ?? {};
      const offered = await deps.viewFor({ sender, place, replyId });
      const theirs = offered?.cards.some(({ parts }) => parts.some((part) => part.type === 'file' && part.fileId === fileId));
      const done = fileId !== undefined && theirs && (await offerFile(deps.outlet, place.workspace, sender.userId, fileId));
      return message(done ? 'The file waits for you in our personal chat.' : GONE);
    }
    case 'refresh':
    case 'cancel':
      return (await standing(deps, acted, replyId)) ?? message(GONE);
    default:
      return message(UNKNOWN);
  }
}

/** The number of the button that was chosen in a list; none where nothing was. */
function chosenIn(data: Record<string, unknown>): number | undefined {
  const chosen = data[pickData.safeParse(data).data?.pick ?? ''];
  return typeof chosen === 'string' && /^\d{1,6}$/.test(chosen) ? Number(chosen) : undefined;
}

/** Stores what was pressed, and answers with the card it changes, or with the card as it is where the answer stands beside it. */
async function taken(deps: InvokeDeps, acted: Acted, incoming: Incoming, replyId: string): Promise<InvokeAnswer> {
  const { place, activityId } = acted;
  const outcome = deps.outlet.presses.outcome({ channel: place.channel, activityId }, deps.cardWithinMs);
  await deps.accept(incoming);
  const came = await outcome;
  if (came && 'now' in came && came.now.card) return card(came.now.card);
  // It is stored: whatever goes wrong from here on, it is not to be sent again.
  return (await standing(deps, acted, replyId).catch(() => undefined)) ?? message(TAKEN);
}

/** The pressed card as this person sees it now; undefined where there is none for them. */
async function standing(deps: InvokeDeps, { sender, place, activityId, sent }: Acted, replyId: string): Promise<InvokeAnswer | undefined> {
  const view: Outgoing<string> | undefined = await within(deps.viewFor({ sender, place, replyId }), deps.cardWithinMs);
  const now = view && renderMessage(view)[Math.max(0, sent?.ids.indexOf(activityId) ?? 0)]?.card;
  return now && card(now);
}

/** One press is one act, however often Teams sends it. */
function keyOf({ id, replyToId, conversation }: TeamsActivity, { workspace, userId }: Press['sender'], what: string): string {
  return ['invoke', workspace, conversation.id, replyToId ?? '', userId, id ?? what].join('/');
}
