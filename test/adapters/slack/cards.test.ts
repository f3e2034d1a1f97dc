import { describe, expect, test } from '@jest/globals';
import type { InputBlock, KnownBlock } from '@slack/types';
import fc from 'fast-check';
import { checkedBlocks, checkedView } from '../../../adapters/playground/index.ts';
import { renderMessage as render, renderForm, renderHome } from '../../../adapters/slack/cards.ts';
import { readValues } from '../../../adapters/slack/form.ts';
import type { Button, Card, Part } from '../../../agents/kit/card.ts';
import { buttonsOf, numberButtons } from '../../../bot/number-buttons.ts';
import type { Outgoing } from '../../../bot/platform.ts';
import { shown as prepared } from '../../../bot/shown.ts';
import { anyForm, anyMessage, HOSTILE } from '../../support/any-message.ts';

const renderMessage = (message: Outgoing, streamed?: { text: string }) => render(prepared(message), streamed);

type Node = Record<string, unknown>;
function nodes(value: unknown): Node[] {
  if (Array.isArray(value)) return value.flatMap(nodes);
  if (typeof value !== 'object' || value === null) return [];
  return [value as Node, ...Object.values(value).flatMap(nodes)];
}
const texts = (value: unknown) => nodes(value).flatMap((node) => (typeof node.text === 'string' ? [node.text] : []));

function holds(blocks: KnownBlock[], maxBlocks: number): void {
  expect(blocks.length).toBeLessThanOrEqual(maxBlocks);
  // The local workspace's own idea of Slack's limits, written by others.
  checkedBlocks(blocks);
  expect(texts(blocks).reduce((sum, each) => sum + each.length, 0) + 125 * blocks.length).toBeLessThanOrEqual(12_000);
  expect(blocks.filter((block) => block.type === 'table').length).toBeLessThanOrEqual(1);
  for (const block of blocks) {
    if (block.type === 'section') {
      if (block.text) within(block.text.text, 3000);
      expect(block.text ?? block.fields).toBeDefined();
      if (block.fields) {
        expect(block.fields.length).toBeGreaterThan(0);
        expect(block.fields.length).toBeLessThanOrEqual(10);
        for (const field of block.fields) within(field.text, 2000);
      }
    } else if (block.type === 'header') within(block.text.text, 150);
    else if (block.type === 'context') {
      expect(block.elements.length).toBeLessThanOrEqual(10);
      for (const element of block.elements) if (element.type !== 'image') within(element.text, 2000);
    } else if (block.type === 'actions') {
      expect(block.elements.length).toBeGreaterThan(0);
      expect(block.elements.length).toBeLessThanOrEqual(25);
    } else if (block.type === 'table') {
      expect(block.rows.length).toBeLessThanOrEqual(100);
      for (const row of block.rows) expect(row.length).toBeLessThanOrEqual(20);
      expect(new Set(block.rows.map((row) => row.length)).size).toBe(1);
      expect(texts(block).join('').length).toBeLessThanOrEqual(10_000);
      for (const cell of texts(block)) expect(cell.length).toBeGreaterThan(0);
    } else if (block.type === 'input') within(block.label.text, 2000);
    else if (block.type === 'image') within(block.alt_text, 2000);
    else expect(['divider', 'context_actions']).toContain(block.type);
  }
  for (const node of nodes(blocks)) {
    if (node.type === 'button') {
      within((node.text as Node).text as string, 75);
      within(node.value as string, 2000);
      within(node.action_id as string, 255);
    }
    if ('deny' in node) {
      within((node.title as Node).text as string, 100);
      within((node.text as Node).text as string, 300);
      within((node.confirm as Node).text as string, 30);
    }
    // Only mrkdwn is parsed by Slack; there every angle bracket must be escaped and automatic links off.
    if (node.type === 'mrkdwn') {
      expect(node.text).not.toMatch(/[<>]/);
      expect(node.verbatim).toBe(true);
    }
  }
}

function within(value: string, max: number): void {
  expect(value.length).toBeGreaterThan(0);
  expect(value.length).toBeLessThanOrEqual(max);
}

const pressed = (blocks: unknown) => nodes(blocks).filter((node) => node.type === 'button');

describe('any message', () => {
  test('keeps every limit, is inert, and loses no button', () => {
    fc.assert(
      fc.property(anyMessage, (message) => {
        const messages = renderMessage(message);
        expect(messages.length).toBeGreaterThan(0);
        for (const { text, blocks } of messages) {
          holds(blocks, 50);
          expect(text.length).toBeGreaterThan(0);
          expect(text.length).toBeLessThanOrEqual(3100);
          expect(text).not.toMatch(/[<>]/);
        }
        const visible = message.cards.flatMap((each) => each.parts.flatMap((it) => (it.type === 'buttons' ? it.buttons : [])));
        const numbered = buttonsOf(numberButtons(message.cards));
        const drawn = pressed(messages.map(({ blocks }) => blocks));
        expect(drawn.map((each) => each.action_id)).toEqual(visible.map((_, index) => `press:${index}`));
        for (const [index, each] of drawn.entries()) {
          expect(numbered[index]).toEqual({ ...visible[index], number: index });
          expect(each.value).toBe(message.replyId);
          expect(each.style).toBe(numbered[index]?.style);
        }
      }),
      { numRuns: 100 },
    );
  });

  test('keeps every limit with the pictures of its charts, and without them where Slack refuses them', () => {
    fc.assert(
      fc.property(anyMessage, (message) => {
        const ready = prepared(message);
        const charts = ready.cards.flatMap(({ parts }) => parts).filter((each) => each.type === 'chart');
        const messages = render(ready, undefined, new Map(charts.map((each, index) => [each, `F0000000${index}`])));
        for (const { blocks, inWords } of messages) {
          for (const either of [blocks, inWords ?? []]) {
            expect(either.length).toBeLessThanOrEqual(50);
            if (either.length > 0) holds(either, 50);
          }
          expect(inWords !== undefined).toBe(blocks.some(({ type }) => type === 'image'));
          expect(pressed(inWords ?? blocks)).toEqual(pressed(blocks));
        }
      }),
      { numRuns: 60, endOnFailure: true },
    );
  });

  test('leaves room for the text that was streamed before it', () => {
    fc.assert(
      fc.property(anyMessage, fc.integer({ min: 0, max: 9000 }), (message, length) => {
        const [first, ...others] = renderMessage({ ...message, text: '' }, { text: 'x'.repeat(length) });
        const room = texts(first?.blocks).join('').length + 125 * (first?.blocks.length ?? 0) + length;
        expect(room).toBeLessThanOrEqual(12_000);
        for (const { blocks } of others) holds(blocks, 50);
      }),
      { numRuns: 40 },
    );
  });
});

test('any message as a home keeps the limits of a view, is inert, and holds neither table nor verdict', () => {
  fc.assert(
    fc.property(anyMessage, (message) => {
      const home = renderHome(prepared(message), '{"channel":"D1"}');
      checkedView(home, 'home');
      for (const node of nodes(home.blocks)) {
        expect(['table', 'context_actions', 'image']).not.toContain(node.type);
        if (node.type === 'mrkdwn') expect(node.text).not.toMatch(/[<>]/);
      }
    }),
    { numRuns: 60 },
  );
});

test('a home longer than Slack can show says so', () => {
  const cards: Card[] = [{ point: 'p', parts: Array.from({ length: 120 }, (_, n) => ({ type: 'text', text: `line ${n}` })), sections: [] }];
  const { blocks } = renderHome(prepared({ replyId: 'r', text: '', cards }), '');
  expect(blocks).toHaveLength(100);
  expect(texts(blocks).at(-1)).toMatch(/longer than Slack can show/);
});

test('buttons of which one is chosen are a list that opens, the chosen one shown; an option leads to its button', () => {
  const buttons = Array.from({ length: 130 }, (_, n): Button => ({ label: `Person ${n}`, effect: { type: 'say', text: `${n}` } }));
  const cards: Card[] = [
    {
      point: 'p',
      parts: [
        { type: 'buttons', buttons: [{ label: 'Refresh', effect: { type: 'say', text: 'x' } }] },
        { type: 'buttons', buttons, pick: { label: 'Whose day', chosen: 2 } },
        { type: 'buttons', buttons: [], pick: { label: 'Nobody', chosen: -1 } },
      ],
      sections: [],
    },
  ];
  const { blocks } = renderHome(prepared({ replyId: 'r', text: '', cards }), '');
  checkedBlocks(blocks as KnownBlock[]);
  const lists = nodes(blocks).filter((node) => node.type === 'static_select');
  expect(lists).toHaveLength(1);
  expect(lists[0]?.options).toHaveLength(100);
  expect(lists[0]?.initial_option).toMatchObject({ text: { text: 'Person 2' }, value: 'r:3' });
});

test('buttons of hidden sections are numbered after all visible ones', () => {
  const named = (label: string): Part => ({ type: 'buttons', buttons: [{ label, effect: { type: 'say', text: label } }] });
  const cards: Card[] = [
    { point: 'a', parts: [named('A')], sections: [{ label: 'Why', parts: [named('A hidden')] }] },
    { point: 'b', parts: [named('B')], sections: [] },
  ];
  expect(buttonsOf(numberButtons(cards)).map((each) => each.label)).toEqual(['A', 'B', 'A hidden']);
  expect(pressed(renderMessage({ replyId: 'r', text: '', cards })).map((each) => (each.text as Node).text)).toEqual(['A', 'B']);
});

test('hostile text comes out as itself, not as a mention or a link', () => {
  const cards: Card[] = [{ point: 'p', parts: HOSTILE.map((each) => ({ type: 'text', text: each })), sections: [] }];
  const shown = texts(renderMessage({ replyId: 'r', text: '<!channel>', cards })[0]?.blocks);
  expect(shown).toContain('&lt;!channel&gt;');
  expect(shown).toContain('&lt;@U0123&gt;');
  expect(shown).toContain('&lt;https://evil.example|click&gt;');
  expect(shown).toContain('&amp;lt;!channel&amp;gt;');
});

test('a status mark never stands without its word', () => {
  const header = (text: string, tone: 'orange' | 'neutral') => {
    const parts: Part[] = [
      { type: 'header', text, tone },
      { type: 'text', text: 'beneath' },
    ];
    return renderMessage({ replyId: 'r', text: 't', cards: [{ point: 'p', parts, sections: [] }] })[0]?.blocks;
  };
  expect(texts(header('DataFlow: 52', 'orange'))).toContain('🟠 Orange · DataFlow: 52');
  expect(texts(header('DataFlow: 52, orange', 'orange'))).toContain('🟠 DataFlow: 52, orange');
  expect(texts(header('DataFlow', 'neutral'))).toContain('DataFlow');
});

test('the point leads a bare card, once', () => {
  const say = (message: Omit<Outgoing, 'replyId'>) => renderMessage({ replyId: 'r', ...message })[0];
  const bare: Card = { point: 'TechCorp is at 82.', parts: [{ type: 'header', text: 'TechCorp' }], sections: [] };
  expect(texts(say({ text: '', cards: [bare] })?.blocks)).toEqual(['TechCorp', 'TechCorp is at 82.']);
  // A header with nothing beneath it says no more than the text does; what stands beneath one is headed.
  expect(texts(say({ text: 'Said already.', cards: [bare] })?.blocks)).toEqual(['Said already.']);
  const full: Card = { ...bare, parts: [...bare.parts, { type: 'fields', fields: [{ label: 'Health', value: '82' }] }] };
  expect(texts(say({ text: 'Said already.', cards: [full] })?.blocks)).toEqual(['Said already.', 'TechCorp', '*Health*\n82']);
  const marked: Card = { ...bare, parts: [{ type: 'header', text: 'TechCorp', tone: 'red' }] };
  expect(texts(say({ text: 'Said already.', cards: [marked] })?.blocks)).toEqual(['Said already.', '🔴 Red · TechCorp']);
  expect(say({ text: 'Said already.', cards: [bare] })?.text).toBe('TechCorp is at 82.');
  expect(say({ text: '**Only** text', cards: [] })?.text).toBe('Only text');
});

test('bold, italic and lists become mrkdwn', () => {
  const [message] = renderMessage({ replyId: 'r', text: '**DataFlow**: *falling* 3 * 4\n- first\n- second', cards: [] });
  expect(texts(message?.blocks)).toEqual(['*DataFlow*: _falling_ 3 * 4\n• first\n• second']);
});

test('a table keeps its figures; the second one of a message is lines; what is cut is said', () => {
  const table = (rows: number): Part => ({
    type: 'table',
    columns: [{ label: 'Account' }, { label: 'ARR', align: 'right' }],
    rows: Array.from({ length: rows }, (_, index) => [`account ${index}`, `$${index}K`]),
  });
  const [message] = renderMessage({ replyId: 'r', text: 't', cards: [{ point: 'p', parts: [table(120), table(3)], sections: [] }] });
  const block = message?.blocks.find((each) => each.type === 'table');
  expect(block?.type === 'table' && block.rows).toHaveLength(100);
  expect(texts(message?.blocks)).toContain('… show more: 21 further rows');
  expect(texts(message?.blocks)).toContain('• *account 0*: ARR $0K\n• *account 1*: ARR $1K\n• *account 2*: ARR $2K');
});

test('no word of a second table is cut, and what a row lacks is left out', () => {
  const long = `${'Call whoever wrote the last angry ticket, listen, and own the problem. '.repeat(3)}End`;
  const actions: Part = { type: 'table', columns: ['Do', 'Answers', 'By'].map((label) => ({ label })), rows: [[long, 'Tone', '–']] };
  const parts: Part[] = [{ type: 'table', columns: [{ label: 'A' }], rows: [['1']] }, actions];
  const [message] = renderMessage({ replyId: 'r', text: 't', cards: [{ point: 'p', parts, sections: [] }] });
  expect(texts(message?.blocks)).toContain(`• *${long}*: answers Tone`);
});

test('a chart says its finding, its course and its values', () => {
  const points = [86, 80, 61, 52].map((y, index) => ({ x: ['May', 'Jul', 'Sep', 'Nov'][index] ?? '', y }));
  const chart: Part = {
    type: 'chart',
    title: 'Health fell by 34',
    alt: 'From 86 to 52',
    kind: 'line',
    unit: 'points',
    series: [{ label: 'Health', points }],
    marks: [{ x: 'Sep', label: 'champion left' }],
  };
  const shown = texts(renderMessage({ replyId: 'r', text: 't', cards: [{ point: 'p', parts: [chart], sections: [] }] })[0]?.blocks);
  expect(shown.slice(1)).toEqual([
    '*Health fell by 34*',
    '`█▇▃▁`  Health: 86 points (May) → 52 points (Nov)',
    'Sep: champion left',
    'From 86 to 52',
  ]);
});

test('evidence is named as people look for it under the number of its line', () => {
  const figures = ['API calls fell by 89% since 1 May', 'The champion left on 3 Nov'].map((said, index) => ({
    label: 'x',
    value: 1,
    unit: '',
    contribution: index === 0 ? -12.34 : 0,
    text: said,
    evidence: [
      {
        collection: 'interactions',
        id: `i-${index}`,
        field: 'text',
        at: '2026-11-03T00:00:00.000Z',
        ...(index === 0 ? { words: 'e-mail from Lisa Park' } : {}),
      },
    ],
  }));
  const shown = texts(
    renderMessage({
      replyId: 'r',
      text: 't',
      cards: [{ point: 'p', parts: [{ type: 'evidence', title: 'Why', figures }], sections: [] }],
    })[0]?.blocks,
  );
  expect(shown.slice(1)).toEqual([
    '*Why*',
    '1. API calls fell by 89% since 1 May (−12.3 points)\n2. The champion left on 3 Nov',
    '1. e-mail from Lisa Park, 3 Nov 2026\n2. conversation, 3 Nov 2026',
  ]);
});

const isInput = (block: { type: string }): block is InputBlock => block.type === 'input';

test('any form keeps the limits, and what was drawn reads back unchanged', () => {
  fc.assert(
    fc.property(anyForm, (filled) => {
      const view = renderForm('form-1', filled);
      checkedView(view, 'modal');
      expect(view.blocks.length).toBeLessThanOrEqual(100);
      for (const label of [view.title, view.submit, view.close]) within(label?.text ?? '', 24);
      const state: Record<string, Record<string, { value: string | null }>> = {};
      for (const block of view.blocks) {
        if (!isInput(block) || block.element.type !== 'plain_text_input' || !block.block_id) continue;
        const { action_id, initial_value, max_length } = block.element;
        within(block.label.text, 2000);
        within(action_id ?? '', 255);
        expect(max_length).toBeLessThanOrEqual(3000);
        expect((initial_value ?? '').length).toBeLessThanOrEqual(max_length ?? 0);
        state[block.block_id] = { [action_id ?? '']: { value: initial_value ?? null } };
      }
      const ids = filled.inputs.map(({ id }) => id);
      fc.pre(new Set(ids).size === ids.length);
      expect(readValues(state)).toEqual(
        Object.fromEntries(filled.inputs.filter(({ editable }) => editable).map(({ id, value }) => [id, value])),
      );
    }),
    { numRuns: 60 },
  );
});
