import type { Text } from '../../agents/facts/figure.ts';
import type { Button, Card, Part } from '../../agents/kit/card.ts';
import { plain, t } from '../../agents/kit/text.ts';
import type { Offer } from '../../models/offer.ts';
import { reveal } from '../approvals/hidden-characters.ts';
import { instant } from '../approvals/words.ts';
import { sanitize } from '../sanitize.ts';

/** The label of the button that writes. */
export const labelOf = ({ title }: Pick<Offer, 'title'>): string => title.slice(0, 75);

/** What is said of an offer as long as it is one. */
export const NOT_YET = 'Nothing is written before your press.';

/** The card of an offer in any state: exactly what the press writes, and afterwards what was written and how it is taken back. */
export function offerCard(offer: Offer, viewerTimezone = offer.timezone): Card {
  const { _id, title, account, status } = offer;
  const what = account ? `${title}, ${account.name}` : title;
  const { state, said, button } = stateOf(offer, (date) => instant(date, viewerTimezone));
  return {
    point: `${state}: ${what}.`,
    parts: [
      { type: 'header', text: `${state}: ${what}` },
      ...(status === 'pressed' && offer.result ? [{ type: 'text' as const, text: offer.result.said }] : []),
      ...fieldParts(offer),
      ...(button ? [{ type: 'buttons' as const, buttons: [button] }] : []),
      { type: 'context', text: said },
    ],
    sections: [],
    stands: { for: 'offer', id: _id },
  };
}

function stateOf(offer: Offer, time: (date: Date) => string): { state: string; said: string; button?: Button } {
  const { _id: offerId, asker, status, result, pressedAt, undoneAt } = offer;
  const undo = undoButton(offer);
  const pressed = pressedAt ? `${asker.name} pressed, ${time(pressedAt)}.` : '';
  switch (status) {
    case 'open':
      return {
        state: 'Not done yet',
        said: `Only ${asker.name} can press it, until ${time(offer.expiresAt)}.`,
        button: { label: labelOf(offer), style: 'primary', effect: { type: 'offer', offerId, step: 'press' } },
      };
    case 'expired':
      return { state: 'Expired', said: 'Nothing was written. Ask for it again and you get it as it is now.' };
    case 'undone':
      return { state: 'Undone', said: `${pressed}${undoneAt ? ` Taken back ${time(undoneAt)}.` : ''}` };
    case 'pressed':
      if (!result) return { state: 'Begun', said: `${pressed} What came of it is not known yet; look before you ask for it again.` };
      if (!result.ok) return { state: 'Not done', said: pressed };
      return {
        state: 'Done',
        said: pressed,
        ...(undo ? { button: undo } : {}),
      };
  }
}

/** Takes a press back, where the tool knows how. */
export const undoButton = ({ _id: offerId, status, result, output }: Offer): Button | undefined =>
  status === 'pressed' && result?.ok && output !== undefined
    ? { label: 'Undo', effect: { type: 'offer', offerId, step: 'undo' } }
    : undefined;

/** Words that would be marked up, linked or hidden where they are shown are shown letter by letter instead. */
function fieldParts({ fields }: Offer): Part[] {
  const shown = fields.map(({ label, value }) => ({ label, value: value as Text }));
  const literal = shown.filter(({ value }) => !isPlain(plain(value)));
  const simple = shown.filter((field) => !literal.includes(field));
  return [
    ...(simple.length > 0 ? [{ type: 'fields' as const, fields: simple }] : []),
    ...literal.map(({ label, value }): Part => ({ type: 'text', verbatim: true, text: t`${label}: ${reveal(plain(value))}` })),
  ];
}

const isPlain = (text: string): boolean => !/[*_~`<>[\]\n]/.test(text) && reveal(text) === text && sanitize(text) === text;
