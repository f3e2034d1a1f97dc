/** Libraries without types of their own: what is used of them. */
declare module 'stopword' {
  export const eng: string[];
  export const deu: string[];
  export const fra: string[];
  export const spa: string[];
}

declare module 'snowball-stemmers' {
  const stemmers: { newStemmer(language: string): { stem(word: string): string } };
  export default stemmers;
}
