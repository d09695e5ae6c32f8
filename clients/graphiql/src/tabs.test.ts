import { describe, expect, it } from 'vitest';
import { operations } from './operations';
import { askedIn, tabOf } from './tabs';

describe('a tab', () => {
  it('has a place for each variable that must be given, and for no other', () => {
    const query = 'query One($id: ID!, $first: Int! = 5, $after: String) { one(id: $id, first: $first, after: $after) }';
    expect(tabOf(query)).toEqual({ query, variables: '{\n  "id": ""\n}' });
  });

  it('has no variables where none must be given', () => {
    expect(tabOf('{ one }')).toEqual({ query: '{ one }' });
  });
});

describe('our operations', () => {
  it('are all there, the subscription too', () => {
    const names = operations.map((tab) => /^(?:query|subscription|mutation) (\w+)/m.exec(tab.query)?.[1]);
    expect(names[0]).toBe('Dashboard');
    expect(names).toEqual(expect.arrayContaining(['Dashboard', 'DashboardUpdates', 'EventDetail', 'RestHealth']));
    expect(names).not.toContain(undefined);
  });
});

describe('an address', () => {
  it('asks the question in its fragment', () => {
    const query = '{ one(is: "a&b") }';
    const fragment = new URLSearchParams({ query, variables: '{"a":1}' });
    expect(askedIn(`/graphiql#${fragment}`)).toEqual({ query, variables: '{"a":1}' });
  });

  it('without one asks nothing', () => {
    expect(askedIn('/graphiql')).toBeUndefined();
    expect(askedIn('/graphiql#top')).toBeUndefined();
  });
});
