/** A section's title line: what it is, what it shows, what can be done. */
import type { ReactNode } from "react";

import "./ScreenHeader.css";

export function ScreenHeader({ title, subject, children }: { title: string; subject?: string | undefined; children?: ReactNode }) {
  return (
    <header className="screen-header">
      <h1>{title}</h1>
      {subject ? <span className="screen-subject muted cut">{subject}</span> : null}
      <span className="screen-space" />
      {children}
    </header>
  );
}
