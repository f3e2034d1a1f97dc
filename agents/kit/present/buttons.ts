import type { z } from 'zod';
import { shortened } from '../../metrics/format.ts';
import type { Button, Part } from '../card.ts';
import type { DefinedTool } from '../define-agent.ts';

const MOST_LETTERS = 75;

/**
 * A button that runs a tool as the person who presses: `callButton<typeof assessChurnRisk>('Why', 'assess_churn_risk', { account })`.
 * The tool is named as a type, so that agents need not load each other: its name and its arguments are checked when the
 * code is.
 */
export function callButton<Tool extends DefinedTool = never>(
  label: string,
  tool: Tool['name'],
  args: z.input<Tool['input']>,
  more: Pick<Button, 'style' | 'confirm'> = {},
): Button {
  return { label: shortened(label, MOST_LETTERS), ...more, effect: { type: 'call', tool, arguments: args as Record<string, unknown> } };
}

/** A button that opens a stored approval, to read and decide it. */
export const approvalButton = (label: string, approvalId: string): Button => ({
  label: shortened(label, MOST_LETTERS),
  effect: { type: 'approval', approvalId },
});

/** The best step, first. */
export const primary = (button: Button): Button => ({ ...button, style: 'primary' });

/** A row of those that are there; nothing where none is. */
export function buttonRow(buttons: readonly (Button | null | undefined | false)[]): Part[] {
  const there = buttons.filter((button): button is Button => Boolean(button));
  return there.length === 0 ? [] : [{ type: 'buttons', buttons: there }];
}
