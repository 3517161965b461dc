/** Each time a callback came: when, who posted it, and whether that address is on the list. */
import type { CallbackDelivery } from "../../bindings/types";
import { useWords } from "../../app/i18n";

export function Deliveries({ deliveries }: { deliveries: readonly CallbackDelivery[] }) {
  const { t } = useWords();
  return (
    <table className="evidence" data-testid="callback-deliveries">
      <thead>
        <tr>
          <th scope="col">{t("callbacks.at")}</th>
          <th scope="col">{t("callback.delivery.from")}</th>
          <th scope="col">{t("callback.delivery.list")}</th>
        </tr>
      </thead>
      <tbody>
        {deliveries.map((delivery, at) => (
          <tr key={`${delivery.at}-${at}`} data-verified={delivery.verified}>
            <td className="tnum">{delivery.at}</td>
            <td className="mono selectable">{delivery.source}</td>
            <td className={delivery.verified ? "" : "callback-doubt"}>{t(delivery.verified ? "callback.delivery.verified" : "callback.delivery.unverified")}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
