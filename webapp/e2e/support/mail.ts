import { expect } from '@playwright/test';

interface CapturedMail {
  subject: string;
  body: string;
}

/** What an address received, the newest first. */
async function mailTo(address: string): Promise<CapturedMail[]> {
  const management = process.env.GATEHOUSE_MANAGEMENT_URL ?? 'http://localhost:9090';
  const answer = await fetch(`${management}/mail.json?to=${encodeURIComponent(address)}`);
  return ((await answer.json()) as { items: CapturedMail[] }).items;
}

const given = new Set<string>();

/**
 * What the pattern's group catches in the newest mail to an address, as soon as it is there. Codes and links work once, so
 * each is given out once: who asks again wants the next one, and waits for it.
 */
async function fromMail(address: string, pattern: RegExp): Promise<string> {
  let found: string | undefined;
  await expect
    .poll(
      async () => {
        found = (await mailTo(address))
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

/** The page that the newest mail of that subject leads to, as a path. */
export async function noticedPage(address: string, subject: string): Promise<string> {
  let page: string | undefined;
  await expect
    .poll(
      async () => {
        const notice = (await mailTo(address)).find((mail) => mail.subject === subject);
        page = /https?:\/\/[^/\s]+(\/\S*)/.exec(notice?.body ?? '')?.[1];
        return page;
      },
      { message: `mail to ${address} about “${subject}”`, intervals: [50, 100, 200] },
    )
    .toBeDefined();
  return page ?? '';
}

/** The newest link to a page such as `reset`, as the path with the token behind '#'. */
export async function mailedLink(address: string, page: string): Promise<string> {
  return `/${page}#${await fromMail(address, new RegExp(`/${page}#([\\w-]{43})`))}`;
}
