import type { ReactNode } from 'react';

/** A second line of a cell, smaller; nothing when there is nothing to say. */
export function Side({ children }: { children: ReactNode }) {
  if (!children) return null;
  return (
    <>
      <br />
      <span className="muted small">{children}</span>
    </>
  );
}
