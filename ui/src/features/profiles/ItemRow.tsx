/** One item: its state, what it is, where it comes from, what is kept of it, and what can be done. */
import type { EnvironmentDto, ProfileInfo, ProfileItemInfo } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { useMay } from "../../app/may";
import { Button } from "../../components/basics";
import { CertificateEditor } from "./CertificateEditor";
import { ItemEditor } from "./ItemEditor";
import { CLASS_OF_NOTICE, fromOf, noteOf } from "./items";

interface Props {
  info: ProfileItemInfo;
  profile: ProfileInfo;
  environment: EnvironmentDto;
  editing: boolean;
  onEdit: () => void;
  onDelete: () => void;
  onClose: () => void;
  onSaved: (after: ProfileInfo) => void;
}

export function ItemRow({ info, profile, environment, editing, onEdit, onDelete, onClose, onSaved }: Props) {
  const words = useWords();
  const { t, word } = words;
  const { why } = useMay();
  const { item, given, required } = info;
  const name = word("item", item);
  const state = given ? "given" : required ? "missing" : "optional";
  const from = profile.supplied ? "" : fromOf(item, environment, words);
  const note = given && !editing ? "" : noteOf(item, environment, words);
  const Editor = item === "certificate" ? CertificateEditor : ItemEditor;
  return (
    <li className="item" data-item={item} data-state={state} data-editing={editing || undefined} data-testid={`item-${item}`}>
      <span className="item-mark" aria-hidden="true">
        {given ? "✓" : ""}
      </span>
      <div className="item-body">
        <h4>
          {name}
          <span className="sr-only">: {t(`item_state.${state}`)}</span>
          {required ? null : <span className="item-optional">{t("item_optional")}</span>}
        </h4>
        {given ? <Kept info={info} /> : <p className="muted">{word("item_what", item, "")}</p>}
        {from === "" ? null : <From text={from} />}
        {note === "" ? null : <p className="item-note">{note}</p>}
        {info.notice && !editing ? <p className={CLASS_OF_NOTICE[info.notice.tone]}>{info.notice.text}</p> : null}
        {editing ? <Editor profile={profile.id} info={info} name={name} onClose={onClose} onSaved={onSaved} /> : null}
      </div>
      {profile.supplied || editing ? null : (
        <div className="item-acts">
          <Button kind={given ? "quiet" : "plain"} why={why("profile_item_set")} onPress={onEdit} aria-label={t(given ? "item_replace.named" : "item_give.named", { item: name })} data-testid={`give-${item}`}>
            {t(given ? "item_replace" : "item_give")}
          </Button>
          {given ? (
            <Button kind="quiet" why={why("profile_item_delete")} onPress={onDelete} aria-label={t("item_delete.named", { item: name })} data-testid={`delete-${item}`}>
              {t("item_delete")}
            </Button>
          ) : null}
        </div>
      )}
    </li>
  );
}

/** What is kept: of a secret only that it is, of the rest the value. */
function Kept({ info }: { info: ProfileItemInfo }) {
  const { t } = useWords();
  if (info.secret) return <p className="item-kept">{info.set_at ? t("item_kept", { at: info.set_at }) : t("item_kept.some")}</p>;
  return (
    <>
      <p className="item-kept">
        <span className="mono selectable">{info.shown}</span>
        {info.set_at ? <span className="faint">{t("item_set", { at: info.set_at })}</span> : null}
      </p>
      {info.facts.length > 0 ? (
        <ul className="item-facts">
          {info.facts.map((fact) => (
            <li key={fact} className="selectable">{fact}</li>
          ))}
        </ul>
      ) : null}
    </>
  );
}

/** A way through Safaricom's pages: site first, then each step. */
function From({ text }: { text: string }) {
  const { t } = useWords();
  const steps = text.split(" › ");
  return (
    <p className="item-from">
      <span className="faint">{t("item_from")}</span>
      <span className="selectable">
        {steps.map((step, at) => (
          <span key={step}>
            {at === 0 ? null : <i aria-hidden="true"> › </i>}
            {step}
          </span>
        ))}
      </span>
    </p>
  );
}
