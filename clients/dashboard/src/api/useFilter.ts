import { useSearchParams } from 'wouter';

/** One choice, kept in the address in lower case; what is not known does not restrict. */
export function useFilter<T extends string>(name: string, known: readonly T[]): [T | '', (value: T | '') => void] {
  const [search, setSearch] = useSearchParams();
  const value = known.find((one) => one.toLowerCase() === search.get(name)?.toLowerCase()) ?? '';
  const change = (next: T | '') =>
    setSearch(
      (old) => {
        const changed = new URLSearchParams(old);
        if (next) changed.set(name, next.toLowerCase());
        else changed.delete(name);
        return changed;
      },
      { replace: true },
    );
  return [value, change];
}
