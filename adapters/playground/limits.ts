/** Slack's limits, in characters, items or milliseconds; the one place they are written down. */
export const LIMITS = {
  message: {
    blocks: 50,
    text: 40_000,
    /** chat.update refuses a longer text. */
    updatedText: 4_000,
    markdown: 12_000,
    /** All texts of a message's blocks together; undocumented, seen as msg_blocks_too_long. */
    total: 13_297,
    /** What each further block takes from that total. */
    blockOverhead: 125,
    metadata: 16_000,
    tables: 1,
    tableCharacters: 10_000,
  },
  view: { blocks: 100, title: 24, submit: 24, close: 24, privateMetadata: 3_000, callbackId: 255, stack: 3 },
  block: {
    id: 255,
    sectionText: 3_000,
    fields: 10,
    fieldText: 2_000,
    headerText: 150,
    contextElements: 10,
    contextText: 3_000,
    actions: 25,
    contextActions: 5,
    inputLabel: 2_000,
    inputHint: 2_000,
    imageAlt: 2_000,
    imageTitle: 2_000,
    imageUrl: 3_000,
    markdown: 12_000,
    tableRows: 100,
    tableColumns: 20,
    dataTableRows: 201,
    cardText: 150,
    cardBody: 200,
    cards: 10,
    containerBlocks: 10,
    videoTitle: 199,
    author: 49,
  },
  element: {
    actionId: 255,
    buttonText: 75,
    buttonValue: 2_000,
    url: 3_000,
    accessibilityLabel: 75,
    options: 100,
    listedOptions: 10,
    overflowOptions: 5,
    optionText: 75,
    optionValue: 150,
    optionDescription: 75,
    placeholder: 150,
    inputLength: 3_000,
  },
  confirm: { title: 100, text: 300, confirm: 30, deny: 30 },
  assistant: { prompts: 4, loadingMessages: 10 },
  post: {
    /** Messages a second to one channel, after a burst. */
    perSecond: 1,
    burst: 20,
  },
  time: {
    /** A trigger opens one form within this time. */
    trigger: 3_000,
    /** The bot must answer a delivery within this time. */
    acknowledge: 3_000,
    responseUrl: 30 * 60_000,
    /** A stream without appends stops being one. */
    stream: 5 * 60_000,
  },
  responseUrlUses: 5,
} as const;
