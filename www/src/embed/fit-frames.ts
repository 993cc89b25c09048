import { ASK, isHeight } from './messages';

/**
 * Frames of this page that show `address` become as high as what they show. Only they are listened to: a message must come from
 * the window of such a frame, and from the origin that this window has.
 */
export function fitFrames(address: string): void {
  const frames = () => [...document.querySelectorAll('iframe')].filter(({ src }) => src.startsWith(address));
  window.addEventListener('message', ({ data, source, origin }: MessageEvent<unknown>) => {
    const frame = frames().find(({ contentWindow }) => contentWindow === source);
    if (frame && origin === originOf(frame) && isHeight(data)) frame.style.height = `${data.height}px`;
  });
  // Those that are there already have told their height when nobody listened.
  for (const { contentWindow } of frames()) contentWindow?.postMessage(ASK, '*');
}

function originOf(frame: HTMLIFrameElement): string {
  const opaque = frame.hasAttribute('sandbox') && !frame.sandbox.contains('allow-same-origin');
  return opaque ? 'null' : new URL(frame.src).origin;
}
