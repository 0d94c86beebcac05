/** Which characters a code is made of. */
export type CodeAlphabet = 'digits' | 'letters';

/** What was typed or pasted, as the code that was meant: no blanks or dashes, letters in capitals, never too long. */
export function normaliseCode(typed: string, length: number, alphabet: CodeAlphabet): string {
  const wanted = alphabet === 'digits' ? /[^0-9]/g : /[^0-9A-Z]/g;
  return typed.normalize('NFKC').toUpperCase().replace(wanted, '').slice(0, length);
}
