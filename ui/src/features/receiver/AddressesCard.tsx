/** The callback addresses, one for each short code and use; masked, for who knows one can post to it. */
import type { ReceiverKind } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { useMay } from "../../app/may";
import { Button, Empty } from "../../components/basics";

export function AddressesCard({ kinds, onRotate }: { kinds: readonly ReceiverKind[]; onRotate: () => void }) {
  const { t } = useWords();
  const { why } = useMay();
  const refused = why("receiver_rotate");
  return (
    <section className="card addresses" aria-labelledby="addresses-title" data-testid="addresses">
      <header className="addresses-head">
        <div>
          <h2 id="addresses-title">{t("receiver.addresses")}</h2>
          <p className="muted">{t("receiver.addresses.what")}</p>
        </div>
        {kinds.length === 0 ? null : (
          <Button why={refused} onPress={onRotate} data-testid="receiver-rotate">
            {t("receiver.rotate")}
          </Button>
        )}
      </header>
      {refused === null || kinds.length === 0 ? null : <p className="faint addresses-note">{refused}</p>}
      {kinds.length === 0 ? <Empty title={t("receiver.addresses.none")}>{t("receiver.addresses.none.hint")}</Empty> : <Addresses kinds={kinds} />}
    </section>
  );
}

function Addresses({ kinds }: { kinds: readonly ReceiverKind[] }) {
  const { t, word } = useWords();
  return (
    <div className="addresses-scroll">
      <table className="addresses-table">
        <thead>
          <tr>
            <th scope="col">{t("receiver.addresses.code")}</th>
            <th scope="col">{t("receiver.addresses.use")}</th>
            <th scope="col">{t("receiver.addresses.address")}</th>
            <th scope="col">{t("receiver.addresses.made")}</th>
            <th scope="col">{t("receiver.addresses.until")}</th>
          </tr>
        </thead>
        <tbody>
          {kinds.map((kind) => (
            <tr key={`${kind.short_code}-${kind.use}-${kind.address}-${kind.made}`} data-testid="address-row" data-use={kind.use} data-old={kind.until !== null || undefined}>
              <td title={kind.name}>
                <span className="mono">{kind.short_code}</span>
              </td>
              <td>{word("callback_use", kind.use)}</td>
              <td className="mono selectable address-text">{kind.address}</td>
              <td className="tnum muted">{kind.made}</td>
              <td className={kind.until === null ? "muted" : "address-old tnum"}>{kind.until === null ? t("receiver.addresses.current") : t("receiver.addresses.until.value", { at: kind.until })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
