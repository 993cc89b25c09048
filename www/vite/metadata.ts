import type { HtmlTagDescriptor, Plugin } from 'vite';

/** Where the page will stand, for previews of links, which need whole addresses: `SITE=https://… ./build.sh build`. */
export const SITE: string | null = process.env.SITE ? folder(process.env.SITE) : null;

const OEMBED = 'oembed.json';

/** The whole address of a folder; throws where it is none. */
export function folder(address: string): string {
  return new URL(address.replace(/\/?$/, '/')).href;
}

/** Completes addresses in the head of a page. Where the site is known, the page says where it stands, and how it is embedded. */
export function metadata(site = SITE): Plugin {
  return {
    name: 'metadata',
    transformIndexHtml: {
      order: 'pre',
      handler: (html, { path }) => ({
        html: html.replaceAll('%SITE%', () => site ?? './'),
        tags: site && path === '/index.html' ? tags(site) : [],
      }),
    },
    generateBundle() {
      if (site) this.emitFile({ type: 'asset', fileName: OEMBED, source: JSON.stringify(oEmbed(site)) });
    },
  };
}

function tags(site: string): HtmlTagDescriptor[] {
  const link = (attrs: Record<string, string>): HtmlTagDescriptor => ({
    tag: 'link',
    attrs,
    injectTo: 'head',
  });
  return [
    link({ rel: 'canonical', href: site }),
    link({ rel: 'alternate', type: 'application/json+oembed', href: site + OEMBED, title: 'L2O Playground' }),
    { tag: 'meta', attrs: { property: 'og:url', content: site }, injectTo: 'head' },
  ];
}

/** The answer to whoever asks how the page is embedded. A static host gives the same for every experiment: the usual one. */
export function oEmbed(site: string): Record<string, string | number> {
  const [width, height] = [640, 860];
  return {
    ...{ version: '1.0', type: 'rich', title: 'L2O Playground', width, height },
    ...{ provider_name: 'L2O Playground', provider_url: site },
    ...{ thumbnail_url: `${site}card.png`, thumbnail_width: 1200, thumbnail_height: 630 },
    html: `<iframe src="${site}embed.html?controls=minimal" width="${width}" height="${height}" style="border: 0; max-width: 100%" title="L2O Playground" loading="lazy"></iframe>`,
  };
}
