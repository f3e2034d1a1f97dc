import type { Button } from '../../agents/kit/card.ts';
import { clip } from '../../bot/cut-text.ts';
import { numberOf } from '../../bot/number-buttons.ts';
import type { Action, ActionSet, ChoiceSet, ExecuteAction } from './adaptive-card.ts';
import { LIMITS } from './limits.ts';
import { blocks, sizeOf } from './text.ts';

const title = (label: string) => clip(label.trim() || '…', LIMITS.button);
const STYLES = { primary: 'positive', danger: 'destructive' } as const;

/** Buttons in rows; each carries only the reply's id and its number. */
export function actionRows(buttons: readonly Button[], replyId: string): ActionSet[] {
  const rows: ActionSet[] = [];
  let size = 0;
  for (const button of buttons) {
    const action = actionOf(button, replyId);
    size += sizeOf(action) + 20;
    const row = rows.at(-1);
    if (!row || size > LIMITS.element) {
      rows.push({ type: 'ActionSet', actions: [action] });
      size = sizeOf(action);
    } else row.actions.push(row.actions.length < LIMITS.primary ? action : { ...action, mode: 'secondary' });
  }
  return rows;
}

/** What is asked before a press stands in a second step, as Teams has no question of its own. */
function actionOf(button: Button, replyId: string): Action {
  const { label, style, confirm } = button;
  const styled = style ? { style: STYLES[style] } : {};
  const press = (said: string): ExecuteAction => ({
    type: 'Action.Execute',
    title: title(said),
    ...styled,
    verb: 'press',
    data: { replyId, button: numberOf(button) },
  });
  if (!confirm) return press(label);
  const asked = [...blocks(clip(confirm.title, LIMITS.confirm), { weight: 'Bolder' }), ...blocks(clip(confirm.text, LIMITS.confirm))];
  return {
    type: 'Action.ShowCard',
    title: title(label),
    ...styled,
    card: { type: 'AdaptiveCard', body: asked, actions: [press(confirm.label)] },
  };
}

/** Buttons of which one is chosen, as a list that opens; what is chosen is the number of its button. */
export function pickRow(
  buttons: readonly Button[],
  { label, chosen }: { label: string; chosen: number },
  replyId: string,
): [ChoiceSet, ActionSet] | [] {
  const [first] = buttons;
  if (!first) return [];
  const id = `pick:${numberOf(first)}`;
  const choices = buttons.slice(0, LIMITS.options).map((button) => ({ title: title(button.label), value: String(numberOf(button)) }));
  const value = choices[chosen]?.value;
  while (sizeOf(choices) > LIMITS.element) choices.pop();
  return [
    { type: 'Input.ChoiceSet', id, label: title(label), style: 'compact', ...(value === undefined ? {} : { value }), choices },
    { type: 'ActionSet', actions: [{ type: 'Action.Execute', title: 'Show', verb: 'pick', data: { replyId, pick: id } }] },
  ];
}
