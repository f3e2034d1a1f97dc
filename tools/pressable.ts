import type { Button, Card, Part } from '../agents/kit/card.ts';
import type { Actor } from '../agents/kit/context.ts';
import { type Catalog, mayCall } from './catalog.ts';

/** The card as this person sees it: without buttons to tools that are for others, which could only refuse. */
export function pressable(card: Card, catalog: Pick<Catalog, 'get'>, { roles }: Pick<Actor, 'roles'>): Card {
  const may = ({ effect }: Button): boolean => {
    const tool = effect.type === 'call' ? catalog.get(effect.tool) : undefined;
    return tool === undefined || mayCall(roles, tool);
  };
  const kept = (parts: readonly Part[]): Part[] =>
    parts.flatMap((part): Part[] => {
      if (part.type !== 'buttons') return [part];
      const buttons = part.buttons.filter(may);
      return buttons.length > 0 ? [{ ...part, buttons }] : [];
    });
  return {
    ...card,
    parts: kept(card.parts),
    sections: card.sections.map((section) => ({ ...section, parts: kept(section.parts) })),
    ...(card.rows ? { rows: card.rows.map((row) => (row.open && may(row.open) ? row : { name: row.name })) } : {}),
  };
}
