import { fieldError, isProblem, type ProblemWords, wordsOf } from '../../api/problem.ts';
import { floorWords, type Setting } from './settings.ts';

const belowFloor = 'A level above does not allow anything this weak.';

/**
 * Why the server refused the value, at its field and in the page's own words. `announced` is true for a value from a day
 * to come: it is held against the floor of that day, which the page does not know.
 */
export function refusalAt(setting: Setting, error: unknown, announced: boolean): string | undefined {
  const message = fieldError(error, '/settings/0/value');
  if (message === undefined || !isProblem(error, 'below-floor')) {
    return message;
  }
  return announced
    ? 'Not as weak as what a level above asks for on that day.'
    : (floorWords(setting) ?? belowFloor);
}

/** The failure as a whole; the server's sentence about a floor names the setting as the contract does. */
export function refusalWords(error: unknown): ProblemWords {
  return isProblem(error, 'below-floor') ? { ...wordsOf(error), what: belowFloor } : wordsOf(error);
}
