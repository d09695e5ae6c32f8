// How much a gateway's JVM has allocated: what its garbage collections found to be new (Micrometer
// counts that), and what has come since the last of them. In steps of a region of the heap, 1 MB or so.

const COLLECTED = /^jvm_gc_memory_allocated_bytes_total(?:\{[^}]*\})? (\S+)/m;
const SINCE = /^jvm_memory_used_bytes\{[^}]*id="[^"]*Eden[^"]*"[^}]*\} (\S+)/m;

/** Bytes since the start. */
export async function allocated(managementPort) {
  const answer = await fetch(`http://127.0.0.1:${managementPort}/actuator/prometheus`);
  const text = await answer.text();
  return number(text, COLLECTED) + number(text, SINCE);
}

function number(text, pattern) {
  const found = pattern.exec(text);
  if (!found) throw new Error(`the gateway's metrics say nothing of ${pattern}`);
  return Number(found[1]);
}
