import { words } from '../../models/kit/name-keys.ts';

const MARKS = {
  de: 'der die das ist wie warum welche wer und nicht ich mir bitte meine konten kunden fur bei was wann schreib zeig gibt geht hallo danke hilfe eine einen',
  fr: 'le la les est pourquoi quels quelles qui et pas je moi mes comptes clients pour chez quoi quand ecris montre bonjour merci aide une du comment au',
  es: 'el los las esta por que cuales quien y no yo mis cuentas clientes para cuando escribe muestra hola gracias ayuda una como en del',
} as const;
export type Language = 'en' | keyof typeof MARKS;

const NOTES: Record<keyof typeof MARKS, string> = {
  de: 'Ohne Sprachmodell antworte ich nur auf Englisch.',
  fr: 'Sans modèle de langage, je ne réponds qu’en anglais.',
  es: 'Sin modelo de lenguaje, solo respondo en inglés.',
};
const ENGLISH = new Set(
  'the is how why which who and not me my accounts customers for at what when write show does it of to in are a with draft about an'.split(
    ' ',
  ),
);

/** The language of a question, by its connecting words; English when nothing says otherwise. */
export function languageOf(text: string): Language {
  const said = words(text);
  const english = said.filter((word) => ENGLISH.has(word)).length;
  let best: { language: Language; count: number } = { language: 'en', count: english };
  for (const [language, marks] of Object.entries(MARKS) as [keyof typeof MARKS, string][]) {
    const known = new Set(marks.split(' '));
    const count = said.filter((word) => known.has(word)).length + (/[¿¡]/.test(text) && language === 'es' ? 2 : 0);
    if (count > best.count) best = { language, count };
  }
  return best.language;
}

/** What is added to an answer to a question in another language; empty for English. */
export function languageNote(text: string): string {
  const language = languageOf(text);
  if (language !== 'en') return NOTES[language];
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Greek}\p{Script=Hebrew}\p{Script=Thai}\p{Script=Devanagari}]/u.test(
    text,
  )
    ? 'Without a language model I understand English best, and some German, French and Spanish.'
    : '';
}
