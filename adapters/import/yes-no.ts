const TRUE = new Set(['true', 'yes', 'y', 't', '1', 'on', 'x', 'wahr', 'ja']);
const FALSE = new Set(['false', 'no', 'n', 'f', '0', 'off', 'falsch', 'nein']);

/** Yes or no as people and programs write it; undefined where it is neither. */
export function yesOrNo(value: unknown): boolean | undefined {
  const word = String(value).trim().toLowerCase();
  return TRUE.has(word) ? true : FALSE.has(word) ? false : undefined;
}
