import type { Button, Card, Part } from '../agents/kit/card.ts';

/**
 * All buttons of a message in the order their numbers count: first those among the parts of every card, then those in
 * their hidden sections. Renderers number in this order, so that a press finds its effect.
 */
export function numberButtons(cards: Card[]): Button[] {
  return [
    ...cards.flatMap((card) => buttonsOf(card.parts)),
    ...cards.flatMap((card) => card.sections.flatMap((section) => buttonsOf(section.parts))),
  ];
}

function buttonsOf(parts: Part[]): Button[] {
  return parts.flatMap((part) => (part.type === 'buttons' ? part.buttons : []));
}
