/** Settings, Profiles: the list, or the page of one profile. */
import { useCallback, useEffect, useRef, useState } from "react";

import { useWords } from "../../app/i18n";
import { useMay } from "../../app/may";
import { useNavigation } from "../../app/navigation";
import { usePlace } from "../../app/place";
import { useCommand } from "../../app/queries";
import { Button, Empty, Skeleton } from "../../components/basics";
import { ProblemView } from "../../problems/ProblemView";
import { AddProfileDialog } from "./AddProfileDialog";
import { ProfilePage } from "./ProfilePage";
import { ProfilesTable } from "./ProfilesTable";
import { useProfiles } from "./useProfiles";
import "../../components/card.css";
import "./profiles.css";

export function ProfilesPart() {
  const { t, word } = useWords();
  const { place, change } = usePlace();
  const { why } = useMay();
  const list = useProfiles();
  const status = useCommand("app_status", {});
  const [adding, setAdding] = useState(false);
  /** The profile whose row gets the focus when its page is left. */
  const [left, setLeft] = useState<number | null>(null);
  const [made, setMade] = useState<number | null>(null);
  const asked = useAsked(setAdding);

  const environment = status.data?.environment;
  if (list.error) return <ProblemView problem={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data || !environment) return <Skeleton label={t("loading")} lines={6} />;
  const { profiles } = list.data;
  const open = profiles.find((profile) => profile.id === place.profile);
  const world = word("world", environment);
  const dialog = adding ? (
    <AddProfileDialog
      environment={environment}
      onClose={() => setAdding(false)}
      onAdded={(id) => {
        setAdding(false);
        setMade(id);
        change({ profile: id });
      }}
    />
  ) : null;

  if (open) {
    const back = () => {
      setLeft(open.id);
      change({ profile: null });
    };
    return (
      <>
        <ProfilePage key={open.id} profile={open} environment={environment} isNew={made === open.id} test={asked.test === open.id} onTested={asked.done} onBack={back} />
        {dialog}
      </>
    );
  }
  return (
    <div className="profiles-part" data-testid="profiles">
      <header className="part-head">
        <p className="muted">{t("profiles.lead")}</p>
        {profiles.length === 0 ? null : (
          <Button kind="main" why={why("profile_add")} onPress={() => setAdding(true)} data-testid="profile-add">
            {t("profiles.add")}
          </Button>
        )}
      </header>
      {profiles.length === 0 ? (
        <div className="card">
          <Empty title={t("profiles.empty", { world })}>
            <p>{t("profiles.empty.hint")}</p>
            <Button kind="main" className="btn-large" why={why("profile_add")} onPress={() => setAdding(true)} data-testid="profile-add">
              {t("profiles.add")}
            </Button>
          </Empty>
        </div>
      ) : (
        <ProfilesTable profiles={profiles} focusOn={left} onOpen={(id) => change({ profile: id })} />
      )}
      {dialog}
    </div>
  );
}

/** What another part of the window asked for on the way here: the form, or a test. Done once per visit. */
function useAsked(setAdding: (adding: boolean) => void) {
  const { target, visit } = useNavigation();
  const seen = useRef(-1);
  const [test, setTest] = useState<number | null>(null);
  useEffect(() => {
    if (seen.current === visit || target.section !== "settings") return;
    seen.current = visit;
    if (target.act === "add") setAdding(true);
    if (target.act === "test") setTest(target.profile ?? null);
  }, [target, visit, setAdding]);
  const done = useCallback(() => setTest(null), []);
  return { test, done };
}
