import { useState } from 'react';

/** A choice that this browser keeps. */
export function useKept(name: string): [boolean, () => void] {
  const [on, setOn] = useState(() => localStorage.getItem(name) === 'on');
  const turn = () => {
    localStorage.setItem(name, on ? 'off' : 'on');
    setOn(!on);
  };
  return [on, turn];
}
