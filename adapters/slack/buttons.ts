import type { ActionsBlock, ContextActionsBlock, Button as SlackButton } from '@slack/types';
import type { Button } from '../../agents/kit/card.ts';
import { LIMITS } from './limits.ts';
import { plain, weight } from './objects.ts';

export const PRESS = 'press';
export const FEEDBACK = 'feedback';

/** Room one row may take; confirmations make buttons heavy. */
const ROW_WEIGHT = 3000;

/** Buttons in rows; each carries only the reply's id and its number. */
export function actionRows(buttons: Button[], replyId: string, firstNumber: number): ActionsBlock[] {
  const rows: ActionsBlock[] = [];
  for (const [index, button] of buttons.entries()) {
    const element = slackButton(button, replyId, firstNumber + index);
    const last = rows.at(-1);
    const longer: ActionsBlock = { type: 'actions', elements: [...(last?.elements ?? []), element] };
    if (last && longer.elements.length <= LIMITS.actions && weight(longer) <= ROW_WEIGHT) last.elements.push(element);
    else rows.push({ type: 'actions', elements: [element] });
  }
  return rows;
}

function slackButton(button: Button, replyId: string, number: number): SlackButton {
  const { label, style, confirm } = button;
  return {
    type: 'button',
    action_id: `${PRESS}:${number}`,
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
