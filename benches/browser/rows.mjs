/** Every row of the table, measured in a worker of its own. */
export function measureRows({ first, rest }, table, report) {
  const worker = new Worker(new URL('./worker.mjs', import.meta.url), { type: 'module' });
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => {
      if (data) {
        report(data);
        return;
      }
      worker.terminate();
      resolve();
    };
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage({ first, rest, table });
  });
}
