import type { ActionsBlock, ContextActionsBlock, PlainTextOption, Button as SlackButton, StaticSelect } from '@slack/types';
import type { Button } from '../../agents/kit/card.ts';
import { numberOf } from '../../bot/number-buttons.ts';
import { LIMITS } from './limits.ts';
import { plain, weight } from './objects.ts';

export const PRESS = 'press';
export const FEEDBACK = 'feedback';
export const PICK = 'pick';

/** Room one row may take; confirmations make buttons heavy. */
const ROW_WEIGHT = 3000;

/** Buttons in rows; each carries only the reply's id and its number. */
export function actionRows(buttons: Button[], replyId: string): ActionsBlock[] {
  const rows: ActionsBlock[] = [];
  for (const button of buttons) {
    const element = slackButton(button, replyId);
    const last = rows.at(-1);
    const longer: ActionsBlock = { type: 'actions', elements: [...(last?.elements ?? []), element] };
    if (last && longer.elements.length <= LIMITS.actions && weight(longer) <= ROW_WEIGHT) last.elements.push(element);
    else rows.push({ type: 'actions', elements: [element] });
  }
  return rows;
}

function slackButton(button: Button, replyId: string): SlackButton {
  const { label, style, confirm } = button;
  return {
    type: 'button',
    action_id: `${PRESS}:${numberOf(button)}`,
    value: replyId,
    text: plain(label, LIMITS.button),
    ...(style ? { style } : {}),
    ...(confirm
      ? {
          confirm: {
            title: plain(confirm.title, LIMITS.confirmTitle),
            text: plain(confirm.text, LIMITS.confirmText),
            confirm: plain(confirm.label, LIMITS.confirmButton),
            deny: plain('Cancel', LIMITS.confirmButton),
            ...(style ? { style } : {}),
          },
        }
      : {}),
  };
}

/** Buttons of which one is chosen, as a list that opens; an option carries what a button does. */
export function pickRow(buttons: Button[], { label, chosen }: { label: string; chosen: number }, replyId: string): ActionsBlock[] {
  if (buttons.length === 0) return [];
  const options = buttons
    .slice(0, LIMITS.options)
    .map((button): PlainTextOption => ({ text: plain(button.label, LIMITS.button), value: `${replyId}:${numberOf(button)}` }));
  const initial = options[chosen];
  const list: StaticSelect = {
    type: 'static_select',
    action_id: PICK,
    placeholder: plain(label, LIMITS.button),
    options,
    ...(initial ? { initial_option: initial } : {}),
  };
  return [{ type: 'actions', elements: [list] }];
}

export function feedbackRow(replyId: string): ContextActionsBlock {
  const verdict = (label: string, value: string) => ({
    text: plain(label, LIMITS.button),
    value: `${replyId}:${value}`,
    accessibility_label: label,
  });
  return {
    type: 'context_actions',
    elements: [
      {
        type: 'feedback_buttons',
        action_id: FEEDBACK,
        positive_button: verdict('This helped', 'up'),
        negative_button: verdict('This did not help', 'down'),
      },
    ],
  };
}
