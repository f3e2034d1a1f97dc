/** How replies say figures, in the languages people ask in. What begins with "!" is kept for the end. */

export const LANGUAGES = ['en', 'de', 'fr', 'es', 'pt'] as const;

export type Language = (typeof LANGUAGES)[number];
export type Said = Readonly<Record<Language, readonly string[]>>;
