import { AxeBuilder } from '@axe-core/playwright';
import { test as base, expect, type Page } from '@playwright/test';
import { Organisation } from './people.ts';
import { ThirdParty } from './thirdParty.ts';

/**
 * Every test fails on what no page may do: break the content security policy, throw, or ask another site for anything but
 * the application to which somebody signs in.
 */
export const test = base.extend<{ organisation: Organisation; neighbours: Set<string>; album: ThirdParty }>({
  // Playwright reads what a fixture needs from its pattern: nothing.
  organisation: async ({}, use) => {
    const organisation = await Organisation.create();
    await use(organisation);
    await organisation.dispose();
  },
  neighbours: async ({}, use) => use(new Set()),
  album: async ({ neighbours }, use) => {
    const album = await ThirdParty.open();
    neighbours.add(album.origin);
    await use(album);
    await album.close();
  },
  page: async ({ page, baseURL, neighbours }, use) => {
    const breaches: string[] = [];
    page.on('pageerror', (error) => breaches.push(`exception: ${error.message}`));
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) {
        breaches.push(message.text());
      }
    });
    page.on('request', (request) => {
      const { origin, protocol } = new URL(request.url());
      if (protocol.startsWith('http') && origin !== baseURL && !neighbours.has(origin)) {
        breaches.push(`request to another site: ${request.url()}`);
      }
    });
    await use(page);
    expect(breaches).toEqual([]);
  },
});

export { expect };

/**
 * No finding of axe on the page as it is now, WCAG 2.2 A and AA. With `only` the contrast: where an earlier call has seen
 * the same page in other colours, nothing else can differ.
 */
export async function expectAccessible(page: Page, only?: 'contrast'): Promise<void> {
  await settled(page);
  // Without frames of other sites, axe need not open a second page to finish: half of its time.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  const { violations } = await (
    only === 'contrast'
      ? axe.withRules('color-contrast')
      : axe.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
  ).analyze();
  const findings = violations.map(
    ({ id, help, nodes }) => `${id}: ${help} (${nodes.map((node) => node.html).join(', ')})`,
  );
  expect(findings).toEqual([]);
}

/** Waits until no colour is on its way to another: in between, contrasts are those of neither. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
    const ending = document
      .getAnimations()
      .filter((animation) => animation.effect?.getComputedTiming().iterations !== Infinity);
    await Promise.allSettled(ending.map((animation) => animation.finished));
  });
}
