import type { Button, Card, Part } from '../agents/kit/card.ts';

/**
 * The cards of a message with each button's number: first those among the parts of every card, then those in their hidden
 * sections. The one place where buttons are counted: a press carries the number, and `buttonsOf` finds its effect.
 */
export function numberButtons<T>(cards: readonly Card<T>[]): Card<T>[] {
  let next = 0;
  const numbered = (parts: readonly Part<T>[]): Part<T>[] =>
    parts.map((part) => (part.type === 'buttons' ? { ...part, buttons: part.buttons.map((each) => ({ ...each, number: next++ })) } : part));
  const shown = cards.map((card) => ({ ...card, parts: numbered(card.parts) }));
  return shown.map((card) => ({ ...card, sections: card.sections.map((section) => ({ ...section, parts: numbered(section.parts) })) }));
}

/** The buttons of numbered cards, each at its number. */
export function buttonsOf<T>(cards: readonly Card<T>[]): Button[] {
  return cards
    .flatMap(({ parts, sections }) => [...parts, ...sections.flatMap((section) => section.parts)])
    .flatMap((part) => (part.type === 'buttons' ? part.buttons : []))
    .sort((a, b) => (a.number ?? 0) - (b.number ?? 0));
}

/** @throws Error for a button without a number: its press would find another's effect. */
export function numberOf({ label, number }: Button): number {
  if (number === undefined) throw new Error(`the button "${label}" has no number`);
  return number;
}
