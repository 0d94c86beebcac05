/** How hard a password is to guess, in words for a person; the server's rules decide. */
export interface PasswordStrength {
  /** 0 (not allowed) to 4 (strong). */
  score: 0 | 1 | 2 | 3 | 4;
  word: 'Too short' | 'Easy to guess' | 'Fair' | 'Good' | 'Strong';
  advice: string;
}

const commonParts =
  /pass(?:w[o0]rd|wort)?|qwert[yz]\w*|asdf\w*|letmein|welcome|admin|login|secret|dragon|monkey|football|iloveyou|summer|winter|spring|autumn|sommer|hello|hallo|changeme|test/gi;
const yearOrDate = /(?:19|20)\d\d|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}/g;

/**
 * A rough estimate that needs no dictionary: the entropy of the characters, where repeated, ascending and well-known
 * parts, and words of the person's own, count as one character each.
 *
 * @param own name, address, organisation: an attacker tries them first
 */
export function passwordStrength(
  password: string,
  minLength: number,
  own: readonly string[] = [],
): PasswordStrength {
  const text = password.normalize('NFC');
  const length = Array.from(text).length;
  if (length < minLength) {
    const missing = minLength - length;
    return {
      score: 0,
      word: 'Too short',
      advice: `${missing} more ${missing === 1 ? 'character' : 'characters'}.`,
    };
  }
  const bits = Array.from(squeeze(text, own)).length * bitsPerCharacter(text);
  if (bits < 35) {
    return {
      score: 1,
      word: 'Easy to guess',
      advice: 'Several words that do not belong together are better.',
    };
  }
  if (bits < 55) {
    return { score: 2, word: 'Fair', advice: 'One more word makes it good.' };
  }
  return bits < 75
    ? { score: 3, word: 'Good', advice: 'Use it nowhere else.' }
    : { score: 4, word: 'Strong', advice: 'Use it nowhere else.' };
}

function squeeze(text: string, own: readonly string[]): string {
  let rest = text;
  for (const word of own
    .flatMap((entry) => entry.split(/[^\p{L}\p{N}]+/u))
    .filter((part) => part.length >= 3)) {
    rest = rest.replaceAll(new RegExp(word, 'giu'), '*');
  }
  rest = rest.replace(commonParts, '*').replace(yearOrDate, '*');
  return Array.from(rest)
    .filter((character, at, all) => !followsOn(all, at, character))
    .join('');
}

/** Whether a character only repeats or continues (abc, 321) what the two before it began. */
function followsOn(all: readonly string[], at: number, character: string): boolean {
  const [first, second] = [all[at - 2]?.codePointAt(0), all[at - 1]?.codePointAt(0)];
  const third = character.codePointAt(0);
  if (first === undefined || second === undefined || third === undefined) {
    return false;
  }
  const step = second - first;
  return Math.abs(step) <= 1 && third - second === step;
}

function bitsPerCharacter(text: string): number {
  const kinds: [RegExp, number][] = [
    [/[a-z]/, 26],
    [/[A-Z]/, 26],
    [/[0-9]/, 10],
    [/[^\p{L}\p{N}]/u, 20],
    [/[^\0-\x7f]/, 40],
  ];
  const alphabet = kinds.reduce((sum, [kind, size]) => (kind.test(text) ? sum + size : sum), 0);
  // Words and habits make the characters of a person's choice far less random than the alphabet would allow.
  return Math.log2(Math.max(alphabet, 2)) * 0.7;
}
