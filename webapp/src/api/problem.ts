import type { components } from './schema.d.ts';
import { AlreadyRegistered, PasskeyCancelled } from './webauthn.ts';

export type Problem = components['schemas']['Problem'];

/** What a person is told about a failure: what happened, what to do, and the key to the log line. */
export interface ProblemWords {
  what: string;
  todo?: string;
  requestId?: string;
}

/** The failure of a call, thrown by `must`. Components key on `slug`, never on words. */
export class ProblemError extends Error {
  readonly problem: Problem;
  readonly slug: string;
  /** When the answer came, in milliseconds. */
  readonly at = Date.now();

  constructor(problem: Problem) {
    super(problem.title);
    this.name = 'ProblemError';
    this.problem = problem;
    this.slug = slugOf(problem.type);
  }
}

const prefix = 'https://gatehouse.dev/problems/';

/** The last part of a problem type, such as `slow-down`; `unknown` for `about:blank`. */
export function slugOf(type: string): string {
  return type.startsWith(prefix) ? type.slice(prefix.length) : 'unknown';
}

/** Whether `error` is the named problem. */
export function isProblem(error: unknown, slug: string): error is ProblemError {
  return error instanceof ProblemError && error.slug === slug;
}

/** A problem of our own for an answer that never came, or that is not in the contract's form. */
export function localProblem(slug: 'offline' | 'unreadable' | 'request-gone', status: number): Problem {
  return { type: prefix + slug, title: slug, status, requestId: '' };
}

/** From when on it is worth trying again, in milliseconds; undefined where the server does not say. */
export function retryAt(error: unknown): number | undefined {
  return error instanceof ProblemError && error.problem.retryAfter !== undefined
    ? error.at + error.problem.retryAfter * 1000
    : undefined;
}

/** The message for one field of a refused form, found by its JSON pointer (`/newPassword`). */
export function fieldError(error: unknown, pointer: string): string | undefined {
  return error instanceof ProblemError
    ? error.problem.errors?.find((entry) => entry.pointer === pointer)?.message
    : undefined;
}

/** Puts a failure into words. The only place that does; the server's own titles are written for people too. */
export function wordsOf(error: unknown): ProblemWords {
  if (error instanceof PasskeyCancelled) {
    return {
      what: 'The passkey question was closed or ran out of time.',
      todo: 'Try again, or use another way.',
    };
  }
  if (error instanceof AlreadyRegistered) {
    return {
      what: 'This authenticator already holds a passkey of your account.',
      todo: 'Use another authenticator, or keep the passkey you have.',
    };
  }
  if (!(error instanceof ProblemError)) {
    return { what: 'Something in this page failed.', todo: 'Reload the page and try again.' };
  }
  const { problem, slug } = error;
  const words = known(slug, problem) ?? {
    what: [problem.title, problem.detail ?? ''].map(sentence).join(' ').trim(),
  };
  const told = problem.requestId === '' || explained.has(problem.status);
  return { ...words, ...(told ? {} : { requestId: problem.requestId }) };
}

/** What a person can put right alone needs no key to the log: a wrong password, a refused field, too many tries. */
const explained = new Set([401, 422, 429]);

/** Where the page knows more than the server's words say. */
function known(slug: string, problem: Problem): Pick<ProblemWords, 'what' | 'todo'> | undefined {
  switch (slug) {
    case 'offline':
      return { what: 'Gatehouse cannot be reached.', todo: 'Check your connection and try again.' };
    case 'unreadable':
      return { what: 'The answer of the server could not be read.', todo: 'Try again in a moment.' };
    case 'slow-down':
      return { what: 'There were too many tries.', todo: `Wait ${waitOf(problem)}, then try again.` };
    case 'resend-too-soon':
      return {
        what: 'A code was sent a moment ago.',
        todo: `Look for it, or ask for another in ${waitOf(problem)}.`,
      };
    case 'too-many-mails':
      return { what: 'Too many mails have been sent.', todo: `Wait ${waitOf(problem)}, then try again.` };
    case 'hashing-busy':
      return { what: 'Very many people are signing in right now.', todo: `Try again in ${waitOf(problem)}.` };
    case 'unavailable':
      return {
        what: 'Gatehouse cannot answer right now.',
        todo: `Nothing was changed. Try again in ${waitOf(problem)}.`,
      };
    case 'cross-site-request':
      return {
        what: 'The request did not come from this site, so it was refused.',
        todo: 'Reload the page and try again.',
      };
    case 'invalid-request':
      // A form that the page did not check itself: each complaint stands at its field.
      return problem.errors?.length
        ? { what: 'Something in the form is not right yet.', todo: 'Look at what is marked.' }
        : undefined;
    case 'sign-in-required':
      return { what: 'Your session has ended.', todo: 'Sign in again.' };
    case 'not-found':
      return {
        what: 'It is not here any more, or it never was.',
        todo: 'Go back and look at the list again.',
      };
    default:
      return undefined;
  }
}

function waitOf(problem: Problem): string {
  const seconds = problem.retryAfter ?? 30;
  if (seconds < 90) {
    return seconds === 1 ? '1 second' : `${seconds} seconds`;
  }
  return `${Math.ceil(seconds / 60)} minutes`;
}

/** Closes what is no sentence yet. */
export function sentence(text: string): string {
  return text === '' || /[.!?]$/.test(text) ? text : `${text}.`;
}
