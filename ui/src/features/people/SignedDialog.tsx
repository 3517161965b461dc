/** A dialog for an act that two people sign: what it is, then the second signature. */
import type { ReactNode } from "react";

import { useWords } from "../../app/i18n";
import type { Sending } from "../../app/sending";
import { Button } from "../../components/basics";
import { Dialog } from "../../components/Dialog";
import { ProblemView } from "../../problems/ProblemView";
import { SECOND_FIELDS, SecondSignature, type Second } from "./SecondSignature";

interface Props {
  title: string;
  /** What the button says. */
  act: string;
  danger?: boolean;
  /** Fields of the form itself, at which problems are said. */
  fields?: readonly string[];
  second: Second;
  sending: Sending;
  onSign: () => void;
  onClose: () => void;
  testId: string;
  children: ReactNode;
}

export function SignedDialog({ title, act, danger = false, fields = [], second, sending, onSign, onClose, testId, children }: Props) {
  const { t } = useWords();
  const elsewhere = sending.besides(...SECOND_FIELDS, ...fields);
  return (
    <Dialog
      open
      title={title}
      onClose={onClose}
      testId={testId}
      onSubmit={() => {
        if (!sending.busy && second.others.length > 0) onSign();
      }}
      actions={
        <>
          <Button onPress={onClose}>{t("cancel")}</Button>
          <Button kind={danger ? "danger" : "main"} type="submit" isDisabled={sending.busy || second.others.length === 0} data-testid="person-sign">
            {act}
          </Button>
        </>
      }
    >
      <div className="form signed-form">
        {children}
        <SecondSignature second={second} sending={sending} autoFocus={fields.length === 0} />
        {elsewhere ? <ProblemView problem={elsewhere} /> : null}
      </div>
    </Dialog>
  );
}
