import { getDocumentProxy, getResolvedPDFJS } from "unpdf";

/** What another reader than ours finds in a PDF. */
export type ReadPdf = {
  /** The text of each page without what stands in its margins, lines put together again. */
  pages: string[];
  /** What stands in the margins of each page. */
  margins: string[];
  title: unknown;
  language: unknown;
  isTagged: boolean;
  headings: string[];
  annotations: number;
  images: number;
  attachments: unknown;
  scripts: unknown;
};

/** Reads a PDF back. */
export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const { OPS } = await getResolvedPDFJS();
  const imageOperations = new Set<number>([
    OPS.paintImageXObject,
    OPS.paintInlineImageXObject,
    OPS.paintImageMaskXObject,
    OPS.paintXObject,
  ]);
  const document = await getDocumentProxy(Uint8Array.from(bytes), { useSystemFonts: false, verbosity: 0 });
  try {
    const { info } = await document.getMetadata();
    const facts = info as Record<string, unknown>;
    const marks: unknown = await document.getMarkInfo();
    const outline = await document.getOutline();
    const pages: string[] = [];
    const margins: string[] = [];
    let annotations = 0;
    let images = 0;
    for (let number = 1; number <= document.numPages; number += 1) {
      const page = await document.getPage(number);
      const { content, margin } = await textOf(page);
      pages.push(content);
      margins.push(margin);
      annotations += (await page.getAnnotations()).length;
      const { fnArray } = await page.getOperatorList();
      images += fnArray.filter((operation) => imageOperations.has(operation)).length;
    }
    return {
      pages,
      margins,
      title: facts["Title"],
      language: facts["Language"],
      isTagged: Reflect.get(Object(marks), "Marked") === true,
      headings: outline.map(({ title }) => title),
      annotations,
      images,
      attachments: await document.getAttachments(),
      scripts: await document.getJSActions(),
    };
  } finally {
    await document.loadingTask.destroy();
  }
}

type Page = Awaited<ReturnType<Awaited<ReturnType<typeof getDocumentProxy>>["getPage"]>>;

async function textOf(page: Page): Promise<{ content: string; margin: string }> {
  const { items } = await page.getTextContent({ includeMarkedContent: true, disableNormalization: true });
  const marks: (string | undefined)[] = [];
  let content = "";
  let margin = "";
  for (const item of items) {
    if ("str" in item) {
      if (marks.includes("Artifact")) margin += item.str;
      else content += item.str;
    } else if (item.type === "endMarkedContent") marks.pop();
    else marks.push("tag" in item ? String(item.tag) : undefined);
  }
  return { content, margin };
}
