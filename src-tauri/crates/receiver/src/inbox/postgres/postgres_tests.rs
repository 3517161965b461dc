//! What is true of the database alone: who may have made it, what it must do, and what is done when it is
//! away.

use super::*;
use crate::inbox::cluster::Cluster;
use crate::inbox::contract_tests::delivery;

async fn store(inbox: &Postgres, request: &str) -> Result<Stored, InboxError> {
    let stored = inbox.store(vec![delivery("a", request, b"{}", 1)]).await?;
    Ok(stored[0])
}

fn is_away<T>(answer: &Result<T, InboxError>) -> bool {
    matches!(answer, Err(InboxError::Away(_)))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_comes_and_goes_and_the_schema_is_checked() {
    let mut cluster = Cluster::start(&[]);
    several_receivers_start_at_once(&cluster).await;
    a_commit_waits_for_the_disk_whatever_the_user_set(&cluster).await;
    a_newer_and_a_changed_schema_are_refused(&cluster).await;
    a_user_who_may_not_is_told(&cluster).await;
    who_waits_too_long_is_told(&cluster).await;
    what_was_not_committed_never_was(&cluster).await;
    what_is_damaged_is_told(&cluster).await;
    a_socket_is_as_good(&cluster).await;
    a_server_that_comes_back_is_found(&mut cluster).await;
}

async fn several_receivers_start_at_once(cluster: &Cluster) {
    let address = cluster.database("several");
    let mut starting = tokio::task::JoinSet::new();
    for _ in 0..6 {
        let address = address.clone();
        starting.spawn(async move { Postgres::open(&address).await.map(|_| ()) });
    }
    for started in starting.join_all().await {
        started.unwrap();
    }
    assert_eq!(
        cluster.sql("several", "SELECT count(*) FROM patanisha.step"),
        "1"
    );
}

async fn a_commit_waits_for_the_disk_whatever_the_user_set(cluster: &Cluster) {
    let address = cluster.database("lazy");
    cluster.sql("lazy", "ALTER DATABASE lazy SET synchronous_commit = off");
    let inbox = Postgres::open(&address).await.unwrap();
    let rows = inbox.0.rows("SHOW synchronous_commit", &[]).await.unwrap();
    assert_eq!(rows[0].get::<_, String>(0), "on");
}

async fn a_newer_and_a_changed_schema_are_refused(cluster: &Cluster) {
    let address = cluster.database("newer");
    drop(Postgres::open(&address).await.unwrap());
    cluster.sql(
        "newer",
        "INSERT INTO patanisha.step VALUES (2, 'later', 'c')",
    );
    assert!(matches!(
        Postgres::open(&address).await,
        Err(InboxError::Newer { found: 2, known: 1 })
    ));
    cluster.sql(
        "newer",
        "DELETE FROM patanisha.step WHERE number = 2; UPDATE patanisha.step SET sha256 = 'c'",
    );
    assert!(matches!(
        Postgres::open(&address).await,
        Err(InboxError::Damaged(_))
    ));
}

async fn a_user_who_may_not_is_told(cluster: &Cluster) {
    let address = cluster.database("theirs");
    cluster.sql("theirs", "CREATE ROLE guest LOGIN");
    let guest = address.replace("patanisha@", "guest@");
    let error = Postgres::open(&guest).await.err().unwrap().to_string();
    assert!(error.contains("permission denied"), "{error}");
    let nowhere = cluster.address("nowhere");
    let error = Postgres::open(&nowhere).await.err().unwrap().to_string();
    assert!(error.contains("does not exist"), "{error}");
}

async fn who_waits_too_long_is_told(cluster: &Cluster) {
    let inbox = Postgres::open(&cluster.database("slow")).await.unwrap();
    let slow = inbox.0.rows("SELECT pg_sleep(60)", &[]).await;
    assert!(is_away(&slow), "{slow:?}");
    // Another receiver that stopped in the middle of a batch.
    let mut other = inbox.0.client().await.unwrap();
    let held = other.transaction().await.unwrap();
    held.execute("UPDATE patanisha.counter SET last = last", &[])
        .await
        .unwrap();
    assert!(is_away(&store(&inbox, "held").await));
    held.rollback().await.unwrap();
    drop(other);
    store(&inbox, "held").await.unwrap();
    assert_eq!(inbox.position("a").await.unwrap().backlog, 1);
}

async fn what_was_not_committed_never_was(cluster: &Cluster) {
    let inbox = Postgres::open(&cluster.database("half")).await.unwrap();
    let before = store(&inbox, "before").await.unwrap();
    let mut dying = inbox.0.client().await.unwrap();
    let held = dying.transaction().await.unwrap();
    let stored = held
        .query(
            "SELECT stored_cursor FROM patanisha.store(ARRAY['k'::bytea], ARRAY['a'], ARRAY['p'],
                 ARRAY['result'], ARRAY['half'], ARRAY[sha256('')], ARRAY[false], ARRAY[false],
                 ARRAY['127.0.0.1'], ARRAY[true], ARRAY[2::bigint], ARRAY[NULL], ARRAY[NULL],
                 ARRAY[NULL::bigint], ARRAY['{}'::bytea])",
            &[],
        )
        .await
        .unwrap();
    assert_eq!(stored[0].get::<_, i64>(0), before.cursor + 1);
    assert_eq!(inbox.after("a", 0, 10).await.unwrap().len(), 1);
    cluster.sql(
        "half",
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE state = 'idle in transaction'",
    );
    let next = store(&inbox, "next").await.unwrap();
    assert_eq!((next.cursor, next.event), (before.cursor + 1, next.cursor));
    let kept = inbox.after("a", 0, 10).await.unwrap();
    let requests: Vec<&str> = kept.iter().map(|kept| &*kept.incoming.request).collect();
    assert_eq!(requests, ["before", "next"]);
}

async fn what_is_damaged_is_told(cluster: &Cluster) {
    let inbox = Postgres::open(&cluster.database("damaged")).await.unwrap();
    store(&inbox, "r").await.unwrap();
    cluster.sql("damaged", "UPDATE patanisha.delivery SET use = 'pigeon'");
    let read = inbox.after("a", 0, 10).await;
    assert!(matches!(read, Err(InboxError::Damaged(_))));
    cluster.sql("damaged", "DROP FUNCTION patanisha.store");
    let stored = store(&inbox, "s").await;
    assert!(matches!(stored, Err(InboxError::Damaged(_))), "{stored:?}");
    cluster.sql(
        "damaged",
        "DROP FUNCTION patanisha.put_letter;
         CREATE FUNCTION patanisha.put_letter(text, bigint, bytea, bigint) RETURNS bigint LANGUAGE plpgsql AS
         $$ BEGIN RAISE EXCEPTION 'no space left on device' USING ERRCODE = '53100'; END $$",
    );
    let letter = Letter {
        id: 0,
        to: "x".to_owned(),
        body: vec![],
        at_ms: 1,
    };
    let put = inbox.put_letter(letter, 5).await;
    assert!(matches!(put, Err(InboxError::Full)), "{put:?}");
}

async fn a_socket_is_as_good(cluster: &Cluster) {
    cluster.database("socket");
    let inbox = Postgres::open(&cluster.socket_address("socket"))
        .await
        .unwrap();
    store(&inbox, "r").await.unwrap();
}

async fn a_server_that_comes_back_is_found(cluster: &mut Cluster) {
    let address = cluster.database("away");
    let inbox = Postgres::open(&address).await.unwrap();
    let first = store(&inbox, "first").await.unwrap();
    cluster.kill();
    assert!(is_away(&store(&inbox, "lost").await));
    assert!(is_away(&inbox.ready().await));
    assert!(is_away(&Postgres::open(&address).await));
    cluster.start_again();
    inbox.ready().await.unwrap();
    let repeat = store(&inbox, "first").await.unwrap();
    assert_eq!(repeat.event, first.cursor);
    assert_eq!(inbox.after("a", 0, 10).await.unwrap().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_does_not_wait_for_its_disk_is_refused() {
    let cluster = Cluster::start(&["fsync=off"]);
    let address = cluster.database("lazy");
    let error = Postgres::open(&address).await.err().unwrap().to_string();
    assert!(error.contains("set fsync = on"), "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_is_checked_to_its_name() {
    let mut cluster = Cluster::start(&[]);
    let address = cluster.database("secure");
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let chain = cluster.add_file("server.crt", &made.cert.pem());
    let key = cluster.add_file("server.key", &made.signing_key.serialize_pem());
    cluster.sql(
        "secure",
        &format!("ALTER SYSTEM SET ssl_cert_file = '{}'", chain.display()),
    );
    cluster.sql(
        "secure",
        &format!("ALTER SYSTEM SET ssl_key_file = '{}'", key.display()),
    );
    let required = format!("{address}?sslmode=require&sslrootcert={}", chain.display());
    let named = required.replace("127.0.0.1", "localhost");
    assert!(is_away(&Postgres::open(&named).await), "no TLS yet");
    cluster.sql("secure", "ALTER SYSTEM SET ssl = on");
    cluster.start_again();
    let inbox = Postgres::open(&named).await.unwrap();
    let sql = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()";
    assert!(inbox.0.rows(sql, &[]).await.unwrap()[0].get::<_, bool>(0));
    let wrong_name = Postgres::open(&required).await.err().unwrap();
    let unknown = named.split("&sslrootcert").next().unwrap().to_owned();
    let unknown = Postgres::open(&unknown).await.err().unwrap();
    for error in [wrong_name, unknown] {
        assert!(error.to_string().contains("certificate"), "{error}");
    }
}
