import { distance } from "fastest-levenshtein";

/** The word that somebody meant who wrote `wrong`: one that differs in its case, its ending or a few letters. */
export function nearest(wrong: string, words: readonly string[]): string | undefined {
  const plain = wrong.toLowerCase();
  const ranked = words
    .map((word) => ({ word, rank: rankOf(plain, word.toLowerCase()) }))
    .filter(({ rank }) => rank !== undefined)
    .sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0));
  return ranked[0]?.word;
}

/** The word of which `wrong` is a misspelling: other capitals, or at most two letters. */
export function misspelt(wrong: string, words: readonly string[]): string | undefined {
  const plain = wrong.toLowerCase();
  const letters = Math.min(2, Math.floor(wrong.length / 3));
  return words.find((word) => distance(plain, word.toLowerCase()) <= letters);
}

function rankOf(wrong: string, word: string): number | undefined {
  const letters = distance(wrong, word);
  if (letters <= Math.min(3, Math.ceil(Math.min(wrong.length, word.length) / 3))) return letters;
  const isPart = wrong.length >= 4 && (word.startsWith(wrong) || wrong.startsWith(word));
  return isPart ? 4 + letters : undefined;
}
