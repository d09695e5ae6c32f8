import { useEffect, useRef, useState, type RefObject } from 'react';

/** A place for the focus when what had it is gone: `go` puts it there once the page shows the change. */
export function useAfter<T extends HTMLElement>(): { place: RefObject<T | null>; go: () => void } {
  const place = useRef<T>(null);
  const [times, setTimes] = useState(0);
  useEffect(() => {
    if (times > 0) place.current?.focus();
  }, [times]);
  return { place, go: () => setTimes((count) => count + 1) };
}
