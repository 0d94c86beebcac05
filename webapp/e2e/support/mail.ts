import { expect } from '@playwright/test';

interface CapturedMail {
  subject: string;
  body: string;
}

const given = new Set<string>();

/**
 * What the pattern's group catches in the newest mail to an address, as soon as it is there. Codes and links work once, so
 * each is given out once: who asks again wants the next one, and waits for it.
 */
async function fromMail(address: string, pattern: RegExp): Promise<string> {
  const url = `${process.env.GATEHOUSE_MANAGEMENT_URL ?? 'http://localhost:9090'}/mail.json?to=${encodeURIComponent(address)}`;
  let found: string | undefined;
  await expect
    .poll(
      async () => {
        const { items } = (await (await fetch(url)).json()) as { items: CapturedMail[] };
        found = items
          .map((mail) => pattern.exec(mail.body)?.[1])
          .find((match) => match !== undefined && !given.has(`${address} ${match}`));
        return found;
      },
      { message: `mail to ${address} with ${pattern}`, intervals: [50, 100, 200] },
    )
    .toBeDefined();
  given.add(`${address} ${found}`);
  return found ?? '';
}

/** The eight digits of the newest code. */
export async function mailedCode(address: string): Promise<string> {
  return (await fromMail(address, /^\s*(\d{4} ?\d{4})\s*$/m)).replace(' ', '');
}

/** The newest link to a page such as `reset`, as the path with the token behind '#'. */
export async function mailedLink(address: string, page: string): Promise<string> {
  return `/${page}#${await fromMail(address, new RegExp(`/${page}#([\\w-]{43})`))}`;
}
