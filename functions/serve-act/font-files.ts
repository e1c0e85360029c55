/**
 * The typefaces of the PDF, each in a package (SIL Open Font License 1.1): Source Sans 3 for text, Source Code Pro for what is read
 * letter by letter. They hold all of Latin, Greek and Cyrillic, which the standard fonts of PDF do not.
 */
export const fontFiles = {
  text: "@expo-google-fonts/source-sans-3/400Regular/SourceSans3_400Regular.ttf",
  strong: "@expo-google-fonts/source-sans-3/600SemiBold/SourceSans3_600SemiBold.ttf",
  code: "@expo-google-fonts/source-code-pro/400Regular/SourceCodePro_400Regular.ttf",
} as const satisfies Record<string, string>;

/** A typeface by its use. */
export type Face = keyof typeof fontFiles;
