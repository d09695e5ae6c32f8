import { describe, expect, it } from 'vitest';
import { changeOf, newConnection, type Connection } from './connections';

const form = (values: Record<string, string>) => {
  const data = new FormData();
  for (const [name, value] of Object.entries(values)) data.set(name, value);
  return data;
};

const ITEM = {
  type: 'EDI',
  name: 'Hub',
  expectedEverySeconds: 3_600,
  credentialExpiresAt: null,
  credentialRevokedAt: null,
  probeUrl: 'https://hub.example/ping?key=***',
  probeEverySeconds: 300,
} as unknown as Connection;

const SAME = {
  name: 'Hub',
  expectedEverySeconds: '1',
  expectedEverySecondsUnit: 'hours',
  credentialExpiresAt: '',
  probeUrl: 'https://hub.example/ping?key=***',
  probeEverySeconds: '5',
  probeEverySecondsUnit: 'minutes',
};

describe('a connection’s form', () => {
  it('says what is to be set up; what is empty is nothing', () => {
    expect(newConnection(form({ name: ' Hub ', expectedEverySeconds: '', probeUrl: '' }), 'EDI')).toEqual({
      type: 'EDI',
      name: 'Hub',
      expectedEverySeconds: null,
      credentialExpiresAt: null,
      probeUrl: null,
    });
  });

  it('sends nothing of what it leaves alone: an address that is shown may lack its secrets', () => {
    expect(changeOf(form(SAME), ITEM)).toEqual({});
  });

  it('sends what changed, and null for what was taken away', () => {
    expect(
      changeOf(form({ ...SAME, expectedEverySeconds: '2', probeUrl: '', credentialRevoked: 'on' }), ITEM),
    ).toEqual({ expectedEverySeconds: 7_200, probeUrl: null, credentialRevoked: true });
  });
});
