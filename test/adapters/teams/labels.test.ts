import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { labelsOf, renderMessage } from '../../../adapters/teams/cards.ts';
import type { Card } from '../../../agents/kit/card.ts';
import { shown } from '../../../bot/shown.ts';
import { anyMessage } from '../../support/any-message.ts';

const finding = (text: string, words: string) => ({
  label: 'API calls',
  value: 1,
  unit: '',
  contribution: 0,
  text,
  evidence: words ? [{ collection: 'interactions', id: 'i', field: 'text', at: '2026-11-03T00:00:00.000Z', words }] : [],
});
const cards: Card[] = [
  {
    point: 'p',
    parts: [{ type: 'evidence', title: 'Reasons', figures: [finding('The champion Lisa Park left on 3 Nov', 'e-mail from Lisa Park')] }],
    sections: [
      {
        label: 'Why',
        parts: [
          {
            type: 'evidence',
            title: 'Why',
            figures: [finding('API calls fell by 89 % since May', 'usage'), finding('API calls: 12', '')],
          },
        ],
      },
      { label: 'History', parts: [{ type: 'evidence', title: 'x', figures: [finding('Health was 86 in May', 'score')] }] },
    ],
  },
];

test('citations stand at the line that speaks of them, and carry the source', () => {
  const text = 'DataFlow: 52, down 34.\n- API calls −89 %\n- The champion Lisa Park left on 3 Nov';
  const labels = labelsOf(shown({ replyId: 'r', text, cards }));
  expect(labels.text).toBe('DataFlow: 52, down 34.\n- API calls −89 % [1]\n- The champion Lisa Park left on 3 Nov [2]');
  expect(labels.entities).toMatchObject([
    {
      additionalType: ['AIGeneratedContent'],
      citation: [
        { position: 1, appearance: { name: 'usage, 3 Nov 2026', abstract: 'API calls fell by 89 % since May' } },
        { position: 2, appearance: { name: 'e-mail from Lisa Park, 3 Nov 2026' } },
      ],
    },
  ]);
  const [message] = renderMessage(shown({ replyId: 'r', text, cards }), { labelled: true });
  expect(message).toMatchObject({ text: labels.text, entities: labels.entities });
});

test('a citation is none where a line only shares a span or a date with them', () => {
  const text = 'Two things.\n- Logins −67 % over 60 days (29 Nov)\n- Session time −74 % over 60 days (29 Nov)';
  const figures = [finding('Session time −74 % over 60 days (29 Nov)', 'usage'), finding('Tickets +12 % over 60 days (29 Nov)', 'ticket')];
  const card: Card = { point: 'p', parts: [{ type: 'evidence', title: 'Why', figures }], sections: [] };
  expect(labelsOf(shown({ replyId: 'r', text, cards: [card] })).text).toBe(`${text} [1]`);
});

test('a citation is none where nothing is said of them', () => {
  expect(labelsOf(shown({ replyId: 'r', text: 'Good morning.', cards })).entities[0]).not.toHaveProperty('citation');
  expect(labelsOf(shown({ replyId: 'r', text: '', cards })).text).toBe('');
});

test('citations keep what Teams allows, each mark explained, in any message', () => {
  fc.assert(
    fc.property(anyMessage, (message) => {
      const [entity, ...others] = labelsOf(shown(message)).entities;
      expect(others).toEqual([]);
      const citations = entity?.citation ?? [];
      expect(citations.length).toBeLessThanOrEqual(7);
      for (const { position, appearance } of citations) {
        expect(labelsOf(shown(message)).text).toContain(`[${position}]`);
        expect(appearance.name.length).toBeLessThanOrEqual(80);
        expect(appearance.abstract.length).toBeLessThanOrEqual(160);
      }
    }),
    { numRuns: 40 },
  );
});
