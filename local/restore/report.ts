/** Says no more once nobody reads on, as in `… | head -1`: what is done is done, and the exit code still tells of it. */
export function endWithReader(stream: NodeJS.EventEmitter = process.stdout): void {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

/** A line of the report. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Something the drill has to find as it should be. @throws when it is not. */
export function check(what: string, holds: boolean): void {
  if (!holds) throw new Error(`this does not hold: ${what}`);
  say(`  ✓ ${what}`);
}
