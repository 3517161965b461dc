/** Who can sign in: names with their roles, and in practice the passphrase of each. */
import { useRef } from "react";
import { Label, Radio, RadioGroup } from "react-aria-components";

import type { OperatorName } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { rolesInWords } from "../../app/may";
import { Button } from "../../components/basics";

interface Props {
  operators: readonly OperatorName[];
  chosen: string;
  /** Keys look through the list; a pointer has found its name, and the focus can go on. */
  onChoose: (name: string, by: "pointer" | "key") => void;
  onUse: (operator: OperatorName) => void;
}

export function OperatorList({ operators, chosen, onChoose, onUse }: Props) {
  const words = useWords();
  const { t } = words;
  const pointer = useRef(false);
  return (
    <RadioGroup
      className="operators"
      value={chosen}
      onChange={(name) => onChoose(name, pointer.current ? "pointer" : "key")}
      data-testid="sign-in-name"
    >
      <Label className="door-label">{t("sign_in.who")}</Label>
      <div
        role="presentation"
        className="operator-list"
        onPointerDown={() => {
          pointer.current = true;
        }}
        onKeyDownCapture={() => {
          pointer.current = false;
        }}
      >
        {operators.map((operator) => (
          <div key={operator.name} className="operator-row">
            <Radio value={operator.name} className="operator" data-testid="sign-in-operator" data-operator={operator.name}>
              <b className="cut">{operator.name}</b>
              <span className="muted cut">{operator.enrolled ? rolesInWords(operator.roles, words) : `${rolesInWords(operator.roles, words)} · ${t("sign_in.invited")}`}</span>
            </Radio>
            {operator.practice_passphrase === null ? null : (
              <span className="operator-practice">
                <span className="mono selectable">{operator.practice_passphrase}</span>
                <Button kind="quiet" className="btn-small" onPress={() => onUse(operator)} aria-label={t("sign_in.use.named", { name: operator.name })} data-testid="sign-in-use" data-operator={operator.name}>
                  {t("sign_in.use")}
                </Button>
              </span>
            )}
          </div>
        ))}
      </div>
    </RadioGroup>
  );
}
