import { describe, expect, it } from 'vitest';
import { deliveryWords, stateWords, waitWords } from './delivery.ts';

const now = new Date('2026-11-24T12:00:00Z');
const sent = {
  hint: 'a•••@acme.example',
  state: 'accepted' as const,
  stateAt: '2026-11-24T11:59:57Z',
  length: 8,
  expiresAt: '2026-11-24T12:09:30Z',
  resendAt: '2026-11-24T12:00:25Z',
};

describe('deliveryWords', () => {
  it('should say when the mail server accepted the code and how long it works', () => {
    expect(deliveryWords(sent, now)).toBe(
      'Accepted by your mail server 3 s ago. It works for 10 more minutes.',
    );
  });

  it('should say what the mail server refused', () => {
    expect(deliveryWords({ ...sent, state: 'failed', detail: 'mailbox full' }, now)).toContain(
      'mailbox full',
    );
  });

  it('should not promise an expired code', () => {
    expect(deliveryWords({ ...sent, expiresAt: '2026-11-24T12:00:00Z' }, now)).toBe(
      'The code has expired. Send a new one.',
    );
  });
});

describe('stateWords', () => {
  it('should say the same from second to second, for a screen reader', () => {
    const later = new Date(now.getTime() + 5000);
    expect(stateWords(sent, later)).toBe(stateWords(sent, now));
    expect(stateWords({ ...sent, expiresAt: '2026-11-24T12:00:00Z' }, now)).toBe('The code has expired.');
  });
});

describe('waitWords', () => {
  it('should count down until a new code can be sent', () => {
    expect(waitWords(sent, now)).toBe('Send a new code in 25 s');
    expect(waitWords({ ...sent, resendAt: '2026-11-24T12:00:00Z' }, now)).toBeUndefined();
  });
});
