/** A dialog over the page: titled, closed by Escape or outside press. */
import type { ReactNode } from "react";
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components";

import "./Dialog.css";

interface Props {
  title: string;
  open: boolean;
  onClose: () => void;
  children: ReactNode;
  /** What the buttons at the foot do. */
  actions?: ReactNode;
  width?: "s" | "m" | "l";
  role?: "dialog" | "alertdialog";
  hideTitle?: boolean;
  testId?: string;
  /** Makes a form of body and buttons: Enter in a field presses the button of type `submit`. */
  onSubmit?: () => void;
}

export function Dialog({ title, open, onClose, children, actions, width = "m", role = "dialog", hideTitle, testId, onSubmit }: Props) {
  const inside = (
    <>
      <div className="dialog-body">{children}</div>
      {actions ? <div className="dialog-actions">{actions}</div> : null}
    </>
  );
  return (
    <ModalOverlay isOpen={open} onOpenChange={(next) => (next ? undefined : onClose())} isDismissable className="scrim" data-modal-open="">
      <Modal className={`modal modal-${width}`}>
        <AriaDialog role={role} className="dialog" data-testid={testId} aria-label={hideTitle ? title : undefined}>
          {hideTitle ? null : (
            <Heading slot="title" className="dialog-title">
              {title}
            </Heading>
          )}
          {onSubmit ? (
            <form
              className="dialog-form"
              onSubmit={(event) => {
                event.preventDefault();
                onSubmit();
              }}
            >
              {inside}
            </form>
          ) : (
            inside
          )}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
