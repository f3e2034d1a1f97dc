import type { Button, Part } from '../kit/card.ts';
import { shortDate } from '../metrics/format.ts';

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
export const plain = (identifier: string): string => identifier.replaceAll('_', ' ');
export const stop = (text: string): string => (/[.?!]$/.test(text) ? text : `${text}.`);
export const day = (iso: string | null, asOf: string): string => (iso ? shortDate(new Date(iso), new Date(asOf)) : '');

export const call = (label: string, tool: string, args: Record<string, unknown>, style?: Button['style']): Button => ({
  label: label.slice(0, 74),
  ...(style ? { style } : {}),
  effect: { type: 'call', tool, arguments: args },
});

export const show = (label: string, section: number): Button => ({ label, effect: { type: 'show', section } });

/** A heading with its lines; nothing where there are none. */
export function bullets(title: string, lines: readonly string[]): Part[] {
  return lines.length === 0 ? [] : [{ type: 'text', text: `**${title}**\n${lines.map((line) => `• ${line}`).join('\n')}` }];
}

export const buttonRow = (...buttons: (Button | undefined | null | false)[]): Part[] => {
  const there = buttons.filter((button): button is Button => Boolean(button));
  return there.length === 0 ? [] : [{ type: 'buttons', buttons: there }];
};
