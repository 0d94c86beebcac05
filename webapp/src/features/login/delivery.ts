import type { MailCodeState } from '../../api/login.ts';

/** How far the code got, and how long it lives, in one or two sentences. */
export function deliveryWords(sent: MailCodeState, now: Date): string {
  const left = Math.ceil((Date.parse(sent.expiresAt) - now.getTime()) / 60_000);
  if (left <= 0) {
    return 'The code has expired. Send a new one.';
  }
  const lives = left === 1 ? 'It works for one more minute.' : `It works for ${left} more minutes.`;
  switch (sent.state) {
    case 'queued':
      return `On its way to your mail server. ${lives}`;
    case 'accepted':
      return `Accepted by your mail server ${agoWords(sent.stateAt, now)}. ${lives}`;
    case 'failed':
      return sent.detail
        ? `Your mail server refused it: ${sent.detail}. Use another way.`
        : 'Your mail server refused it. Use another way.';
  }
}

/** The same for screen readers: only what changes rarely. */
export function stateWords(sent: MailCodeState, now: Date): string {
  if (Date.parse(sent.expiresAt) <= now.getTime()) {
    return 'The code has expired.';
  }
  switch (sent.state) {
    case 'queued':
      return 'The code is on its way to your mail server.';
    case 'accepted':
      return 'The code was accepted by your mail server.';
    case 'failed':
      return 'Your mail server refused the code.';
  }
}

function agoWords(at: string | undefined, now: Date): string {
  const seconds = at === undefined ? 0 : Math.round((now.getTime() - Date.parse(at)) / 1000);
  if (seconds < 1) {
    return 'just now';
  }
  return seconds < 60 ? `${seconds} s ago` : `${Math.floor(seconds / 60)} min ago`;
}

/** What the button says while no new code can be sent; undefined when one can. */
export function waitWords(sent: MailCodeState, now: Date): string | undefined {
  const seconds = Math.ceil((Date.parse(sent.resendAt) - now.getTime()) / 1000);
  return seconds > 0 ? `Send a new code in ${seconds} s` : undefined;
}
