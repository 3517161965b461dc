/** Retires a person. */
import type { PeopleList, PersonInfo } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { useSending } from "../../app/sending";
import { useStatus } from "../../app/status";
import { call } from "../../host";
import { useSecond } from "./SecondSignature";
import { SignedDialog } from "./SignedDialog";

export function RetireDialog({ person, people, onClose, onDone }: { person: PersonInfo; people: readonly PersonInfo[]; onClose: () => void; onDone: (people: PeopleList) => void }) {
  const { t } = useWords();
  const { say } = useStatus();
  const sending = useSending();
  const second = useSecond(people, person.id);
  const retire = () => {
    const signature = second.take();
    if (signature === null) return;
    sending.send(
      () => call("person_retire", { id: person.id, second: signature }),
      (after) => {
        say({ text: t("retire.done", { name: person.name }) });
        onDone(after);
      },
    );
  };
  return (
    <SignedDialog title={t("retire.title", { name: person.name })} act={t("retire.do")} danger second={second} sending={sending} onSign={retire} onClose={onClose} testId="retire">
      <p>{t("retire.what", { name: person.name })}</p>
    </SignedDialog>
  );
}
