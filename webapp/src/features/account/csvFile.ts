/** The contract's limit of an uploaded file, in bytes. */
export const maxImportBytes = 4 * 1024 * 1024;

export class UnreadableFile extends Error {}

/**
 * The text of a chosen file.
 *
 * @throws UnreadableFile with words for people, when it is too large or not UTF-8
 */
export async function csvText(file: File): Promise<string> {
  if (file.size > maxImportBytes) {
    throw new UnreadableFile('The file is larger than 4 MiB. Divide it into several.');
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
  } catch {
    throw new UnreadableFile('The file is not UTF-8 text. Save it as “CSV UTF-8” and choose it again.');
  }
}

/** A file to begin from, with addresses in `domain`. */
export function sampleCsv(domain: string): string {
  return [
    'name,addresses,roles,invite',
    `Ann Lee,ann.lee@${domain},,yes`,
    `Ben Okoye,ben.okoye@${domain} ben@${domain},spam-admin,no`,
    '',
  ].join('\r\n');
}
