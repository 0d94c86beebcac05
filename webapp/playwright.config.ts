import { defineConfig } from '@playwright/test';

// The machine's Chromium: no browser is downloaded.
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';

export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.e2e.ts',
  globalSetup: './e2e/support/server.ts',
  outputDir: 'test-results',
  // One server, and an organisation of its own for each test that changes something.
  fullyParallel: true,
  workers: 2,
  // Pictures and axe on a busy machine take their time.
  timeout: 120_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  reporter: [['list']],
  use: {
    // Set by the global setup before the workers start. localhost by name: Secure cookies are kept without TLS there.
    baseURL: process.env.GATEHOUSE_URL,
    browserName: 'chromium',
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    viewport: { width: 1280, height: 800 },
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath,
      args: [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
