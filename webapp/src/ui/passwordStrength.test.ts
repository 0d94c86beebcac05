import { describe, expect, it } from 'vitest';
import { passwordStrength } from './passwordStrength.ts';

describe('passwordStrength', () => {
  it('should count code points against the minimum', () => {
    expect(passwordStrength('kurz', 8)).toMatchObject({ score: 0, advice: '4 more characters.' });
    expect(passwordStrength('🔑🔑🔑🔑🔑🔑🔑', 8).advice).toBe('1 more character.');
  });

  it.each(['password1234', 'aaaaaaaaaaaa', '123456789012', 'abcdefghijkl', 'Summer2026!', 'qwertzuiop'])(
    'should call %s easy to guess',
    (password) => expect(passwordStrength(password, 8).score).toBe(1),
  );

  it('should not count words of the person', () => {
    const own = ['Ann Lee', 'ann.lee@acme.example', 'Acme'];
    expect(passwordStrength('annleeacme!', 8, own).score).toBe(1);
    expect(passwordStrength('annleeacme!', 8).score).toBeGreaterThan(1);
  });

  it('should treat characters of a name that mean something in a pattern as themselves', () => {
    expect(() => passwordStrength('whatever-else', 8, ['a(b[c* ann+lee@acme.example'])).not.toThrow();
  });

  it('should call a long phrase strong', () => {
    expect(passwordStrength('copper lantern drifts over moss', 8).score).toBe(4);
  });

  it('should never fall when the password gets longer by another word', () => {
    const short = passwordStrength('copper lantern', 8).score;
    expect(passwordStrength('copper lantern drifts', 8).score).toBeGreaterThanOrEqual(short);
  });
});
