import fc from 'fast-check';
import type { Button, Card, Part } from '../../agents/kit/card.ts';
import type { Outgoing } from '../../bot/platform.ts';

/** What would mention, broadcast or link where it is taken as markup. */
export const HOSTILE = [
  '<!channel>',
  '<!here|x>',
  '<@U0123>',
  '<#C1|general>',
  '<!subteam^S1>',
  '<https://evil.example|click>',
  '&lt;!channel&gt;',
  '[a](https://evil.example)',
  '@here',
  '<at>Everyone</at>',
  '![x](https://evil.example/x.png)',
  '<img src="https://evil.example/x.png">',
];
const text = fc.oneof(
  { weight: 6, arbitrary: fc.string({ maxLength: 60 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 400 }) },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.string({ maxLength: 10 }), fc.constantFrom(...HOSTILE)).map(([before, attack]) => `${before} ${attack}`),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('&', 'word ', '**b** ', '<', 'line\n', '👩‍👩‍👧'), fc.integer({ min: 500, max: 9000 }))
      .map(([unit, count]) => unit.repeat(Math.ceil(count / unit.length))),
  },
);
const cell = fc.oneof(fc.string({ maxLength: 30 }), fc.constantFrom(...HOSTILE, '', 'a'.repeat(500)));
const effect = fc.constant({ type: 'say' as const, text: 'x' });
const button: fc.Arbitrary<Button> = fc.record(
  {
    label: text,
    style: fc.constantFrom('primary' as const, 'danger' as const),
    confirm: fc.record({ title: text, text, label: text }),
    effect,
  },
  { requiredKeys: ['label', 'effect'] },
);
const evidence = fc.record({ collection: text, id: text, field: text, at: fc.oneof(fc.constant('2026-11-03T00:00:00.000Z'), text) });
const figure = fc.record({
  label: text,
  value: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })),
  unit: fc.constantFrom('', '%', 'USD'),
  contribution: fc.double({ min: -50, max: 50, noNaN: true }),
  text,
  evidence: fc.array(evidence, { maxLength: 5 }),
});
const series = fc.record({
  label: text,
  points: fc.array(fc.record({ x: cell, y: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })) }), { maxLength: 120 }),
});
const part: fc.Arbitrary<Part> = fc.oneof(
  fc.record({
    type: fc.constant('header' as const),
    text,
    tone: fc.constantFrom('green' as const, 'yellow' as const, 'orange' as const, 'red' as const, 'neutral' as const),
  }),
  fc.record({ type: fc.constant('text' as const), text }),
  fc.record({ type: fc.constant('text' as const), text, verbatim: fc.constant(true as const) }),
  fc.record({ type: fc.constant('file' as const), fileId: fc.uuid(), name: text, about: text }),
  fc.record({ type: fc.constant('fields' as const), fields: fc.array(fc.record({ label: text, value: text }), { maxLength: 25 }) }),
  fc.record({
    type: fc.constant('table' as const),
    title: text,
    columns: fc.array(fc.record({ label: text, align: fc.constantFrom('left' as const, 'right' as const) }), { maxLength: 24 }),
    rows: fc.array(fc.array(cell, { maxLength: 24 }), { maxLength: 130 }),
  }),
  fc.record({
    type: fc.constant('chart' as const),
    title: text,
    alt: text,
    kind: fc.constantFrom('line' as const, 'bar' as const),
    unit: fc.constantFrom('', '%'),
    series: fc.array(series, { maxLength: 10 }),
    marks: fc.array(fc.record({ x: text, label: text }), { maxLength: 5 }),
  }),
  fc.record({ type: fc.constant('evidence' as const), title: text, figures: fc.array(figure, { maxLength: 40 }) }),
  fc.record({
    type: fc.constant('input' as const),
    id: fc.string({ minLength: 1, maxLength: 20 }),
    label: text,
    value: text,
    multiline: fc.boolean(),
    maxLength: fc.integer({ min: 1, max: 20_000 }),
    editable: fc.boolean(),
  }),
  fc.record({ type: fc.constant('buttons' as const), buttons: fc.array(button, { maxLength: 60 }) }),
  fc.record({ type: fc.constant('feedback' as const) }),
  fc.record({ type: fc.constant('context' as const), text }),
);
const card: fc.Arbitrary<Card> = fc.record({
  point: text,
  parts: fc.array(part, { maxLength: 8 }),
  sections: fc.array(fc.record({ label: text, parts: fc.array(part, { maxLength: 2 }) }), { maxLength: 2 }),
});
/** Any message an agent could make, of texts that anybody could have written. */
export const anyMessage: fc.Arbitrary<Outgoing> = fc.record({ replyId: fc.uuid(), text, cards: fc.array(card, { maxLength: 4 }) });

export const anyForm = fc.record({
  title: text,
  submit: text,
  intro: text,
  inputs: fc.array(
    fc.record({
      type: fc.constant('input' as const),
      id: fc.stringMatching(/^[a-z]{1,12}$/),
      label: text,
      value: text,
      multiline: fc.boolean(),
      maxLength: fc.integer({ min: 1, max: 20_000 }),
      editable: fc.boolean(),
    }),
    { maxLength: 5 },
  ),
});
