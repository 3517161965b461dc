/** Statement, book, named differences and what is left: always in view on the desk. */
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from "react-aria-components";

import type { BridgeDto, DeskSummary } from "../../bindings/types";
import { count, useWords } from "../../app/i18n";
import { useShowKeys } from "../../app/KeyList";
import { Kbd, Money } from "../../components/basics";

export function DeskFooter({ summary }: { summary: DeskSummary | null }) {
  const { t } = useWords();
  const showKeys = useShowKeys();
  return (
    <footer className="desk-foot">
      {summary ? <Balances bridge={summary.bridge} /> : null}
      <span className="screen-space" />
      {summary ? (
        <span className="cut desk-complete" data-complete={summary.complete}>
          {summary.completeness}
        </span>
      ) : null}
      <AriaButton className="foot-keys" onPress={showKeys}>
        <Kbd>?</Kbd> {t("desk.keys")}
      </AriaButton>
    </footer>
  );
}

function Balances({ bridge }: { bridge: BridgeDto }) {
  const { t } = useWords();
  const tone = bridge.residual_zero ? "ok" : "bad";
  return (
    <>
      <span className="foot-balance">
        {t("bridge.statement")} <Money amount={bridge.statement} size="s" />
      </span>
      <span className="foot-balance">
        {t("bridge.book")} <Money amount={bridge.book} size="s" />
      </span>
      <DialogTrigger>
        <AriaButton className="foot-named" data-testid="named-differences">
          {t("bridge.named")} <Money amount={bridge.named} size="s" /> <span aria-hidden="true">▴</span>
        </AriaButton>
        <Popover className="popover" placement="top start">
          <Dialog className="named" aria-label={t("bridge.named")}>
            <BridgeItems bridge={bridge} />
          </Dialog>
        </Popover>
      </DialogTrigger>
      <b className="foot-residual" data-testid="residual" data-zero={bridge.residual_zero}>
        {t("bridge.residual")} <Money amount={bridge.residual} size="s" tone={tone} />
      </b>
    </>
  );
}

/** The bridge as an accountant writes it: book, items, residual, statement. */
export function BridgeItems({ bridge }: { bridge: BridgeDto }) {
  const { t, word } = useWords();
  return (
    <table className="bridge">
      <tbody>
        <tr className="bridge-end">
          <th scope="row" colSpan={2}>{t("bridge.book.at_end")}</th>
          <td><Money amount={bridge.book} /></td>
        </tr>
        {bridge.items.map((item) => (
          <tr key={item.code}>
            <th scope="row">{word("bridge_item", item.code, item.name)}</th>
            <td className="faint">{item.count > 0 ? count(item.count) : ""}</td>
            <td><Money amount={item.amount} /></td>
          </tr>
        ))}
        <tr className="bridge-left">
          <th scope="row" colSpan={2}>{t("bridge.residual.long")}</th>
          <td><Money amount={bridge.residual} tone={bridge.residual_zero ? "ok" : "bad"} /></td>
        </tr>
        <tr className="bridge-end">
          <th scope="row" colSpan={2}>{t("bridge.statement.at_end")}</th>
          <td><Money amount={bridge.statement} /></td>
        </tr>
      </tbody>
      {bridge.balances_known ? null : (
        <caption>{t("bridge.balances_unknown")}</caption>
      )}
    </table>
  );
}
