/** The part of an operation that asks for one field of its root, with the fragments that it needs. */
export function panelOf(operation: string, field: string): string {
  const lines = operation.split('\n');
  const name = field.charAt(0).toUpperCase() + field.slice(1);
  const asked = blockAt(lines, (line) => line.trim() === `${field} {`);
  return [`query ${name} {`, ...asked, '}', ...fragmentsOf(lines, asked)].join('\n');
}

function fragmentsOf(lines: string[], asked: string[], known = new Set<string>()): string[] {
  const names = asked.flatMap((line) => /^\s*\.\.\.(?!\s*on\b)\s*(\w+)/.exec(line)?.[1] ?? []);
  return names.flatMap((name) => {
    if (known.has(name)) return [];
    known.add(name);
    const block = blockAt(lines, (line) => line.trim().startsWith(`fragment ${name} on `));
    return [''].concat(block.map(outdented), fragmentsOf(lines, block, known));
  });
}

/** A fragment is printed with its first line set in. */
const outdented = (line: string, index: number) => (index === 0 ? line.trim() : line);

/** From a line that opens a brace to the line that closes it. */
function blockAt(lines: string[], opens: (line: string) => boolean): string[] {
  const first = lines.findIndex(opens);
  let depth = 0;
  const length = lines.slice(first).findIndex((line) => {
    depth += line.split('{').length - line.split('}').length;
    return depth === 0;
  });
  return first < 0 ? [] : lines.slice(first, first + length + 1);
}
