/** Settings, Operators and roles: who works here, what an administrator can change with a second person, the records. */
import { useEffect, useRef, useState } from "react";

import type { PeopleList, PersonCode, PersonInfo } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { useMay } from "../../app/may";
import { useNavigation } from "../../app/navigation";
import { Button, Skeleton } from "../../components/basics";
import { ProblemView } from "../../problems/ProblemView";
import { AddPersonDialog } from "./AddPersonDialog";
import { CodeDialog } from "./CodeDialog";
import { PeopleTable, type Act } from "./PeopleTable";
import { RecordsTable } from "./RecordsTable";
import { RekeyDialog } from "./RekeyDialog";
import { RetireDialog } from "./RetireDialog";
import { RolesDialog } from "./RolesDialog";
import { usePeople, usePutPeople } from "./usePeople";
import "../../components/card.css";
import "../environments/environments.css";
import "../profiles/profiles.css";
import "../statements/statements.css";
import "./people.css";

type Doing = { act: "add" } | { act: Act; person: PersonInfo };

export function PeoplePart() {
  const { t } = useWords();
  const { may, why } = useMay();
  const list = usePeople();
  const put = usePutPeople();
  const [doing, setDoing] = useState<Doing | null>(null);
  const [code, setCode] = useState<PersonCode | null>(null);
  useAsked(() => setDoing({ act: "add" }));

  if (list.error) return <ProblemView problem={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <Skeleton label={t("loading")} lines={6} />;
  const { people, records } = list.data;
  const close = () => setDoing(null);
  const done = (after: PeopleList) => {
    close();
    put(after);
  };
  const coded = (made: PersonCode) => {
    done(made.people);
    setCode(made);
  };
  return (
    <div className="people-part" data-testid="people">
      <header className="part-head">
        <p className="muted">{t(may("person_add") ? "people.lead" : "people.lead.read")}</p>
        <Button kind="main" why={why("person_add")} onPress={() => setDoing({ act: "add" })} data-testid="person-add">
          {t("people.add")}
        </Button>
      </header>
      {people.filter((person) => person.state === "active").length <= 2 ? (
        <p className="notice people-third" data-testid="people-third">
          {t("people.third")}
        </p>
      ) : null}
      <PeopleTable people={people} onAct={(person, act) => setDoing({ act, person })} />
      <p className="faint people-note">{t("people.fingerprint.hint")}</p>
      <RecordsTable records={records} />
      {doing?.act === "add" ? <AddPersonDialog people={people} onClose={close} onCode={coded} /> : null}
      {doing?.act === "roles" ? <RolesDialog person={doing.person} people={people} onClose={close} onDone={done} /> : null}
      {doing?.act === "rekey" ? <RekeyDialog person={doing.person} people={people} onClose={close} onCode={coded} /> : null}
      {doing?.act === "retire" ? <RetireDialog person={doing.person} people={people} onClose={close} onDone={done} /> : null}
      {code ? <CodeDialog code={code} onNoted={() => setCode(null)} /> : null}
    </div>
  );
}

/** The palette asked for the form on the way here. Done once per visit. */
function useAsked(add: () => void): void {
  const { target, visit } = useNavigation();
  const seen = useRef(-1);
  useEffect(() => {
    if (seen.current === visit || target.section !== "settings") return;
    seen.current = visit;
    if (target.part === "people" && target.act === "add") add();
  });
}
