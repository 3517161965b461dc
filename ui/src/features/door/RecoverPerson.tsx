/** One of the two who take a new key: chosen among those who are here, with a new passphrase of their own. */
import type { OperatorName } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import type { Sending } from "../../app/sending";
import { NewPassphrase, type Fault, type Twice } from "../passphrase/NewPassphrase";
import { PersonChooser } from "../people/PersonChooser";

interface Props {
  /** `administrator` or `other`: begins the engine's names of the fields, and the test ids. */
  which: "administrator" | "other";
  people: readonly OperatorName[];
  name: string;
  onName: (name: string) => void;
  twice: Twice;
  fault: Fault;
  sending: Sending;
  onInput: () => void;
}

export function RecoverPerson({ which, people, name, onName, twice, fault, sending, onInput }: Props) {
  const { t } = useWords();
  const { at, busy } = sending;
  return (
    <div role="group" className="door-card founder" aria-labelledby={`recover-${which}-title`}>
      <h2 id={`recover-${which}-title`}>{t(`recover_people.${which}`)}</h2>
      <PersonChooser
        label={t("person.name")}
        people={people}
        chosen={name}
        onChoose={(next) => {
          onName(next);
          onInput();
        }}
        error={at(which, `${which}.name`)}
        prefix={`recover-${which}`}
      />
      <NewPassphrase key={name} twice={twice} label={t("recover_people.passphrase", { name })} fault={fault} error={at(`${which}.passphrase`)} busy={busy} onInput={onInput} prefix={`recover-${which}`} />
    </div>
  );
}
