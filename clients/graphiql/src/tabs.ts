import { Kind, parse } from 'graphql';

/** A question as one of GraphiQL's tabs. */
export interface Tab {
  query: string;
  variables?: string;
}

/** An operation, with a place for each variable that it cannot do without. */
export function tabOf(query: string): Tab {
  const needed = parse(query)
    .definitions.flatMap((one) => (one.kind === Kind.OPERATION_DEFINITION ? (one.variableDefinitions ?? []) : []))
    .filter((one) => one.type.kind === Kind.NON_NULL_TYPE && !one.defaultValue)
    .map((one) => [one.variable.name.value, '']);
  if (needed.length === 0) return { query };
  return { query, variables: JSON.stringify(Object.fromEntries(needed), null, 2) };
}

/** The question that an address asks in its fragment, which a browser sends to nobody. */
export function askedIn(address: string): Tab | undefined {
  const fragment = new URLSearchParams(new URL(address, 'http://localhost').hash.slice(1));
  const query = fragment.get('query');
  const variables = fragment.get('variables');
  if (!query) return undefined;
  return variables ? { query, variables } : { query };
}
