// The page's policy takes no plain text where HTML or a script's address is expected; this says which
// text will do. To be imported before everything else.

interface Factory {
  createPolicy(name: string, rules: Record<string, (text: string) => string>): unknown;
}

const own = `${location.origin}${import.meta.env.BASE_URL}assets/`;

(window as { trustedTypes?: Factory }).trustedTypes?.createPolicy('default', {
  // descriptions of our schema, and lines of the editor: script-src lets nothing in them run
  createHTML: (html) => html,
  createScriptURL(address) {
    if (new URL(address, location.href).href.startsWith(own)) return address;
    throw new TypeError(`not a script of ours: ${address}`);
  },
});
