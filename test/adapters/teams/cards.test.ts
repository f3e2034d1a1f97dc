import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type AdaptiveCard,
  type Drawing,
  type Rendered,
  readValues,
  renderMessage as render,
  renderForm,
} from '../../../adapters/teams/cards.ts';
import type { Button, Card, Part } from '../../../agents/kit/card.ts';
import type { Outgoing } from '../../../bot/platform.ts';
import { shown } from '../../../bot/shown.ts';
import { anyForm, anyMessage, HOSTILE } from '../../support/any-message.ts';
import { complaints } from './validated.ts';

const renderMessage = (message: Outgoing, drawing?: Drawing) => render(shown(message), drawing);
const cardOf = (...parts: Part[]): Card => ({ point: 'The point', parts, sections: [] });
/** What comes after a text that was said before. */
const drawn = (...parts: Part[]) => renderMessage({ replyId: 'r', text: 'Said before.', cards: [cardOf(...parts)] }).slice(1);

type Node = Record<string, unknown>;
function nodes(value: unknown): Node[] {
  if (Array.isArray(value)) return value.flatMap(nodes);
  if (typeof value !== 'object' || value === null) return [];
  return [value as Node, ...Object.values(value).flatMap(nodes)];
}
const ofType = (value: unknown, type: string) => nodes(value).filter((node) => node.type === type);
/** What a reader sees of elements that know no markup. */
const richTexts = (value: unknown) =>
  ofType(value, 'RichTextBlock').map(({ inlines }) =>
    (inlines as (string | { text: string })[]).map((inline) => (typeof inline === 'string' ? inline : inline.text)).join(''),
  );

const ELEMENTS =
  /^(?:AdaptiveCard|RichTextBlock|TextRun|TextBlock|FactSet|Table|TableRow|TableCell|Container|ActionSet|Input\.Text|Input\.ChoiceSet|Action\.Execute|Action\.ShowCard|Chart\.Line|Chart\.HorizontalBar|Chart\.VerticalBar(?:\.Grouped)?)$/;
/** Markup that mentions, links, shows a picture or a tag; `~`, `*` and backticks count where nothing stands before them. */
const ACTS = /\]\(|\]:|<[a-z!@#/?]|:\/\/|&#?\w+;|(?<!\\)(?:\\\\)*[*`~]|^(?:[-+#>=|]|\d+[.)])/imu;
const LINKS = /\]\(|\]:|<[a-z!@#/?]|:\/\/|&#?\w+;|(?<![\w.@-])@(?:channel|here|everyone)\b/i;

function holds({ text, card, summary, entities }: Rendered): void {
  // UTF-16, as Teams counts; 28 KB less what the envelope takes.
  expect(2 * JSON.stringify({ text, card, summary, entities }).length).toBeLessThanOrEqual(28_000);
  expect((text === '') === (card !== undefined)).toBe(true);
  expect(summary).not.toBe('');
  expect(text).not.toMatch(LINKS);
  if (!card) return;
  expect(card.version).toBe('1.5');
  for (const node of nodes(card)) {
    if (node !== (card as unknown) && typeof node.type === 'string') expect(node.type).toMatch(ELEMENTS);
    if (node.type === 'TextBlock') expect(node.text).not.toMatch(ACTS);
    expect(Object.keys(node)).not.toContain('selectAction');
    expect(Object.keys(node)).not.toContain('url');
  }
  for (const { facts } of ofType(card, 'FactSet'))
    for (const { title, value } of facts as { title: string; value: string }[]) {
      expect(title).not.toMatch(ACTS);
      expect(value).not.toMatch(ACTS);
      expect(title).not.toBe('');
      expect(value).not.toBe('');
    }
  expect(card.msteams).toEqual({ width: 'Full' });
}

const presses = (messages: Rendered[]) =>
  nodes(messages.map(({ card }) => card?.body)).filter(({ verb, data }) => verb === 'press' && data !== undefined);
const IDS = Array.from({ length: 70 }, (_, index) => `29:${String(index).padStart(90, 'x')}`);

describe('any message', () => {
  test('keeps the size, is inert, loses no button and nothing that is approved', () => {
    fc.assert(
      fc.property(anyMessage, fc.boolean(), fc.boolean(), (message, labelled, refreshed) => {
        const messages = renderMessage(message, { labelled, ...(refreshed ? { refreshFor: IDS } : {}) });
        expect(messages.length).toBeGreaterThan(0);
        for (const each of messages) holds(each);
        const buttons = message.cards.flatMap(({ parts }) => parts.flatMap((part) => (part.type === 'buttons' ? part.buttons : [])));
        expect(presses(messages).map(({ data }) => data)).toEqual(buttons.map((_, button) => ({ replyId: message.replyId, button })));
        for (const set of ofType(messages, 'ActionSet'))
          expect((set.actions as Node[]).filter(({ mode }) => mode !== 'secondary').length).toBeLessThanOrEqual(6);
        const read = messages
          .flatMap(({ card }) => richTexts(card))
          .join('')
          .replaceAll(/\s/g, '');
        for (const part of message.cards.flatMap(({ parts }) => parts))
          if (part.type === 'text' && part.verbatim) expect(read).toContain(String(part.text).replaceAll(/\s/g, ''));
      }),
      { numRuns: 100 },
    );
  });

  test("is a card that Microsoft's own library takes, with charts and where there are none", () => {
    fc.assert(
      fc.property(anyMessage, (message) => {
        for (const { card } of renderMessage(message)) {
          if (!card) continue;
          expect(complaints(card, 'drawn')).toEqual([]);
          expect(complaints(card, 'in words')).toEqual([]);
        }
      }),
      { numRuns: 40 },
    );
  });
});

test("the library's complaints are heard", () => {
  const broken = { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'Input.Text', id: '' }, { type: 'Made.Up' }] };
  expect(complaints(broken as unknown as AdaptiveCard, 'drawn')).toHaveLength(2);
});

test('hostile text is read as it was written', () => {
  const shownTexts = drawn(...HOSTILE.map((text): Part => ({ type: 'text', text })))[0];
  expect(richTexts(shownTexts?.card)).toEqual(HOSTILE);
  const [fact] = ofType(
    drawn({ type: 'fields', fields: [{ label: '- 1. *a*', value: '[x](https://evil.example) <at>All</at> _b_\n# c' }] }),
    'FactSet',
  );
  const seen = JSON.stringify(fact?.facts).replaceAll('\u2060', '').replaceAll('\\\\', '');
  expect(seen).toBe('[{"title":"- 1. a","value":"[x](https://evil.example) <at>All</at> _b_\\n\\n# c"}]');
});

test('what may be a citation of ours in a text is none', () => {
  const message: Outgoing = { replyId: 'r', text: 'As the mail says [1], all is well.', cards: [] };
  expect(renderMessage(message)[0]?.text).not.toContain('[1]');
});

test('a header has its word beside its mark; the point leads a bare card, once', () => {
  const [message] = renderMessage({ replyId: 'r', text: '', cards: [cardOf({ type: 'header', text: 'DataFlow: 52', tone: 'orange' })] });
  expect(message?.card?.body).toMatchObject([
    { type: 'TextBlock', text: '🟠 Orange · DataFlow: 52', style: 'heading' },
    { type: 'RichTextBlock', inlines: ['The point'] },
  ]);
  expect(message).toMatchObject({ text: '', summary: 'The point' });
  expect(ofType(drawn({ type: 'header', text: 'DataFlow' })[0]?.card, 'RichTextBlock')).toEqual([]);
});

test('bold, italic and lists are shown; lines of the text before the card stay lines', () => {
  const [said, message] = renderMessage({
    replyId: 'r',
    text: '**DataFlow** is falling.\nTwo reasons:\n- one\n- two',
    cards: [cardOf({ type: 'text', text: '**DataFlow**: *falling* 3 * 4\n- first' })],
  });
  expect(said?.text).toBe('**DataFlow** is falling.\n\nTwo reasons:\n- one\n- two');
  expect(message?.card?.body[0]).toMatchObject({
    inlines: [{ text: 'DataFlow', weight: 'Bolder' }, ': ', { text: 'falling', italic: true }, ' 3 * 4\n• first'],
  });
});

test('a table of up to three columns is a table, a wider one is lines; what is cut is said', () => {
  const table = (columns: number, rows: number): Part => ({
    type: 'table',
    columns: Array.from({ length: columns }, (_, index) => ({ label: `C${index}`, ...(index > 0 ? { align: 'right' as const } : {}) })),
    rows: Array.from({ length: rows }, (_, row) => Array.from({ length: columns }, (_, index) => (index === 3 ? '' : `${row}.${index}`))),
  });
  const [native] = ofType(drawn(table(3, 4)), 'Table');
  expect(native).toMatchObject({ firstRowAsHeader: true, rows: { length: 5 } });
  expect(richTexts(drawn(table(5, 2)))).toEqual(['0.0 · C1 0.1 · C2 0.2 · C4 0.4', '1.0 · C1 1.1 · C2 1.2 · C4 1.4']);
  const long = drawn(table(2, 120));
  const rows = ofType(long, 'TableRow').length - 1;
  expect(richTexts(long)).toContain(`… show more: ${120 - rows} further rows`);
  expect(richTexts(drawn(table(4, 120)))).toContain('… show more: 20 further rows');
});

test('a chart is drawn by Teams, and said in words where it is not', () => {
  const points = [86, 80, null, 52].map((y, index) => ({ x: ['May', 'Jul', 'Sep', 'Nov'][index] ?? '', y }));
  const chart = (kind: 'line' | 'bar', ...series: { label: string; points: { x: string; y: number | null }[] }[]): Part => ({
    type: 'chart',
    title: 'Health fell by 34',
    alt: 'From 86 to 52',
    kind,
    unit: 'points',
    series,
    marks: [{ x: 'Sep', label: 'champion left' }],
  });
  const health = { label: 'Health', points };
  const [line] = ofType(drawn(chart('line', health)), 'Chart.Line');
  expect(line).toMatchObject({
    yAxisTitle: 'points',
    data: [
      {
        legend: 'Health',
        values: [
          { x: 'May', y: 86 },
          { x: 'Jul', y: 80 },
          { x: 'Nov', y: 52 },
        ],
      },
    ],
  });
  expect(richTexts(line?.fallback)).toEqual(['█▇·▁  Health: 86 points (May) → 52 points (Nov)', 'From 86 to 52']);
  expect(richTexts(drawn(chart('line', health)))).toEqual(expect.arrayContaining(['Health fell by 34', 'Sep: champion left']));
  expect(ofType(drawn(chart('bar', health)), 'Chart.VerticalBar')[0]?.data).toHaveLength(3);
  expect(ofType(drawn(chart('bar', health, { ...health, label: 'Peers' })), 'Chart.VerticalBar.Grouped')).toHaveLength(1);
  const named = { label: '', points: [{ x: 'Nobody has used it', y: 4 }] };
  expect(ofType(drawn(chart('bar', named)), 'Chart.HorizontalBar')[0]?.data).toEqual([{ x: 'Nobody has used it', y: 4 }]);
  const below = drawn(chart('bar', { label: 'Change', points: [{ x: 'May', y: -4 }] }));
  expect(JSON.stringify(below)).not.toContain('Chart.');
  expect(richTexts(below).join('\n')).toContain('-4\u00a0points');
});

test('a press that asks first is a second step; a choice among many is a list that opens', () => {
  const say = (label: string, more: Partial<Button> = {}): Button => ({ label, effect: { type: 'say', text: label }, ...more });
  const [message] = drawn(
    {
      type: 'buttons',
      buttons: [say('Send', { style: 'primary', confirm: { title: 'Send it?', text: 'To Lisa Park.', label: 'Send now' } })],
    },
    { type: 'buttons', buttons: ['Ann', 'Bo', 'Cy'].map((name) => say(name)), pick: { label: 'Whose day', chosen: 2 } },
    { type: 'buttons', buttons: [], pick: { label: 'Nobody', chosen: -1 } },
  );
  const [row, list, go, ...none] = message?.card?.body ?? [];
  expect(none).toEqual([]);
  expect(row).toMatchObject({
    actions: [
      {
        type: 'Action.ShowCard',
        title: 'Send',
        style: 'positive',
        card: { actions: [{ type: 'Action.Execute', title: 'Send now', verb: 'press', data: { replyId: 'r', button: 0 } }] },
      },
    ],
  });
  expect(richTexts(row)).toEqual(['Send it?', 'To Lisa Park.']);
  expect(list).toMatchObject({ type: 'Input.ChoiceSet', id: 'pick:1', value: '3', choices: [{ title: 'Ann', value: '1' }, {}, {}] });
  expect(go).toMatchObject({ actions: [{ verb: 'pick', data: { replyId: 'r', pick: 'pick:1' } }] });
});

test('a button nobody numbered is refused', () => {
  const card = cardOf({ type: 'buttons', buttons: [{ label: 'x', effect: { type: 'say', text: 'x' } }] }) as Card<string>;
  expect(() => render({ replyId: 'r', text: '', cards: [card] })).toThrow(/no number/);
});

test('a document is named, and sent to whoever asks for it', () => {
  const file: Part = { type: 'file', fileId: 'f1', name: 'Deck.pptx', about: 'Six slides' };
  const [message] = renderMessage({ replyId: 'r', text: '', cards: [cardOf(file)] });
  expect(richTexts(message)).toEqual(['The point', 'Deck.pptx', 'Six slides']);
  expect(ofType(message, 'Action.Execute')).toMatchObject([{ verb: 'file', data: { replyId: 'r', fileId: 'f1' } }]);
});

test('a long message takes several; beyond that it says so, and buttons stay', () => {
  const button: Part = { type: 'buttons', buttons: [{ label: 'Approve', effect: { type: 'say', text: 'x' } }] };
  const messages = drawn({ type: 'text', text: 'word '.repeat(30_000) }, button);
  expect(messages.length).toBeGreaterThan(1);
  expect(richTexts(messages)).toContain('… show more: the rest is longer than Teams can show');
  expect(presses(messages)).toHaveLength(1);
  expect(messages[0]?.summary).toBe(`The point (2 of ${messages.length + 1})`);
  const text = 'line of text\n'.repeat(1_500);
  const said = renderMessage({ replyId: 'r', text, cards: [] });
  expect(
    said
      .map((each) => each.text)
      .join('')
      .replaceAll(/\s/g, ''),
  ).toBe(text.replaceAll(/\s/g, ''));
});

test('any form is a card the library takes, and what was drawn reads back unchanged', () => {
  fc.assert(
    fc.property(anyForm, (form) => {
      const ids = form.inputs.map(({ id }) => id);
      fc.pre(new Set(ids).size === ids.length);
      const card = renderForm('form-1', form, { replyId: 'r' });
      expect(complaints(card, 'drawn')).toEqual([]);
      const inputs = ofType(card, 'Input.Text') as { id: string; value: string; maxLength: number }[];
      for (const { value, maxLength } of inputs) expect(value.length).toBeLessThanOrEqual(maxLength);
      const submit = nodes(card).find(({ verb }) => verb === 'submit');
      const sent = { ...(submit?.data as object), ...Object.fromEntries(inputs.map(({ id, value }) => [id, value])) };
      expect(sent).toMatchObject({ formId: 'form-1', replyId: 'r' });
      expect(readValues(sent)).toEqual(
        Object.fromEntries(form.inputs.filter(({ editable }) => editable).map(({ id, value }) => [id, value])),
      );
    }),
    { numRuns: 60 },
  );
});
