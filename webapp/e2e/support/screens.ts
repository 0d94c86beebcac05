import type { Page } from '@playwright/test';
import { expectAccessible } from './test.ts';

const phone = { width: 360, height: 740 };
const desk = { width: 1280, height: 800 };

/**
 * The page as light, dark and phone pictures in test-results/screens/, each of them looked at by axe. The scheme is the system's, which the page follows unless somebody chose
 * one.
 */
export async function takeScreens(page: Page, name: string): Promise<void> {
  const variants = [
    { variant: 'light', colorScheme: 'light', viewport: desk },
    { variant: 'dark', colorScheme: 'dark', viewport: desk },
    { variant: 'phone', colorScheme: 'light', viewport: phone },
    { variant: 'phone-dark', colorScheme: 'dark', viewport: phone },
  ] as const;
  await page.emulateMedia({ reducedMotion: 'reduce' });
  for (const { variant, colorScheme, viewport } of variants) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize(viewport);
    await expectAccessible(page, colorScheme === 'dark' ? 'contrast' : undefined);
    await page.screenshot({ path: `test-results/screens/${name}-${variant}.png`, fullPage: true });
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: null });
  await page.setViewportSize(desk);
}
