/** The lines that put the experiment or the figure of an address into another page; without scripts, a link to it remains. */
export function embedCode(address: string, autoplay: boolean): string {
  const { hash } = new URL(address);
  const script = new URL('embed.js', address);
  return [
    `<script type="module" src="${attribute(script.href)}"></script>`,
    `<l2o-playground link="${attribute(hash)}"${autoplay ? ' autoplay' : ''}><a href="${attribute(address)}">An experiment in the L2O Playground</a></l2o-playground>`,
    '',
  ].join('\n');
}

function attribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
