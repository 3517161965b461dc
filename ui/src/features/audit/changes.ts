/** What an event changed, field by field, from the canonical JSON of before and after. */

export interface Change {
  field: string;
  before: string;
  after: string;
  differs: boolean;
}

type Fields = ReadonlyMap<string, string>;

/** The fields of an object; null where the text is none, or where reading it would lose a digit. */
function fieldsOf(text: string): Fields | null {
  if (text === "" || text === "null") return new Map();
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read !== "object" || read === null || Array.isArray(read) || JSON.stringify(read) !== text) return null;
    return new Map(Object.entries(read).map(([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)]));
  } catch {
    return null;
  }
}

/** The fields side by side; null where they can only be shown as they stand. */
export function changesOf(before: string, after: string): Change[] | null {
  const [was, is] = [fieldsOf(before), fieldsOf(after)];
  if (!was || !is) return null;
  return [...new Set([...was.keys(), ...is.keys()])].map((field) => {
    const [a, b] = [was.get(field) ?? "", is.get(field) ?? ""];
    return { field, before: a, after: b, differs: a !== b };
  });
}
