import type { Failure } from './failure';

/** What the gateway says about one field of a form. */
export interface Wrong {
  field: string;
  message: string;
}

/** The gateway begins with the name of what is wrong: "`name` must have 1 to 200 characters." */
export function wrongIn(failure: Failure | undefined, fields: readonly string[]): Wrong | undefined {
  if (failure?.kind !== 'broken') return undefined;
  const [, field, rest] = /^`(\w+)`:? (.+)$/s.exec(failure.message) ?? [];
  if (!field || !rest || !fields.includes(field)) return undefined;
  return { field, message: plain(rest.charAt(0).toUpperCase() + rest.slice(1)) };
}

/** Without the signs that set names apart. */
export const plain = (message: string) => message.replaceAll('`', '');
