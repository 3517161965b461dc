/** The short codes of this world, how much of each checklist is given, and what the last checks said. */
import { useEffect, useRef } from "react";

import type { ProfileCheck, ProfileInfo } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { Chip } from "../../components/basics";
import { outcomeOf, TONE_OF_OUTCOME } from "./items";

interface Props {
  profiles: readonly ProfileInfo[];
  focusOn: number | null;
  onOpen: (id: number) => void;
}

export function ProfilesTable({ profiles, focusOn, onOpen }: Props) {
  const { t, word } = useWords();
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    if (focusOn === null) return;
    list.current?.querySelector<HTMLElement>(`[data-profile="${focusOn}"]`)?.focus();
  }, [focusOn]);
  return (
    <div className="card profiles-list">
      <div className="profile-row profile-heads" aria-hidden="true">
        <span>{t("profiles.short_code")}</span>
        <span>{t("profiles.name")}</span>
        <span>{t("profiles.ready")}</span>
        <span>{word("check", "token")}</span>
        <span>{word("check", "balance")}</span>
        <span />
      </div>
      <ul ref={list} aria-label={t("profiles.title")}>
        {profiles.map((profile) => (
          <li key={profile.id}>
            <button type="button" className="profile-row" data-profile={profile.id} data-testid="profile-row" onClick={() => onOpen(profile.id)}>
              <b className="mono">{profile.short_code}</b>
              <span className="profile-name">
                <span className="cut">{profile.name}</span>
                <span className="faint cut">{word("profile_kind", profile.kind)}</span>
              </span>
              <Readiness profile={profile} />
              <Verdict profile={profile} check="token" />
              <Verdict profile={profile} check="balance" />
              <span aria-hidden="true" className="faint">›</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** How much of what is required is given, in words and as a bar. */
export function Readiness({ profile, inWords }: { profile: ProfileInfo; inWords?: boolean }) {
  const { t } = useWords();
  const { given, required } = profile;
  const whole = given >= required;
  return (
    <span className="readiness" data-whole={whole || undefined}>
      <span className="sr-only">{t("profiles.given.words", { given, required })}</span>
      <span aria-hidden="true" className="tnum">{t(inWords ? "profiles.given.short" : "profiles.given", { given, required })}</span>
      <i aria-hidden="true">
        <i style={{ flexGrow: given }} />
        <i style={{ flexGrow: required - given }} />
      </i>
    </span>
  );
}

export function Verdict({ profile, check }: { profile: ProfileInfo; check: ProfileCheck }) {
  const { word } = useWords();
  const outcome = outcomeOf(profile, check);
  return (
    <span className="profile-verdict">
      <span className="sr-only">{word("check", check)}: </span>
      {outcome === "not_possible" ? <span className="faint">{word("check_outcome", outcome)}</span> : <Chip tone={TONE_OF_OUTCOME[outcome]}>{word("check_outcome", outcome)}</Chip>}
    </span>
  );
}
