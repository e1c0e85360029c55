import { isWithin, valueAt } from "../contract/json-pointer.ts";
import { itemLimit, Notice, NoticeItem } from "../contract/notice.ts";
import { platformOf } from "./platform-of.ts";
import type { Platform } from "../contract/directory.ts";
import type { Directory } from "./directory/directory.ts";
import type { NoticeError } from "./notice-error.ts";

/**
 * A notice as far as it can be read. The law is checked on what is readable, so that an author learns in one pass of
 * every mistake, of spelling and of substance.
 */
export type Draft = {
  /** As it came. */
  input: unknown;
  /** The readable fields; one with a mistake inside is left out. */
  fields: Partial<Notice>;
  /** The readable items, each with its position in the notice and its platform, if it has one. */
  items: { position: number; item: NoticeItem; platform: Platform | undefined }[];
  /** Whether an error is on record at the pointer or around it. */
  isFaulty: (pointer: string) => boolean;
  /** Whether an error is on record at the field or inside it: then nothing of it is among the readable fields. */
  isBroken: (name: keyof Notice) => boolean;
};

const Fields = Notice.partial();

/** Reads what is readable of `input`, given what is known to be wrong with it and who is known. */
export function draftOf(input: unknown, errors: readonly NoticeError[], directory: Directory): Draft {
  const isFaulty = (pointer: string) => errors.some((error) => isWithin(pointer, error.pointer));
  const isBroken = (name: keyof Notice) => errors.some((error) => isWithin(error.pointer, `/${name}`));
  const names = Notice.keyof().options.filter((name) => !isBroken(name));
  const readable = names.map((name) => [name, valueAt(input, `/${name}`)]).filter(([, value]) => value !== undefined);
  const fields = Fields.safeParse(Object.fromEntries(readable));
  return { input, fields: fields.data ?? {}, items: readableItems(input, directory), isFaulty, isBroken };
}

function readableItems(input: unknown, directory: Directory): Draft["items"] {
  const items = valueAt(input, "/items");
  if (!Array.isArray(items)) return [];
  return items.slice(0, itemLimit).flatMap((value: unknown, position) => {
    const { data: item } = NoticeItem.safeParse(value);
    return item === undefined ? [] : [{ position, item, platform: platformOf(item.url, directory) }];
  });
}

/** The platforms of the readable items, each once, in the order of the notice. */
export function platformsOf(draft: Draft): Platform[] {
  return [...new Set(draft.items.flatMap(({ platform }) => (platform === undefined ? [] : [platform])))];
}
