import { describe, expect, it } from 'vitest';
import { normaliseCode } from './code.ts';

describe('normaliseCode', () => {
  it('should find the digits in what was pasted', () => {
    expect(normaliseCode(' 123 456\n', 6, 'digits')).toBe('123456');
    expect(normaliseCode('1234-5678', 8, 'digits')).toBe('12345678');
    expect(normaliseCode('１２３４５６', 6, 'digits')).toBe('123456');
  });

  it('should capitalise letters and keep them only where they belong', () => {
    expect(normaliseCode('ab-12 cd', 6, 'letters')).toBe('AB12CD');
    expect(normaliseCode('ab12', 6, 'digits')).toBe('12');
  });

  it('should never be longer than the code', () => {
    expect(normaliseCode('1234567', 6, 'digits')).toBe('123456');
  });
});
