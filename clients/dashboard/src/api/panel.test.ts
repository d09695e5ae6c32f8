import { describe, expect, it } from 'vitest';
import { parse } from 'graphql';
import { panelOf } from './panel';
import { DashboardDocument } from './types/graphql';

const operation = `
    query All {
  one {
    id
    ...A
  }
  two {
    ... on B {
      id
    }
  }
}
    fragment A on T {
  ...C
}
    fragment C on T {
  name
}`;

describe('the question of a panel', () => {
  it('is the part that asks for it, with the fragments of the fragments', () => {
    expect(panelOf(operation, 'one')).toBe(
      'query One {\n  one {\n    id\n    ...A\n  }\n}\n\nfragment A on T {\n  ...C\n}\n\nfragment C on T {\n  name\n}',
    );
  });

  it('has no fragment that it does not need', () => {
    expect(panelOf(operation, 'two')).toBe('query Two {\n  two {\n    ... on B {\n      id\n    }\n  }\n}');
  });

  it.each(['healthStatus', 'recentActivity', 'errorSummary'])('of the dashboard is a document: %s', (field) => {
    const { definitions } = parse(panelOf(DashboardDocument.toString(), field));
    expect(definitions[0]).toMatchObject({ selectionSet: { selections: [{ name: { value: field } }] } });
  });
});
