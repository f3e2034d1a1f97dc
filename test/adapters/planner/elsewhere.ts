/** Phrasings that reach another tool than the one wanted, or are asked back: known by name until somebody makes them right. */
export const ELSEWHERE: readonly string[] = [
  'top churn risks in my book',
  'biggest churn risks of Omar Haddad’s accounts',
  'who could churn in my portfolio?',
  'churn risk at least 75 and ARR above 300k',
  'average health of my book',
  'return on investment for TechCorp please',
];

/** Examples of tools that do not reach their own tool. */
export const EXAMPLES_ELSEWHERE: readonly string[] = [
  'Who is above 70 % churn risk and worth more than 100k?',
  'my enterprise accounts sorted by value',
  'compare Acme and Globex',
  'how are Lucy Grant’s accounts',
  'pull phase 3 of the plan of Initech forward by a week',
  'record measured value for TechCorp',
  // Contoso, which only examples name, is taken for a word here.
  'is Contoso a happy customer who would speak for us',
];
