import { expect, test } from 'vitest';
import { csvText, maxImportBytes, sampleCsv } from './csvFile.ts';

test('a UTF-8 file is read without its byte order mark', async () => {
  await expect(csvText(new File(['\uFEFFname\r\nÄnne'], 'people.csv'))).resolves.toBe('name\r\nÄnne');
});

test('a file in another encoding is refused with what to do', async () => {
  await expect(csvText(new File([new Uint8Array([0xc4, 0x6e])], 'people.csv'))).rejects.toThrow(/CSV UTF-8/);
});

test('a file over the limit is refused before it is sent', async () => {
  await expect(csvText(new File([new Uint8Array(maxImportBytes + 1)], 'people.csv'))).rejects.toThrow(
    /4 MiB/,
  );
});

test('the sample uses the given domain', () => {
  expect(sampleCsv('firm.example')).toContain('ann.lee@firm.example');
});
