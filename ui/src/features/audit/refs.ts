/** What names a story, from where it stands in a list. */
import type { StoryHit, StoryRef } from "../../bindings/types";

export function refOf(hit: StoryHit): StoryRef {
  return { kind: hit.kind, id: hit.id, name: hit.kind === "operator" ? hit.title : "" };
}

export function keyOfStory({ kind, id, name }: StoryRef): string {
  return `${kind} ${id} ${name}`;
}

export function isSame(a: StoryRef | null, b: StoryRef | null): boolean {
  return a !== null && b !== null && keyOfStory(a) === keyOfStory(b);
}
