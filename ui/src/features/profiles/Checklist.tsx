/** The checklist by groups; one item at a time is open for typing. Focus comes back to the row it left. */
import { useEffect, useRef, useState } from "react";

import type { EnvironmentDto, ProfileInfo, ProfileItem } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { DeleteItemDialog } from "./DeleteItemDialog";
import { ItemRow } from "./ItemRow";
import { groupsOf } from "./items";
import "./checklist.css";

/** What was kept, and whether it filled a gap. */
export interface Saved {
  after: ProfileInfo;
  item: ProfileItem;
  wasMissing: boolean;
}

interface Props {
  profile: ProfileInfo;
  environment: EnvironmentDto;
  editing: ProfileItem | null;
  onEdit: (item: ProfileItem | null) => void;
  /** Answers which item is open next, if one is. */
  onSaved: (saved: Saved) => ProfileItem | null;
  onDeleted: (after: ProfileInfo, item: ProfileItem) => void;
}

export function Checklist({ profile, environment, editing, onEdit, onSaved, onDeleted }: Props) {
  const { t, word } = useWords();
  const list = useRef<HTMLDivElement>(null);
  const [deleting, setDeleting] = useState<ProfileItem | null>(null);
  const [focusOn, setFocusOn] = useState<{ item: ProfileItem } | null>(null);
  useEffect(() => {
    if (!focusOn) return undefined;
    // A dialog that closes puts the focus back a frame later; the row has the last word.
    const timer = setTimeout(() => list.current?.querySelector<HTMLElement>(`[data-item="${focusOn.item}"] .item-acts button`)?.focus(), 30);
    return () => clearTimeout(timer);
  }, [focusOn]);
  const doomed = profile.items.find((info) => info.item === deleting);

  return (
    <div className="card-stack checklist" ref={list} data-testid="checklist" role="group" aria-label={t("profile.checklist", { name: profile.name })}>
      {groupsOf(profile).map((group) => (
        <section key={group.title} className="card item-group" aria-labelledby={group.title}>
          <h3 id={group.title}>{t(group.title)}</h3>
          <ul>
            {group.items.map((info) => (
              <ItemRow
                key={info.item}
                info={info}
                profile={profile}
                environment={environment}
                editing={editing === info.item}
                onEdit={() => onEdit(info.item)}
                onDelete={() => setDeleting(info.item)}
                onClose={() => {
                  onEdit(null);
                  setFocusOn({ item: info.item });
                }}
                onSaved={(after) => {
                  const next = onSaved({ after, item: info.item, wasMissing: !info.given });
                  if (next === null) setFocusOn({ item: info.item });
                }}
              />
            ))}
          </ul>
        </section>
      ))}
      {doomed ? (
        <DeleteItemDialog
          profile={profile.id}
          info={doomed}
          name={word("item", doomed.item)}
          onClose={() => {
            setDeleting(null);
            setFocusOn({ item: doomed.item });
          }}
          onDeleted={(after) => onDeleted(after, doomed.item)}
        />
      ) : null}
    </div>
  );
}
