/** Scheme and host of a web address, up to its path; the sign that ends a sentence is none of it. */
const schemeAndHost = /(https?):\/\/([^\s/?#]*[^\s/?#.,;:!)»"'])/gi;

/**
 * Writes the web addresses in a text so that nobody follows them by accident: `hxxps[:]//www[.]shein[.]com/a.html`. Only
 * the scheme and the dots of the host change, so that the exact address can be read back from what is shown.
 */
export function defanged(text: string): string {
  return text.replaceAll(
    schemeAndHost,
    (_, scheme: string, host: string) =>
      `${scheme.replaceAll("t", "x").replaceAll("T", "X")}[:]//${host.replaceAll(".", "[.]")}`,
  );
}
