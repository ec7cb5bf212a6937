/**
 * Aborted when the process is asked to stop. One press of Ctrl-C often arrives twice (npm and npx pass on what the terminal has
 * sent them too), and the second must not end what the first began: writing a checkpoint, clearing a work folder.
 */
export function stopSignal(): AbortSignal {
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => stop.abort());
  }
  return stop.signal;
}
