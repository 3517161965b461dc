/** One profile: its checklist, and what real calls say about it. */
import { useEffect, useRef, useState } from "react";

import type { EnvironmentDto, ProfileInfo, ProfileItem } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { useKeys } from "../../app/keys";
import { useMay } from "../../app/may";
import { Button } from "../../components/basics";
import { asksForToken, nextMissing } from "./items";
import { Checklist, type Saved } from "./Checklist";
import { ChecksPanel } from "./ChecksPanel";
import { Readiness, Verdict } from "./ProfilesTable";
import { RemoveProfileDialog } from "./RemoveProfileDialog";
import { useProfileTest } from "./useProfileTest";
import { usePutProfile } from "./useProfiles";
import "./dialogs.css";
import "./page.css";

interface Props {
  profile: ProfileInfo;
  environment: EnvironmentDto;
  /** Just added: the first item is open for typing. */
  isNew: boolean;
  /** Opened in order to be tested. */
  test: boolean;
  onTested: () => void;
  onBack: () => void;
}

export function ProfilePage({ profile, environment, isNew, test, onTested, onBack }: Props) {
  const { t, word } = useWords();
  const put = usePutProfile();
  const { why } = useMay();
  const checks = useProfileTest(profile.id);
  const [editing, setEditing] = useState<ProfileItem | null>(() => (isNew ? nextMissing(profile) : null));
  const [removing, setRemoving] = useState(false);
  const [said, setSaid] = useState("");
  const heading = useRef<HTMLHeadingElement>(null);
  useKeys({ Escape: onBack }, !removing && editing === null);

  useEffect(() => {
    if (!isNew) heading.current?.focus({ preventScroll: true });
  }, [isNew]);
  const { run } = checks;
  // The supplied profile can't be locked; of others only the token is asked for unbidden.
  useEffect(() => {
    if (!test) return;
    onTested();
    run(profile.supplied ? "all" : "token");
  }, [test, onTested, run, profile.supplied]);

  const saved = ({ after, item, wasMissing }: Saved): ProfileItem | null => {
    put(after);
    const next = wasMissing ? nextMissing(after) : null;
    const name = word("item", item);
    setSaid(next ? t("item_saved.next", { item: name, next: word("item", next) }) : t("item_saved", { item: name }));
    setEditing(next);
    if (asksForToken(after, item)) run("token");
    return next;
  };

  return (
    <article className="profile-page" data-testid="profile-page">
      <header className="profile-head">
        <Button kind="quiet" className="profile-back" onPress={onBack} data-testid="profile-back">
          <span aria-hidden="true">‹</span> {t("profile.back")}
        </Button>
        <h2 ref={heading} tabIndex={-1}>
          <span className="mono">{profile.short_code}</span> {profile.name}
        </h2>
        <span className="muted profile-kind">{word("profile_kind", profile.kind)}</span>
        <Readiness profile={profile} inWords />
        {profile.supplied ? null : (
          <Button kind="danger" why={why("profile_remove")} onPress={() => setRemoving(true)} data-testid="profile-remove">
            {t("profile.remove")}
          </Button>
        )}
        <div className="profile-verdicts">
          {profile.checks.map(({ check }) => (
            <Verdict key={check} profile={profile} check={check} />
          ))}
        </div>
      </header>
      <div className="profile-columns">
        <Checklist
          profile={profile}
          environment={environment}
          editing={editing}
          onEdit={setEditing}
          onSaved={saved}
          onDeleted={(after, item) => {
            put(after);
            setSaid(t("item_deleted", { item: word("item", item) }));
          }}
        />
        <aside className="card-stack">
          {profile.supplied ? (
            <section className="card" data-testid="profile-supplied">
              <h2>{t("profile.supplied")}</h2>
              <p className="muted">{t("profile.supplied.hint")}</p>
            </section>
          ) : null}
          <ChecksPanel profile={profile} environment={environment} test={checks} />
          {profile.supplied ? null : (
            <section className="card">
              <h2>{t("profile.safe")}</h2>
              <p className="muted">{t("profile.safe.hint", { world: word("world", environment) })}</p>
            </section>
          )}
        </aside>
      </div>
      <p className="sr-only" role="status" data-testid="item-said">
        {said}
      </p>
      {removing ? <RemoveProfileDialog profile={profile} onClose={() => setRemoving(false)} onRemoved={onBack} /> : null}
    </article>
  );
}
