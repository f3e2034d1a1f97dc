import { COLOR, FONT } from '../../kit/documents/look.ts';
import { clipped, longDate, plural, round, sum } from '../../metrics/index.ts';
import { money, shown } from '../words.ts';
import { day, footerOf, type PackageContent } from './content.ts';
import {
  BOTTOM,
  bars,
  caption,
  type Deck,
  HALF,
  MARGIN,
  messageSlide,
  newDeck,
  notes,
  PAGE,
  panel,
  type Tile,
  TOP,
  table,
  tile,
  WIDTH,
  write,
} from './slide-kit.ts';

/** Whose renewal, for which term, from whom. */
function titleSlide(deck: Deck, { account, sponsor, from, madeAt, endAt }: PackageContent): void {
  const slide = deck.addSlide();
  slide.background = { color: COLOR.dark };
  slide.addShape('rect', { x: 0, y: 0, w: 0.45, h: PAGE.height, fill: { color: COLOR.green } });
  const at = { x: 1.2, w: 10.8 };
  write(slide, 'RENEWAL PROPOSAL', { ...at, y: 1.7, h: 0.4 }, { fontSize: 14, bold: true, charSpacing: 4, color: COLOR.pale });
  const large = { valign: 'top', fontSize: account.length > 32 ? 36 : 44, bold: true, color: COLOR.white } as const;
  write(slide, clipped(account, 60), { ...at, y: 2.15, h: 1.3 }, large);
  write(slide, 'What you got, what comes next, and what it takes', { ...at, y: 3.5, h: 0.5 }, { fontSize: 20, color: COLOR.pale });
  slide.addShape('line', { x: 1.2, y: 4.4, w: 2.2, h: 0, line: { color: COLOR.mid, width: 2 } });
  const lines = [
    `For the term after ${longDate(endAt)}`,
    ...(sponsor ? [`Prepared for ${sponsor}`] : []),
    `${from.name}, ${from.title} · ${longDate(madeAt)}`,
  ];
  const runs = lines.map((line) => ({ text: line, options: { breakLine: true } }));
  write(slide, runs, { ...at, y: 4.6, h: 1.2 }, { valign: 'top', fontSize: 14, color: COLOR.white, paraSpaceAfter: 4 });
  slide.addNotes(notes([]));
}

const MISSING =
  'No benefit has been measured and confirmed yet. We propose to agree on one that can be counted, and to measure it in the first quarter of the new term.';

/** What they got: value by kind as a chart, and the figures that sum it up. */
function resultsSlide(deck: Deck, content: PackageContent): void {
  const { value, currency, sources } = content;
  const title = value
    ? `${shown(value.proven, currency)} of confirmed value on ${shown(value.investment, currency)}: a return of ${Math.round(value.roi)} %`
    : 'The first year is in use; its first benefit is still to be measured';
  const slide = messageSlide(deck, { kicker: 'Results', title, footer: footerOf(content), sources: sources.results });
  const left = { x: MARGIN, y: TOP, w: 7.2 };
  if (value) {
    const labels = value.categories.map(({ label }) => label);
    caption(slide, `Confirmed value by kind, ${value.months} months (${currency} thousand)`, left);
    const values = value.categories.map(({ amount }) => round(amount / 1_000, 1));
    const told = value.categories.map(({ label, amount }) => `${label} ${money(amount, currency)}`).join(', ');
    const look = { barGapWidthPct: labels.length === 1 ? 220 : 60, chartColors: [COLOR.green], altText: `Confirmed value: ${told}` };
    bars(deck, slide, [{ name: 'Confirmed value', labels, values }], { ...left, y: TOP + 0.4, h: BOTTOM - TOP - 0.4 }, look);
  } else write(slide, MISSING, { ...left, h: 1.6 }, { valign: 'top', fontSize: 18 });
  const height = (BOTTOM - TOP - 0.2 * 3) / 4;
  tilesOf(content).forEach((each, index) => {
    tile(slide, each, { x: MARGIN + 7.6, y: TOP + index * (height + 0.2), w: WIDTH - 7.6, h: height });
  });
}

function tilesOf({ value, usage, nps, csat }: PackageContent): Tile[] {
  const payback = value?.paybackMonths;
  const share = usage?.provisioned ? `${Math.round((100 * usage.active) / usage.provisioned)} %` : `${usage?.active}`;
  const tiles = [
    value && { figure: `${Math.round(value.roi)} %`, label: 'Return on investment', about: 'confirmed value ÷ what you paid' },
    payback != null && { figure: `${round(payback, 1)} months`, label: 'Payback', about: 'until a year’s price was earned back' },
    usage && {
      figure: share,
      label: 'Your people using it',
      about: usage.provisioned ? `${usage.active} of ${usage.provisioned} in the latest week` : 'people in the latest week',
    },
    nps && {
      figure: `${nps.score} of 10`,
      label: 'Would recommend it',
      about: `answers of ${plural(nps.people, 'person', 'people')} on your side`,
    },
    csat && { figure: `${csat.score} of 5`, label: 'Support rating', about: `your ratings of ${plural(csat.tickets, 'ticket')}` },
  ];
  return tiles.filter((each) => each !== null && each !== false).slice(0, 4);
}

const MEASURING = [
  'Agree on one benefit that can be counted in money',
  'Record how it was before',
  'Measure after a quarter, confirmed by your own people',
  'Review together, twice a year',
];

/** Each benefit with how it was before and who confirms it; without any, how we would measure one. */
function valueSlide(deck: Deck, content: PackageContent): void {
  const { value, currency, sources } = content;
  const target = value?.target && value.target.promised > 0 ? value.target : null;
  const title = !value
    ? 'What we will measure with you'
    : target && target.proven >= target.promised
      ? `Promised ${shown(target.promised, currency)}, achieved ${shown(target.proven, currency)}, and each benefit is confirmed`
      : 'Every figure is confirmed by your own people and records';
  const slide = messageSlide(deck, { kicker: 'Value', title, footer: footerOf(content), sources: sources.value });
  if (!value) {
    for (const [index, label] of MEASURING.entries())
      tile(slide, { figure: `${index + 1}`, label, about: '' }, { x: MARGIN, y: TOP + index * 1.2, w: WIDTH, h: 1 });
    return;
  }
  table(
    slide,
    [
      { label: 'Benefit', w: 4 },
      { label: 'How it was before', w: 2.9 },
      { label: 'Confirmed by', w: WIDTH - 8.5 },
      { label: currency, w: 1.6, right: true },
    ],
    value.benefits.map(({ what, amount, before, confirmedBy }) => [
      clipped(what, 60),
      clipped(before, 58),
      clipped(confirmedBy, 76),
      money(amount, currency),
    ]),
    { x: MARGIN, y: TOP, rowHeight: 0.62 },
  );
  const below = TOP + 0.36 + 0.62 * value.benefits.length;
  const rest = value.proven - sum(value.benefits.map(({ amount }) => amount));
  const further = rest > 0.5 ? `Further confirmed benefits: ${money(rest, currency)}. ` : '';
  const all = `${further}Together ${money(value.proven, currency)} over ${plural(value.months, 'month')}.`;
  caption(slide, all, { x: MARGIN, y: below + 0.2, w: WIDTH }, { color: COLOR.green });
  // A short table leaves room for what was promised.
  if (!target || value.benefits.length > 3) return;
  const y = below + 0.75;
  const values = [round(target.proven / 1_000, 1), round(target.promised / 1_000, 1)];
  const altText = `Promised ${money(target.promised, currency)}, achieved ${money(target.proven, currency)}`;
  const series = [{ name: `${currency} thousand`, labels: ['Achieved', 'Promised'], values }];
  bars(
    deck,
    slide,
    series,
    { x: MARGIN, y, w: WIDTH, h: BOTTOM - y },
    { barDir: 'bar', barGapWidthPct: 40, chartColors: [COLOR.mid], altText },
  );
}

/** How many of their people use it, week by week; nothing where no usage is on record. */
function usageSlide(deck: Deck, content: PackageContent): void {
  const { usage, csat, sources } = content;
  const [first, last] = [usage?.weeks[0], usage?.weeks.at(-1)];
  if (!usage || !first || !last) return;
  const { active, provisioned, weeks } = usage;
  const title = `${active} of your ${provisioned ? `${provisioned} ` : ''}people worked with it in the latest week`;
  const slide = messageSlide(deck, { kicker: 'Adoption', title, footer: footerOf(content), sources: sources.usage });
  caption(slide, `People active in each week, ${day(first.end)} to ${day(last.end)}`, { x: MARGIN, y: TOP, w: WIDTH });
  const every = Math.max(1, Math.ceil(weeks.length / 7));
  const most = Math.max(provisioned ?? 0, ...weeks.map((each) => each.active));
  const labels = weeks.map(({ end }, index) => ((weeks.length - 1 - index) % every === 0 ? day(end) : ''));
  slide.addChart(deck.ChartType.line, [{ name: 'Active people', labels, values: weeks.map((each) => each.active) }], {
    x: MARGIN,
    y: TOP + 0.4,
    w: 8.9,
    h: BOTTOM - TOP - 0.4,
    chartColors: [COLOR.green],
    lineSize: 3,
    lineDataSymbol: 'none',
    catAxisLabelFontFace: FONT,
    catAxisLabelFontSize: 10,
    catAxisLabelColor: COLOR.text,
    valAxisLabelFontFace: FONT,
    valAxisLabelFontSize: 10,
    valAxisLabelColor: COLOR.grey,
    valAxisMinVal: 0,
    valAxisMaxVal: Math.ceil((most * 1.1) / 10) * 10,
    valAxisLabelFormatCode: '#,##0',
    valGridLine: { color: COLOR.line, size: 0.5 },
    catGridLine: { style: 'none' },
    valAxisLineShow: false,
    showLegend: false,
    altText: `Active people a week: ${first.active} at the start, ${active} in the latest week`,
  });
  const grown = {
    figure: `${first.active} → ${active}`,
    label: 'People active in a week',
    about: `week to ${day(first.end)} against the latest`,
  };
  const rated = csat && {
    figure: `${csat.score} of 5`,
    label: 'Support rating',
    about: `your ratings of ${plural(csat.tickets, 'ticket')} in six months`,
  };
  for (const [index, each] of [grown, ...(rated ? [rated] : [])].entries())
    tile(slide, each, { x: MARGIN + 9.2, y: TOP + 0.4 + index * 1.3, w: WIDTH - 9.2, h: 1.1 });
}

/** What is proposed where nothing new was asked for. */
const SAME = [
  { name: 'Scope as it is', wanted: 'What your people use today goes on without a break.' },
  { name: 'One benefit to measure', wanted: 'Chosen by you, counted in money, confirmed by your people.' },
  { name: 'Review together', wanted: 'Results and use, with your executives, twice in the year.' },
];
const COUNT: Record<number, string> = { 2: 'two', 3: 'three', 4: 'four' };
const GAP = 0.3;
const WAY = 4.75;

/** What they asked for, and the way to the new term. */
function nextSlide(deck: Deck, content: PackageContent): void {
  const { additions, steps, endAt, sources } = content;
  const several = `The next year adds ${COUNT[additions.length] ?? additions.length} things you asked for`;
  const title =
    additions.length === 0
      ? 'The next year: the same platform, reviewed together'
      : additions.length === 1
        ? 'The next year adds what you asked for'
        : several;
  const slide = messageSlide(deck, { kicker: 'Next year', title, footer: footerOf(content), sources: sources.next });
  const cards = (additions.length > 0 ? additions : SAME).slice(0, 4);
  const width = (WIDTH - GAP * (cards.length - 1)) / cards.length;
  for (const [index, { name, wanted }] of cards.entries()) {
    const x = MARGIN + index * (width + GAP);
    panel(slide, { x, y: TOP, w: width, h: 2.45 }, 'top');
    const inner = { x: x + 0.25, w: width - 0.5 };
    write(slide, clipped(name, 60), { ...inner, y: TOP + 0.2, h: 0.75 }, { valign: 'top', fontSize: 18, bold: true, color: COLOR.dark });
    const why = additions.length === 0 ? 'Our proposal' : wanted ? 'What you want to reach' : 'As discussed';
    const runs = [
      { text: why, options: { bold: true, fontSize: 11, color: COLOR.green, breakLine: true } },
      { text: clipped(wanted ?? 'Details are agreed in the technical validation.', 130), options: { fontSize: 14 } },
    ];
    write(slide, runs, { ...inner, y: TOP + 1, h: 1.35 }, { valign: 'top' });
  }
  caption(slide, `The way to ${longDate(endAt)}`, { x: MARGIN, y: WAY, w: WIDTH });
  const step = WIDTH / Math.max(1, steps.length);
  for (const [index, { step: what, from, to }] of steps.entries()) {
    const x = MARGIN + index * step;
    const arrow = { y: WAY + 0.45, h: 0.5 };
    slide.addShape('homePlate', { ...arrow, x, w: step - 0.1, fill: { color: index % 2 === 0 ? COLOR.green : COLOR.mid } });
    const dates = { valign: 'middle', fontSize: 12, bold: true, color: COLOR.white } as const;
    write(slide, `${day(from)} – ${day(to)}`, { ...arrow, x: x + 0.12, w: step - 0.45 }, dates);
    write(slide, what, { x: x + 0.05, y: WAY + 1.05, w: step - 0.25, h: 0.6 }, { valign: 'top', fontSize: 13 });
  }
}

/** What it costs a year: today and proposed, line by line. */
function investmentSlide(deck: Deck, content: PackageContent): void {
  const { base, additions, current, proposed, currency, sources, endAt, termMonths } = content;
  const more = proposed - current;
  const title =
    more > 0
      ? `${shown(proposed, currency)} a year: ${shown(current, currency)} as today, ${shown(more, currency)} for what is new`
      : `${shown(proposed, currency)} a year: the price stays as it is`;
  const slide = messageSlide(deck, { kicker: 'Investment', title, footer: footerOf(content), sources: sources.investment });
  const left = { x: MARGIN, y: TOP, w: HALF - 0.6 };
  caption(slide, `A year, today and proposed (${currency} thousand)`, left);
  const labels = ['Today', 'Proposed'];
  const thousands = (amount: number) => round(amount / 1_000, 1);
  const series = [
    { name: 'As today', labels, values: [thousands(current), thousands(current)] },
    ...(more > 0 ? [{ name: 'New', labels, values: [0, thousands(more)] }] : []),
  ];
  const altText = `Today ${money(current, currency)} a year, proposed ${money(proposed, currency)}`;
  const chartColors = [COLOR.pale, COLOR.mid];
  const stacked = { barGrouping: 'stacked', barGapWidthPct: 55, altText } as const;
  const legend = { showLegend: more > 0, legendPos: 'b', legendFontFace: FONT, legendFontSize: 11, legendColor: COLOR.text } as const;
  bars(deck, slide, series, { ...left, y: TOP + 0.4, h: BOTTOM - TOP - 0.4 }, { ...stacked, ...legend, chartColors });
  const x = MARGIN + HALF - 0.2;
  const w = WIDTH - HALF + 0.2;
  const rows = [...base, ...additions].map(({ name, annualValue, source }) => [
    clipped(name, 44),
    source === 'contract' ? 'as today' : 'new',
    money(annualValue, currency),
  ]);
  const room = BOTTOM - TOP - 0.36 - 0.9;
  table(
    slide,
    [
      { label: 'Line', w: 3.7 },
      { label: '', w: 1.05 },
      { label: `${currency} a year`, w: w - 4.75, right: true },
    ],
    [...rows, ['Total', '', money(proposed, currency)]],
    { x, y: TOP + 0.05, rowHeight: Math.min(0.55, room / (rows.length + 1)), total: true, fontSize: rows.length > 7 ? 10 : 13 },
  );
  const term = termMonths === null ? 'term to be agreed' : `for ${plural(termMonths, 'month')}`;
  const when = `From ${longDate(endAt)}, ${term}. Details in the term sheet.`;
  write(slide, when, { x, y: BOTTOM - 0.5, w, h: 0.5 }, { valign: 'bottom', fontSize: 12, color: COLOR.grey });
}

const SLIDES = [titleSlide, resultsSlide, valueSlide, usageSlide, nextSlide, investmentSlide];

/** The executive deck as a .pptx file: one message a slide, charts PowerPoint can edit, each figure's source in the notes. */
export async function renderDeck(content: PackageContent): Promise<Uint8Array> {
  const deck = newDeck();
  deck.layout = 'LAYOUT_WIDE';
  deck.title = `${content.account}: renewal proposal`;
  deck.author = content.from.name;
  deck.company = '';
  deck.theme = { headFontFace: FONT, bodyFontFace: FONT };
  for (const add of SLIDES) add(deck, content);
  return (await deck.write({ outputType: 'uint8array' })) as Uint8Array;
}
