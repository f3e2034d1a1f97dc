/** What Slack accepts, in characters or items. No package checks these; the renderer's tests do. */
export const LIMITS = {
  blocks: 50,
  viewBlocks: 100,
  section: 3000,
  fields: 10,
  field: 2000,
  header: 150,
  context: 10,
  contextText: 2000,
  actions: 25,
  button: 75,
  options: 100,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
  viewTitle: 24,
  inputLabel: 2000,
  inputValue: 3000,
  tableRows: 100,
  tableColumns: 20,
  tableCell: 300,
  /** All cells of a message's one table; Slack refuses above 10,000. */
  table: 6000,
  /** All text of a message. Slack refuses somewhere above 13,000, counting something for every block. */
  message: 12_000,
  blockOverhead: 125,
  /** The plain text beside the blocks; chat.update refuses above 4000, and escaping may make it five times longer. */
  fallback: 600,
  /** A picture's text for who does not see it. */
  alt: 2000,
  status: 50,
  prompts: 4,
} as const;
