import type { Page } from '@playwright/test';

export interface VirtualAuthenticator {
  /** How many passkeys and keys it holds. */
  credentials: () => Promise<number>;
  /** Whether the person unlocks it when asked; true at the start. */
  setUnlocks: (unlocks: boolean) => Promise<void>;
  remove: () => Promise<void>;
}

/**
 * Gives the page's browser an authenticator of its own (Chrome DevTools protocol): `passkey` is a platform
 * authenticator with user verification and resident keys, `security-key` a USB key without either.
 */
export async function addAuthenticator(
  page: Page,
  kind: 'passkey' | 'security-key' = 'passkey',
): Promise<VirtualAuthenticator> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  const passkey = kind === 'passkey';
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: passkey ? 'internal' : 'usb',
      hasResidentKey: passkey,
      hasUserVerification: passkey,
      isUserVerified: passkey,
      automaticPresenceSimulation: true,
    },
  });
  return {
    credentials: async () =>
      (await session.send('WebAuthn.getCredentials', { authenticatorId })).credentials.length,
    setUnlocks: async (unlocks) => {
      await session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: unlocks });
    },
    remove: async () => {
      await session.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId });
    },
  };
}
