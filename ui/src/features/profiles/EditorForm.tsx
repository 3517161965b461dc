/** The form around a field of the checklist: Enter keeps, Escape leaves. */
import type { ReactNode } from "react";

export function EditorForm({ className, onKeep, onClose, children }: { className?: string; onKeep: () => void; onClose: () => void; children: ReactNode }) {
  return (
    <div
      role="presentation"
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        event.stopPropagation();
        onClose();
      }}
    >
      <form
        className={`item-editor ${className ?? ""}`}
        onSubmit={(event) => {
          event.preventDefault();
          onKeep();
        }}
      >
        {children}
      </form>
    </div>
  );
}
