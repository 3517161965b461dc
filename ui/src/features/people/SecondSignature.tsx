/** The other person who signs: chosen among those who can, and their passphrase, typed in place by themselves. */
import { useRef, useState, type RefObject } from "react";

import type { PersonInfo, SecondPerson } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import type { Sending } from "../../app/sending";
import { PassphraseField } from "../passphrase/PassphraseField";
import { PersonChooser } from "./PersonChooser";

export interface Second {
  /** Who can sign: active, and not the one who asks. */
  others: readonly PersonInfo[];
  name: string;
  choose: (name: string) => void;
  field: RefObject<HTMLInputElement | null>;
  missing: boolean;
  /** The signature as typed; null, with the focus at its field, while it is not. */
  take: () => SecondPerson | null;
  typed: () => void;
}

/** `except` is whom the act is about: they don't sign for themselves while somebody else could. */
export function useSecond(people: readonly PersonInfo[], except?: number): Second {
  const active = people.filter((each) => each.state === "active" && !each.me);
  const apart = active.filter((each) => each.id !== except);
  const others = apart.length > 0 ? apart : active;
  const [chosen, setChosen] = useState<string | null>(null);
  const [missing, setMissing] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const name = others.find((each) => each.name === chosen)?.name ?? others[0]?.name ?? "";
  return {
    others,
    name,
    choose: (next) => {
      setChosen(next);
      setMissing(false);
      if (field.current) field.current.value = "";
    },
    field,
    missing,
    take: () => {
      const passphrase = field.current?.value ?? "";
      setMissing(passphrase === "");
      if (passphrase !== "") return { name, passphrase };
      field.current?.focus();
      return null;
    },
    typed: () => setMissing(false),
  };
}

export const SECOND_FIELDS = ["second", "second.name", "second.passphrase", "passphrase"];

export function SecondSignature({ second, sending, autoFocus }: { second: Second; sending: Sending; autoFocus?: boolean }) {
  const { t } = useWords();
  const { others, name } = second;
  return (
    <section className="second" data-testid="second">
      <header>
        <h3>{t("second.title")}</h3>
        <p className="muted">{t(others.length === 0 ? "second.nobody" : "second.lead")}</p>
      </header>
      {others.length === 0 ? null : (
        <div className="second-fields">
          <PersonChooser
            label={t("second.name")}
            people={others}
            chosen={name}
            onChoose={(next) => {
              second.choose(next);
              sending.forget();
            }}
            error={sending.at("second", "second.name")}
            prefix="second"
          />
          <PassphraseField
            label={t("second.passphrase", { name })}
            field={second.field}
            error={sending.at("second.passphrase", "passphrase") ?? (second.missing ? t("passphrase.empty") : null)}
            readOnly={sending.busy}
            onInput={() => {
              second.typed();
              sending.forget();
            }}
            testId="second-passphrase"
            {...(autoFocus ? { autoFocus } : {})}
          />
        </div>
      )}
    </section>
  );
}
