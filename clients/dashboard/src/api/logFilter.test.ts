import { describe, expect, it } from 'vitest';
import { filtersOf, searchOf, variableOf } from './logFilter';

const read = (address: string) => filtersOf(new URLSearchParams(address));
const NOW = Date.UTC(2026, 10, 22, 12);

describe('the filters in the address', () => {
  it('understands the link of the error summary', () => {
    expect(variableOf(read('status=error&date_range=24h'), NOW)).toEqual({
      status: ['ERROR'],
      from: '2026-11-21T12:00:00.000Z',
    });
  });

  it('does not restrict by what it does not know', () => {
    expect(variableOf(read('status=lost&type=fax&date_range=never'), NOW)).toEqual({});
  });

  it('takes two instants for a period of its own', () => {
    expect(variableOf(read('from=2026-11-01T00:00Z&to=2026-11-02T00:00Z'), NOW)).toEqual({
      from: '2026-11-01T00:00:00.000Z',
      to: '2026-11-02T00:00:00.000Z',
    });
  });

  it('does not send a text that is too short, nor a date that is none', () => {
    expect(variableOf(read('q=a&date_range=custom&from=soon'), NOW)).toEqual({});
  });

  it.each(['', 'status=error&date_range=24h', 'type=api_keys&q=timeout', 'date_range=custom&from=2026-11-01T00%3A00'])(
    'writes "%s" as it was read',
    (address) => {
      expect(searchOf(read(address)).toString()).toBe(new URLSearchParams(
        ['type', 'status', 'date_range', 'from', 'to', 'q'].flatMap((name) => {
          const value = new URLSearchParams(address).get(name);
          return value === null ? [] : [[name, value]];
        }),
      ).toString());
    },
  );
});
