import { describe, expect, it } from 'vitest';
import { ProblemError } from '../../api/problem.ts';
import { refusalAt, refusalWords } from './refusal.ts';
import type { Setting } from './settings.ts';

const refused = (slug: string, message: string) =>
  new ProblemError({
    type: `https://gatehouse.dev/problems/${slug}`,
    title: 'A level above does not allow anything this weak.',
    detail: message,
    status: 409,
    requestId: '',
    errors: [{ pointer: '/settings/0/value', code: slug, message }],
  });
const below = refused('below-floor', 'passwordMinLength cannot be weaker than 13.');
const setting: Setting = {
  name: 'passwordMinLength',
  effective: 13,
  setBy: 'provider',
  floored: false,
  floor: 13,
  floorLevel: 'provider',
};

describe('refusals of a policy value', () => {
  it('should tell a floor as the page tells it everywhere, never with the contract’s name', () => {
    expect(refusalAt(setting, below, false)).toBe('The provider asks for at least 13 characters.');
    expect(refusalWords(below).what).toBe('A level above does not allow anything this weak.');
    expect(refusalAt(setting, below, true)).not.toContain('passwordMinLength');
  });

  it('should tell a floor that the page has not heard of', () => {
    const { floor, floorLevel, ...unheard } = setting;
    expect([floor, floorLevel]).toEqual([13, 'provider']);
    expect(refusalAt(unheard, below, false)).toBe('A level above does not allow anything this weak.');
  });

  it('should leave other complaints as they are, and say nothing without one', () => {
    const range = refused('invalid-request', 'Choose a whole number from 8 to 128.');
    expect(refusalAt(setting, range, false)).toBe('Choose a whole number from 8 to 128.');
    expect(refusalAt(setting, undefined, false)).toBeUndefined();
  });
});
