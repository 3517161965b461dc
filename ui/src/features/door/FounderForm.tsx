/** One of the first two: a name, a role or several, and their own passphrase. */
import type { ReactNode } from "react";

import { useWords } from "../../app/i18n";
import type { Sending } from "../../app/sending";
import { Field } from "../../components/fields";
import { NewPassphrase, type Fault, type Twice } from "../passphrase/NewPassphrase";

interface Props {
  /** `administrator` or `other`: begins the engine's names of the fields, and the test ids. */
  which: "administrator" | "other";
  name: string;
  onName: (name: string) => void;
  twice: Twice;
  fault: Fault;
  sending: Sending;
  onInput: () => void;
  children?: ReactNode;
}

export function FounderForm({ which, name, onName, twice, fault, sending, onInput, children }: Props) {
  const { t } = useWords();
  const { at, busy } = sending;
  return (
    // A legend stays on the border in WebKit's grids, so this group is named by its heading.
    <div role="group" className="door-card founder" aria-labelledby={`founder-${which}-title`} aria-describedby={`founder-${which}`}>
      <h2 id={`founder-${which}-title`}>{t(`found.${which}`)}</h2>
      <p id={`founder-${which}`} className="muted">
        {t(`found.${which}.what`)}
      </p>
      <Field
        label={t("person.name")}
        value={name}
        onChange={(typed) => {
          onName(typed);
          onInput();
        }}
        note={t("person.name.hint")}
        error={at(`${which}.name`)}
        autoFocus={which === "administrator"}
        testId={`found-${which}-name`}
      />
      {children}
      <NewPassphrase twice={twice} label={t("passphrase.label")} fault={fault} error={at(`${which}.passphrase`)} busy={busy} onInput={onInput} prefix={`found-${which}`} />
    </div>
  );
}
