/** Reads the web addresses in a text back, as the readable act tells its reader to. */
export function refanged(text: string): string {
  return text.replaceAll(/(hxxps?)\[:\]\/\/([^\s/?#]*)/gi, (_, scheme: string, host: string) => {
    const read = scheme.replaceAll("x", "t").replaceAll("X", "T");
    return `${read}://${host.replaceAll("[.]", ".")}`;
  });
}
