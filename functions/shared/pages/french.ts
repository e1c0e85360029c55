/** A space that a line must not break at: before a French sign, within quotation marks, in `nº 2` and in `9 h 00`. */
const frenchSpace = / (?=[:;?!»%])|(?<=«) |(?<=nº) |(?<=\d) (?=h \d\d)|(?<=\d h) (?=\d\d)/g;

/** A French sentence whose signs stay on the line of the word they belong to. */
export function unbroken(french: string): string {
  return french.replaceAll(frenchSpace, "\u00a0");
}
