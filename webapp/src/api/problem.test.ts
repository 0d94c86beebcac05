import { describe, expect, it } from 'vitest';
import { fieldError, isProblem, localProblem, ProblemError, retryAt, slugOf, wordsOf } from './problem.ts';

const problem = (slug: string, more: object = {}) =>
  new ProblemError({
    type: `https://gatehouse.dev/problems/${slug}`,
    title: 'Title',
    status: 400,
    requestId: 'r-1',
    ...more,
  });

describe('wordsOf', () => {
  it('should say how long to wait when there were too many attempts', () => {
    expect(wordsOf(problem('slow-down', { retryAfter: 40 })).todo).toBe('Wait 40 seconds, then try again.');
    expect(wordsOf(problem('slow-down', { retryAfter: 150 })).todo).toBe('Wait 3 minutes, then try again.');
  });

  it('should use the words of the server for a problem it does not know', () => {
    const words = wordsOf(problem('link-used', { title: 'This link has been used.', detail: 'On 3 May' }));
    expect(words.what).toBe('This link has been used. On 3 May.');
    expect(words.requestId).toBe('r-1');
  });

  it('should leave out the request id of what a person can put right', () => {
    expect(wordsOf(problem('wrong-credentials', { status: 401 }))).not.toHaveProperty('requestId');
    expect(wordsOf(problem('internal', { status: 500 })).requestId).toBe('r-1');
  });

  it('should leave out the request id when no request arrived', () => {
    expect(wordsOf(new ProblemError(localProblem('offline', 0)))).not.toHaveProperty('requestId');
  });

  it('should tell nothing of an exception in the page', () => {
    expect(JSON.stringify(wordsOf(new TypeError('x is undefined')))).not.toContain('undefined');
  });
});

describe('a problem', () => {
  it('should tell from when on it is worth trying again', () => {
    const busy = problem('hashing-busy', { status: 503, retryAfter: 3 });
    expect(retryAt(busy)).toBe(busy.at + 3000);
    expect(retryAt(problem('wrong-code'))).toBeUndefined();
    expect(retryAt(new Error('x'))).toBeUndefined();
  });

  it('should be known by the last part of its type', () => {
    expect(slugOf('https://gatehouse.dev/problems/slow-down')).toBe('slow-down');
    expect(slugOf('about:blank')).toBe('unknown');
    expect(isProblem(problem('slow-down'), 'slow-down')).toBe(true);
    expect(isProblem(new Error('slow-down'), 'slow-down')).toBe(false);
  });

  it('should give the message of a field by its pointer', () => {
    const refused = problem('password-refused', {
      errors: [{ pointer: '/newPassword', message: 'Too common' }],
    });
    expect(fieldError(refused, '/newPassword')).toBe('Too common');
    expect(fieldError(refused, '/email')).toBeUndefined();
  });
});
