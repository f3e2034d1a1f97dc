/** What exports and people write where there is no value; also what a spreadsheet shows of a formula that failed. */
const NOTHING =
  /^(?:\(?null\)?|\\n|nil|none|nan|nat|na|n\.?\/?a\.?|undefined|unknown|0000-00-00(?:[t ]00:00(?::00(?:\.0+)?)?z?)?|k\. ?a\.|#(?:n\/a|null!|ref!|div\/0!|value!|name\?|num!)|[-–—]{1,3})$/i;

/** For fields in which none of them can be a value: numbers, days, addresses. "NA" may be a region, "None" a name. */
export const saysNothing = (value: unknown): boolean => typeof value === 'string' && NOTHING.test(value.trim());
