/** What Teams accepts, and how its room is shared out. Sizes are UTF-16 units of the JSON: two bytes each. */
export const LIMITS = {
  /** Text, card and labels of one message: 27,000 bytes of the 28 KB, as the envelope takes some too. */
  message: 13_500,
  /** A text of its own, beside its summary and its citations. */
  text: 8_000,
  /** What stands beside a card in its message: the summary and the label. */
  beside: 1_000,
  /** One element: the smallest room there is, beside a list of those a card is fetched anew for. */
  element: 6_000,
  /** The plain text of a notification. */
  summary: 600,
  fallback: 200,
  /** Messages; what is longer is cut, except what is approved and pressed. */
  messages: 6,
  /** Buttons in a row that are seen; the rest opens. */
  primary: 6,
  button: 75,
  options: 100,
  confirm: 300,
  fact: 2_000,
  nativeColumns: 3,
  tableRows: 100,
  tableColumns: 20,
  tableCell: 300,
  series: 8,
  /** Points of all series of a chart together. */
  points: 120,
  axis: 40,
  /** Bars that stand beside each other with their names, and a name that fits under one. */
  standingBars: 8,
  standingName: 10,
  /** Whom a card is fetched anew for. */
  refresh: 60,
  /** All their ids. */
  refreshIds: 5_800,
  citations: 7,
  citationName: 80,
  citationAbstract: 160,
} as const;
