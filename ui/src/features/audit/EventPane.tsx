/** One event, whole: what stood before and after it, and its hash. */
import type { AuditEventInfo, StoryRef } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { Empty } from "../../components/basics";
import { MonoValue } from "../../components/MonoValue";
import { usePeople } from "../people/usePeople";
import { changesOf, type Change } from "./changes";
import { refOfSubject } from "./refs";
import "../reconcile/pane.css";
import "../statements/statements.css";
import "./story.css";

export function EventPane({ event, onStory }: { event: AuditEventInfo | null; onStory: (of: StoryRef) => void }) {
  const { t } = useWords();
  if (!event) return <Empty title={t("events.unselected")}>{t("events.unselected.hint")}</Empty>;
  const changes = changesOf(event.before, event.after);
  return (
    <article className="pane" data-testid="event-detail" data-seq={String(event.seq)}>
      <header className="pane-top">
        <div className="pane-figure">
          <b className="story-title selectable">{event.what}</b>
          <span className="screen-space" />
          <span className="muted">{t("story.event", { n: String(event.seq) })}</span>
        </div>
        <p className="muted">
          {[event.operator, event.at].map((part) => (
            <span key={part} className="dotted selectable">{part}</span>
          ))}
          {event.subject === "" ? null : <Subject subject={event.subject} onStory={onStory} />}
        </p>
      </header>
      {changes ? <Changes changes={changes} /> : <Raw before={event.before} after={event.after} />}
      <dl className="facts">
        <div>
          <dt>{t("events.code")}</dt>
          <dd className="mono selectable">{event.action}</dd>
        </div>
      </dl>
      <MonoValue label={t("events.hash")} value={event.hash} testId="event-hash" />
    </article>
  );
}

/** What the event is about; leads to its story where there is one. */
function Subject({ subject, onStory }: { subject: string; onStory: (of: StoryRef) => void }) {
  const { t } = useWords();
  const people = usePeople();
  const of = refOfSubject(subject, people.data?.people ?? []);
  if (of === null) return <span className="dotted selectable">{subject}</span>;
  return (
    <span className="dotted">
      <button type="button" className="link event-story" title={t("events.story")} onClick={() => onStory(of)} data-testid="event-story">
        {of.kind === "operator" ? of.name : subject}
      </button>
    </span>
  );
}

function Changes({ changes }: { changes: readonly Change[] }) {
  const { t } = useWords();
  if (changes.length === 0) return <p className="muted">{t("events.nothing")}</p>;
  const hadBefore = changes.some((change) => change.before !== "");
  return (
    <section className="pane-section">
      <h2>{t(hadBefore ? "events.changed" : "events.recorded")}</h2>
      <table className="evidence changes" data-testid="event-changes">
        {hadBefore ? (
          <thead>
            <tr>
              <th scope="col">{t("events.field")}</th>
              <th scope="col">{t("events.before")}</th>
              <th scope="col">{t("events.after")}</th>
            </tr>
          </thead>
        ) : null}
        <tbody>
          {changes.map((change) => (
            <tr key={change.field} data-differs={change.differs || undefined}>
              <th scope="row">{change.field.replaceAll("_", " ")}</th>
              {hadBefore ? <td className="mono selectable">{change.before === "" ? "—" : change.before}</td> : null}
              <td className="mono selectable">{change.after === "" ? "—" : change.after}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** As it stands in the chain. */
function Raw({ before, after }: { before: string; after: string }) {
  const { t } = useWords();
  return (
    <section className="pane-section raw-json">
      <h2>{t("events.before")}</h2>
      <pre className="mono selectable">{before === "" ? "—" : before}</pre>
      <h2>{t("events.after")}</h2>
      <pre className="mono selectable">{after === "" ? "—" : after}</pre>
    </section>
  );
}
