import { expect } from '@playwright/test';

interface CapturedMail {
  subject: string;
  body: string;
}

/** The newest captured mail to an address whose text matches, as soon as it is there; gives what the group caught. */
async function fromMail(address: string, pattern: RegExp): Promise<string> {
  const url = `${process.env.GATEHOUSE_MANAGEMENT_URL ?? 'http://localhost:9090'}/mail.json?to=${encodeURIComponent(address)}`;
  let found: string | undefined;
  await expect(async () => {
    const answer = (await (await fetch(url)).json()) as { items: CapturedMail[] };
    found = answer.items.map((mail) => pattern.exec(mail.body)?.slice(1).join('')).find(Boolean);
    expect(found).toBeTruthy();
  }).toPass({ timeout: 10_000 });
  return found ?? '';
}

/** The eight digits of the newest code. */
export function mailedCode(address: string): Promise<string> {
  return fromMail(address, /\b(\d{4}) ?(\d{4})\b/);
}

/** The newest link, as the path with the token behind '#'. */
export async function mailedLink(address: string, page: string): Promise<string> {
  return `/${page}#${await fromMail(address, new RegExp(`/${page}#([\\w-]{43})`))}`;
}
