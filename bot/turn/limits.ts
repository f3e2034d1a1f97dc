/** What one turn, one person and one tenant may use. Times in milliseconds. */
export interface TurnLimits {
  /** Requests to the model; the last one is made without tools, so that it must answer. */
  steps: number;
  callsPerStep: number;
  /** Tokens of all requests of a turn, input and output. */
  turnTokens: number;
  maxOutputTokens: number;
  turnTime: number;
  toolTime: number;
  /** Characters read of a message, and written in a reply. */
  messageCharacters: number;
  replyCharacters: number;
  /** How often a model may correct arguments a tool did not accept. */
  corrections: number;
  historyTurns: number;
  cards: number;
  userTokensPerDay: number;
  tenantTokensPerDay: number;
  /** What the model costs, and how much of it one turn may cost, in any one currency; its code, where that is set. */
  money?: { perMillionInput: number; perMillionOutput: number; perTurn: number; currency?: string };
}

export const DEFAULT_LIMITS: TurnLimits = {
  steps: 6,
  callsPerStep: 8,
  turnTokens: 120_000,
  maxOutputTokens: 1_200,
  turnTime: 90_000,
  toolTime: 20_000,
  messageCharacters: 4_000,
  replyCharacters: 6_000,
  corrections: 2,
  historyTurns: 6,
  cards: 5,
  userTokensPerDay: 2_000_000,
  tenantTokensPerDay: 40_000_000,
};
