/** The form for a new short code; what is wrong is said at its field. */
import { useState } from "react";
import { Label, Radio, RadioGroup } from "react-aria-components";

import type { EnvironmentDto, Problem, ProfileKind } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { Button } from "../../components/basics";
import { Dialog } from "../../components/Dialog";
import { Field } from "../../components/fields";
import { call, faultIn } from "../../host";
import { ProblemView } from "../../problems/ProblemView";
import { usePutProfile } from "./useProfiles";
import "./dialogs.css";

const KINDS: readonly ProfileKind[] = ["paybill", "till", "payout", "one_account"];
const FIELDS = ["short_code", "name"];

interface Props {
  environment: EnvironmentDto;
  onClose: () => void;
  onAdded: (id: number) => void;
}

export function AddProfileDialog({ environment, onClose, onAdded }: Props) {
  const { t, word } = useWords();
  const put = usePutProfile();
  const [code, setCode] = useState("");
  const [kind, setKind] = useState<ProfileKind>("paybill");
  const [name, setName] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const errorAt = (field: string) => (problem?.field === field ? [problem.message, ...problem.remedies].join(" ") : null);
  const typing = (field: string, set: (typed: string) => void) => (typed: string) => {
    set(typed);
    if (problem?.field === field) setProblem(null);
  };

  const add = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const made = await call("profile_add", { short_code: code, kind, name });
      put(made);
      onAdded(made.id);
    } catch (thrown) {
      const told = faultIn(thrown);
      setProblem(told);
      setBusy(false);
      if (told?.field) focusField(told.field);
    }
  };
  return (
    <Dialog
      open
      title={t("add_profile.title", { world: word("world", environment) })}
      onClose={onClose}
      testId="add-profile"
      onSubmit={() => {
        if (!busy) void add();
      }}
      actions={
        <>
          <Button onPress={onClose}>{t("cancel")}</Button>
          <Button kind="main" type="submit" isDisabled={busy} data-testid="profile-add-commit">
            {t("add_profile.do")}
          </Button>
        </>
      }
    >
      <div className="add-profile">
        <Field
          label={t("profiles.short_code")}
          value={code}
          onChange={typing("short_code", setCode)}
          note={t(environment === "sandbox" ? "add_profile.short_code.sandbox" : "add_profile.short_code.hint")}
          error={errorAt("short_code")}
          inputMode="numeric"
          autoFocus
          mono
          testId="profile-short_code"
        />
        <RadioGroup className="kinds" value={kind} onChange={(chosen) => setKind(chosen as ProfileKind)}>
          <Label>{t("profiles.kind")}</Label>
          <div>
            {KINDS.map((each) => (
              <Radio key={each} value={each} className="kind" data-testid={`kind-${each}`}>
                <i aria-hidden="true" />
                <span>
                  <b>{word("profile_kind", each)}</b>
                  <span className="muted">{word("profile_kind_what", each)}</span>
                </span>
              </Radio>
            ))}
          </div>
        </RadioGroup>
        <Field label={t("profiles.name")} value={name} onChange={typing("name", setName)} note={t("add_profile.name.hint")} error={errorAt("name")} testId="profile-name" />
        {problem && !FIELDS.includes(problem.field ?? "") ? <ProblemView problem={problem} /> : null}
      </div>
    </Dialog>
  );
}

/** Puts the focus where the fault is. */
function focusField(field: string): void {
  document.querySelector<HTMLElement>(`[data-testid="profile-${field}"]`)?.focus();
}
