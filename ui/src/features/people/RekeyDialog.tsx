/** Gives a person a new one-time code. */
import type { PersonCode, PersonInfo } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { useSending } from "../../app/sending";
import { call } from "../../host";
import { useSecond } from "./SecondSignature";
import { SignedDialog } from "./SignedDialog";

export function RekeyDialog({ person, people, onClose, onCode }: { person: PersonInfo; people: readonly PersonInfo[]; onClose: () => void; onCode: (code: PersonCode) => void }) {
  const { t } = useWords();
  const sending = useSending();
  const second = useSecond(people, person.id);
  const make = () => {
    const signature = second.take();
    if (signature !== null) sending.send(() => call("person_rekey", { id: person.id, second: signature }), onCode);
  };
  return (
    <SignedDialog title={t("rekey.title", { name: person.name })} act={t("rekey.do")} second={second} sending={sending} onSign={make} onClose={onClose} testId="rekey">
      <p>{t("rekey.what")}</p>
      <p className="muted">{t("people.delay")}</p>
    </SignedDialog>
  );
}
