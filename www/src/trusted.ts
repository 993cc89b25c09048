/** What makes values that sinks take where a page demands Trusted Types; they are typed as what they are elsewhere. */
type Policy = { createHTML(markup: string): string; createScriptURL(address: string): string };

/** The name that a page with a policy of its own has to allow. */
const NAME = 'l2o-playground';

/** Where nothing is demanded. */
const freely: Policy = { createHTML: (markup) => markup, createScriptURL: (address) => address };

const policy = made();

/** Markup that was written here and stands in the program: never data. */
export const trustedMarkup = (markup: string): string => policy.createHTML(markup);

/** The address of a worker: where this program comes from, or made by it. */
export const trustedProgram = (address: URL | string): string => policy.createScriptURL(String(address));

function made(): Policy {
  type Factory = { createPolicy(name: string, rules: Policy): Policy };
  try {
    const { trustedTypes } = globalThis as { trustedTypes?: Factory };
    return trustedTypes?.createPolicy(NAME, { ...freely, createScriptURL: ours }) ?? freely;
  } catch {
    return freely; // the page allows no such policy: the sinks will say so
  }
}

function ours(address: string): string {
  const { protocol, origin } = new URL(address);
  if (protocol === 'blob:' || origin === new URL(import.meta.url).origin) return address;
  throw new TypeError(`no program comes from ${origin}`);
}
