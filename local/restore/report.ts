/** A line of the report. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Something the drill has to find as it should be. @throws when it is not. */
export function check(what: string, holds: boolean): void {
  if (!holds) throw new Error(`this does not hold: ${what}`);
  say(`  ✓ ${what}`);
}
