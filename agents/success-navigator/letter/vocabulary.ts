/** How we speak about a customer among ourselves and never to one. */
const INTERNAL = [
  /\bchurn\w*/iu,
  /\brisk(s|y|ed)?\b/iu,
  /\bhealth[- ]?(scores?|bands?|status|check score)\b/iu,
  /\b(scores?|scored|scoring)\b/iu,
  /\battrition\b/iu,
  /\bretention\b/iu,
  /\bretain(ing)? you\b/iu,
  /\bNPS\b/u,
  /\bCSAT\b/u,
  /\bARR\b/u,
  /\bdetractors?\b/iu,
  /\bpropensity\b/iu,
  /\bplaybooks?\b/iu,
  /\b(upsell|cross-sell)\w*/iu,
  /\bsentiment\b/iu,
  /\b(red|orange|yellow|green) (account|band|zone)\b/iu,
  /\bsave (the|this|your) account\b/iu,
] as const;

/** The internal words a text for a customer holds; empty when it holds none. */
export function unwelcome(text: string): string[] {
  const found = [...new Set(INTERNAL.flatMap((pattern) => pattern.exec(text)?.[0] ?? []))];
  return found.filter((each) => !found.some((longer) => longer !== each && longer.includes(each)));
}
