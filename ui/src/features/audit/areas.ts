/** Kinds of act that events can be narrowed down to: the beginnings of their codes. */
export const AREAS = ["all", "import", "match", "decision", "reveal", "people", "session", "access", "profile", "backup", "recovery", "audit", "ledger", "lease", "receiver", "workspace"] as const;

export type Area = (typeof AREAS)[number];

export function prefixOf(area: Area): string | null {
  return area === "all" ? null : area;
}
