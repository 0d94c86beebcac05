import { describe, expect, it } from 'vitest';
import { roles } from './theme.ts';

describe.each(['light', 'dark'] as const)('the %s roles', (scheme) => {
  const role = roles[scheme];

  it.each(['ground', 'surface', 'raised', 'hover'] as const)('should let text be read on %s', (ground) => {
    for (const text of ['text', 'dimmed', 'accent'] as const) {
      expect(contrast(role[text], role[ground]), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    }
  });

  it.each(['held', 'blocked', 'clean', 'info'] as const)(
    'should let %s be read on its own ground and on the page',
    (meaning) => {
      for (const ground of [role[`${meaning}-soft`], role.surface, role.ground]) {
        expect(contrast(role[`${meaning}-text`], ground), `${meaning} on ${ground}`).toBeGreaterThanOrEqual(
          4.5,
        );
      }
    },
  );

  it('should let the accent be read on its soft ground and white on the filled button', () => {
    expect(contrast(role.accent, role['accent-soft'])).toBeGreaterThanOrEqual(4.5);
    expect(contrast('#ffffff', '#0f766e')).toBeGreaterThanOrEqual(4.5);
  });

  it('should outline fields so that they are seen', () => {
    for (const ground of [role.surface, role.ground]) {
      expect(contrast(role.field, ground)).toBeGreaterThanOrEqual(3);
    }
  });
});

/** WCAG 2 contrast of two #rrggbb colours, 1 to 21. */
function contrast(first: string, second: string): number {
  const [low, high] = [luminance(first), luminance(second)].sort((a, b) => a - b) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

function luminance(color: string): number {
  const channel = (at: number): number => {
    const value = parseInt(color.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}
