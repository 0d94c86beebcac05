import { describe, expect, it } from 'vitest';
import { detailLabel, detailWords, kindName, objectName } from './details.ts';

describe('details of an audit entry', () => {
  it('should name a session by its browser, and anything else as it is called', () => {
    const object =
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0 Safari/537.36';
    expect(objectName({ objectKind: 'session', object })).toBe('Chrome on Linux');
    expect(objectName({ objectKind: 'account', object: 'Ann Lee' })).toBe('Ann Lee');
    expect(objectName({})).toBeUndefined();
  });

  it('should say labels and kinds as people do', () => {
    expect(detailLabel('evidence')).toBe('Proved by');
    expect(detailLabel('holdsFrom')).toBe('Holds from');
    expect(kindName('account')).toBe('Person');
    expect(kindName('organisation')).toBe('Organisation');
  });

  it('should make values readable', () => {
    expect(detailWords(['a', 'b'])).toBe('a, b');
    expect(detailWords({ state: 'active', roles: ['user'] })).toBe('state: active, roles: user');
    expect(detailWords(true)).toBe('Yes');
    expect(detailWords(null)).toBe('Nothing');
    expect(detailWords(3)).toBe('3');
  });
});
