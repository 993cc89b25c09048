// WebKit: MiniBrowser of WebKitGTK on a screen that nobody sees, over the W3C's WebDriver.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';

const DISPLAY = ':97';
const PORT = 7097;
/** How long a program may take to start, in milliseconds. */
const PATIENCE = 20_000;

export async function start() {
  const children = [
    spawn('Xvfb', [DISPLAY, '-screen', '0', '1440x900x24'], { stdio: 'ignore' }),
    spawn('WebKitWebDriver', [`--port=${PORT}`], {
      stdio: 'ignore',
      // Without a language WebKit calls it C, which Intl does not know.
      env: { ...process.env, DISPLAY, LANG: 'en_US.UTF-8', WEBKIT_DISABLE_COMPOSITING_MODE: '1' },
    }),
  ];
  const kill = () => {
    for (const child of children) child.kill();
  };
  try {
    await until(() => ask('GET', 'status'));
    const options = { binary: miniBrowser(), args: ['--automation'] };
    const capabilities = { alwaysMatch: { 'webkitgtk:browserOptions': options } };
    const opened = await ask('POST', 'session', { capabilities });
    const within = (method, path, body) => ask(method, `session/${opened.sessionId}/${path}`, body);
    return {
      version: `WebKitGTK ${opened.capabilities.browserVersion}`,
      goto: (url) => within('POST', 'url', { url }),
      read: (expression) => within('POST', 'execute/sync', { script: `return ${expression}`, args: [] }),
      stop: async () => {
        await ask('DELETE', `session/${opened.sessionId}`).catch(() => {});
        kill();
      },
    };
  } catch (error) {
    kill();
    throw error;
  }
}

async function ask(method, path, body) {
  const response = await fetch(`http://127.0.0.1:${PORT}/${path}`, {
    method,
    ...(body && { body: JSON.stringify(body) }),
  });
  const { value } = await response.json();
  if (!response.ok) throw new Error(`WebKitWebDriver: ${value.error}: ${value.message}`);
  return value;
}

/** Repeats what fails while a program is starting. */
async function until(attempt) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > end) throw new Error('WebKitWebDriver did not start', { cause: error });
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

/** Debian keeps it beside the library, in a folder named after processor and version. */
function miniBrowser() {
  const folders = readdirSync('/usr/lib', { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const found = folders
    .flatMap(({ name }) =>
      ['4.1', '6.0', '4.0'].map((version) => `/usr/lib/${name}/webkit2gtk-${version}/MiniBrowser`),
    )
    .find((path) => existsSync(path));
  if (!found) throw new Error('MiniBrowser is not installed: it comes with the package webkit2gtk-driver');
  return found;
}
