/** What names a story, from where it stands in a list. */
import type { AuditEventInfo, PersonInfo, StoryHit, StoryKind, StoryRef } from "../../bindings/types";

export function refOf(hit: StoryHit): StoryRef {
  return { kind: hit.kind, id: hit.id, name: hit.kind === "operator" ? hit.title : "" };
}

export function keyOfStory({ kind, id, name }: StoryRef): string {
  return `${kind} ${id} ${name}`;
}

export function isSame(a: StoryRef | null, b: StoryRef | null): boolean {
  return a !== null && b !== null && keyOfStory(a) === keyOfStory(b);
}

/** Kinds of record that events name with their number and that have a story. */
const KINDS: readonly StoryKind[] = ["line", "entry", "import", "operator"];

/** The story of what an event is about, `line 12` or `operator 3`; null where there is none. */
export function refOfSubject(subject: AuditEventInfo["subject"], people: readonly Pick<PersonInfo, "id" | "name">[]): StoryRef | null {
  const [, word, digits = ""] = /^(\w+) (\d{1,15})$/.exec(subject) ?? [];
  const kind = KINDS.find((known) => known === word);
  if (kind === undefined) return null;
  const id = +digits;
  if (kind !== "operator") return { kind, id, name: "" };
  const person = people.find((each) => each.id === id);
  return person ? { kind, id: 0, name: person.name } : null;
}
