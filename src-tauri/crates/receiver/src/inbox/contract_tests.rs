//! What every store promises, held against each of them.

use std::collections::BTreeSet;
use std::net::IpAddr;
use std::sync::Arc;

use super::memory::Memory;
use super::sqlite::Sqlite;
use super::*;

type Store = Arc<dyn Inbox>;

/// Each promise against each store. In PostgreSQL they share one server, each with a database of its own.
macro_rules! contract {
    ($($promise:ident),* $(,)?) => {
        mod in_memory {
            use super::*;
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $promise() {
                super::$promise(Arc::new(Memory::new())).await;
            })*
        }
        mod in_sqlite {
            use super::*;
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $promise() {
                let folder = tempfile::tempdir().unwrap();
                let store = Sqlite::open(&folder.path().join("inbox.db")).unwrap();
                super::$promise(Arc::new(store)).await;
            })*
        }
        #[cfg(unix)]
        #[tokio::test(flavor = "multi_thread")]
        async fn every_promise_is_kept_in_postgres() {
            let cluster = super::cluster::Cluster::start(&[]);
            $(
                eprintln!("{}", stringify!($promise));
                let address = cluster.database(stringify!($promise));
                let store = super::postgres::Postgres::open(&address).await.unwrap();
                $promise(Arc::new(store)).await;
            )*
        }
    };
}

contract![
    a_delivery_reads_back,
    a_repeat_is_the_same_event_and_has_no_body,
    anything_that_differs_is_another_event,
    a_console_reads_its_own_in_order,
    a_long_answer_is_cut_and_goes_on,
    an_acknowledgement_only_moves_on,
    a_reader_misses_nothing_of_eight_writers,
    the_same_event_from_eight_writers_is_one,
    a_publication_is_replaced_by_a_higher_version_only,
    the_fence_holds_who_is_behind,
    of_eight_claims_the_highest_is_held,
    letters_wait_for_their_desktop_up_to_a_number,
    only_the_old_and_acknowledged_is_dropped,
    an_event_goes_with_its_last_repeat,
    much_is_dropped_in_slices,
    an_empty_inbox_is_ready,
];

pub(crate) fn delivery(console: &str, request: &str, body: &[u8], at_ms: i64) -> Incoming {
    Incoming {
        console: console.to_owned(),
        profile: "practice/600111".to_owned(),
        use_: Use::Result,
        request: request.to_owned(),
        body: body.to_vec(),
        sha256: Sha256::digest(body).into(),
        scrubbed: false,
        sealed: false,
        source: IpAddr::from([127, 0, 0, 1]),
        verified: true,
        at_ms,
        decision: None,
    }
}

async fn one(store: &Store, incoming: Incoming) -> Stored {
    let stored = store.store(vec![incoming]).await.unwrap();
    assert_eq!(stored.len(), 1);
    stored[0]
}

async fn cursors(store: &Store, console: &str) -> Vec<i64> {
    let kept = store.after(console, 0, usize::MAX).await.unwrap();
    kept.iter().map(|kept| kept.stored.cursor).collect()
}

async fn a_delivery_reads_back(store: Store) {
    let mut sent = Vec::new();
    for (nth, use_) in (0_i64..).zip(Use::ALL) {
        let body = vec![0xff_u8; usize::try_from(nth).unwrap() * 13_000];
        sent.push(Incoming {
            use_,
            scrubbed: nth % 2 == 0,
            sealed: nth % 3 == 0,
            verified: nth % 2 == 1,
            source: if nth < 3 {
                "2001:db8::17".parse().unwrap()
            } else {
                "196.201.214.200".parse().unwrap()
            },
            decision: (use_ == Use::Validation).then(|| Decision {
                code: "C2B00012".to_owned(),
                why: "unknown_reference".to_owned(),
                rules: 7,
            }),
            ..delivery("a", &format!("{nth:032x}"), &body, 1_000 + nth)
        });
    }
    let stored = store.store(sent.clone()).await.unwrap();
    let kept = store.after("a", 0, 100).await.unwrap();
    assert_eq!((stored.len(), kept.len()), (sent.len(), sent.len()));
    for ((sent, stored), kept) in sent.iter().zip(stored).zip(&kept) {
        assert_eq!(kept.stored, stored);
        assert_eq!(stored.event, stored.cursor);
        let kept = &kept.incoming;
        assert_eq!(
            (&kept.console, &kept.profile, kept.use_, &kept.request),
            (&sent.console, &sent.profile, sent.use_, &sent.request)
        );
        assert_eq!((&kept.body, kept.sha256), (&sent.body, sent.sha256));
        assert_eq!(
            (kept.scrubbed, kept.sealed, kept.verified),
            (sent.scrubbed, sent.sealed, sent.verified)
        );
        assert_eq!(
            (kept.source, kept.at_ms, &kept.decision),
            (sent.source, sent.at_ms, &sent.decision)
        );
    }
}

async fn a_repeat_is_the_same_event_and_has_no_body(store: Store) {
    let same = || delivery("a", "r", b"{}", 1);
    let stored = store
        .store(vec![delivery("a", "q", b"{}", 1), same(), same()])
        .await
        .unwrap();
    let later = one(&store, same()).await;
    assert_eq!(stored[1].event, stored[1].cursor);
    assert_eq!(stored[2].event, stored[1].cursor);
    assert_eq!(later.event, stored[1].cursor);
    let all = [stored[0], stored[1], stored[2], later];
    assert!(all.windows(2).all(|two| two[0].cursor < two[1].cursor));
    let kept = store.after("a", 0, 10).await.unwrap();
    let bodies: Vec<usize> = kept.iter().map(|kept| kept.incoming.body.len()).collect();
    assert_eq!(bodies, [2, 2, 0, 0]);
    assert!(
        kept.iter()
            .zip(all)
            .all(|(kept, stored)| kept.stored == stored)
    );
    assert_eq!(kept[3].incoming.sha256, kept[1].incoming.sha256);
}

async fn anything_that_differs_is_another_event(store: Store) {
    let plain = || delivery("a", "r", b"{}", 1);
    let others = vec![
        plain(),
        Incoming {
            console: "b".to_owned(),
            ..plain()
        },
        Incoming {
            profile: "practice/600112".to_owned(),
            ..plain()
        },
        Incoming {
            use_: Use::Timeout,
            ..plain()
        },
        delivery("a", "s", b"{}", 1),
        delivery("a", "r", b"{ }", 1),
    ];
    for stored in store.store(others).await.unwrap() {
        assert_eq!(stored.event, stored.cursor);
    }
}

async fn a_console_reads_its_own_in_order(store: Store) {
    let mut own = Vec::new();
    for nth in 0..20 {
        let console = if nth % 2 == 0 { "a" } else { "b" };
        let stored = one(&store, delivery(console, &format!("{nth}"), b"{}", nth)).await;
        if console == "a" {
            own.push(stored.cursor);
        }
    }
    assert_eq!(cursors(&store, "a").await, own);
    assert_eq!(cursors(&store, "c").await, [0_i64; 0]);
    let some = store.after("a", own[3], 4).await.unwrap();
    let some: Vec<i64> = some.iter().map(|kept| kept.stored.cursor).collect();
    assert_eq!(some, own[4..8]);
    for cursor in [own[9], own[9] + 1_000, i64::MAX] {
        assert!(store.after("a", cursor, 10).await.unwrap().is_empty());
    }
    assert_eq!(store.after("a", -5, 10).await.unwrap().len(), 10);
    assert!(store.after("a", 0, 0).await.unwrap().is_empty());
}

async fn a_long_answer_is_cut_and_goes_on(store: Store) {
    let body = vec![b' '; 1024 * 1024];
    for nth in 0..10 {
        one(&store, delivery("a", &format!("{nth}"), &body, nth)).await;
    }
    let first = store.after("a", 0, 500).await.unwrap();
    assert_eq!(first.len(), 8);
    let rest = store.after("a", first[7].stored.cursor, 500).await.unwrap();
    assert_eq!(rest.len(), 2);
}

async fn an_acknowledgement_only_moves_on(store: Store) {
    assert_eq!(store.position("a").await.unwrap(), Position::default());
    assert_eq!(
        store.acknowledge("a", 5).await.unwrap(),
        Position::default()
    );
    let mut own = Vec::new();
    for nth in 1..=3 {
        own.push(
            one(&store, delivery("a", &format!("{nth}"), b"{}", nth * 10))
                .await
                .cursor,
        );
    }
    one(&store, delivery("b", "r", b"{}", 99)).await;
    let waiting = Position {
        last: own[2],
        acknowledged: 0,
        backlog: 3,
        oldest_waiting_ms: Some(10),
        last_delivery_ms: Some(30),
    };
    assert_eq!(store.position("a").await.unwrap(), waiting);
    let moved = Position {
        acknowledged: own[1],
        backlog: 1,
        oldest_waiting_ms: Some(30),
        ..waiting.clone()
    };
    assert_eq!(store.acknowledge("a", own[1]).await.unwrap(), moved);
    for still in [own[0], -1, own[2] + 1, i64::MAX] {
        assert_eq!(
            store.acknowledge("a", still).await.unwrap(),
            moved,
            "{still}"
        );
    }
    let done = store.acknowledge("a", own[2]).await.unwrap();
    assert_eq!((done.backlog, done.oldest_waiting_ms), (0, None));
    assert_eq!(store.position("a").await.unwrap(), done);
    assert_eq!(store.position("b").await.unwrap().backlog, 1);
}

async fn a_reader_misses_nothing_of_eight_writers(store: Store) {
    const WRITERS: usize = 8;
    const BATCHES: usize = 25;
    const BATCH: usize = 4;
    let mut writers = tokio::task::JoinSet::new();
    for writer in 0..WRITERS {
        let store = Arc::clone(&store);
        writers.spawn(async move {
            let mut answered = Vec::new();
            for batch in 0..BATCHES {
                let batch = (0..BATCH)
                    .map(|nth| delivery("a", &format!("{writer}-{batch}-{nth}"), b"{}", 1))
                    .collect();
                answered.extend(store.store(batch).await.unwrap());
            }
            assert!(answered.windows(2).all(|two| two[0].cursor < two[1].cursor));
            answered
        });
    }
    let reader = tokio::spawn({
        let store = Arc::clone(&store);
        async move {
            let (mut seen, mut cursor) = (Vec::new(), 0);
            while seen.len() < WRITERS * BATCHES * BATCH {
                for kept in store.after("a", cursor, 7).await.unwrap() {
                    assert!(kept.stored.cursor > cursor);
                    cursor = kept.stored.cursor;
                    seen.push(cursor);
                }
                tokio::task::yield_now().await;
            }
            seen
        }
    });
    let answered: BTreeSet<i64> = writers
        .join_all()
        .await
        .into_iter()
        .flatten()
        .map(|stored| stored.cursor)
        .collect();
    let patience = std::time::Duration::from_secs(30);
    let seen = tokio::time::timeout(patience, reader).await;
    let seen: BTreeSet<i64> = seen.expect("it missed some").unwrap().into_iter().collect();
    assert_eq!(answered.len(), WRITERS * BATCHES * BATCH);
    assert_eq!(seen, answered);
}

async fn the_same_event_from_eight_writers_is_one(store: Store) {
    let mut writers = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let store = Arc::clone(&store);
        writers.spawn(async move { one(&store, delivery("a", "r", b"{}", 1)).await });
    }
    let stored = writers.join_all().await;
    let events: BTreeSet<i64> = stored.iter().map(|stored| stored.event).collect();
    let firsts = stored.iter().filter(|stored| stored.event == stored.cursor);
    assert_eq!((events.len(), firsts.count()), (1, 1));
    let kept = store.after("a", 0, 10).await.unwrap();
    let bodies = kept.iter().filter(|kept| !kept.incoming.body.is_empty());
    assert_eq!((kept.len(), bodies.count()), (8, 1));
}

async fn a_publication_is_replaced_by_a_higher_version_only(store: Store) {
    assert!(store.publications().await.unwrap().is_empty());
    assert_eq!(store.publish("a", 0, "zero").await.unwrap(), 0);
    assert!(store.publications().await.unwrap().is_empty());
    assert_eq!(store.publish("a", 2, "two").await.unwrap(), 2);
    assert_eq!(store.publish("b", 1, "one").await.unwrap(), 1);
    for (version, text) in [(2, "other"), (1, "lower"), (0, "none")] {
        assert_eq!(store.publish("a", version, text).await.unwrap(), 2);
    }
    assert_eq!(store.publish("a", 9, "nine").await.unwrap(), 9);
    assert_eq!(store.publish("a", u64::MAX, "too high").await.unwrap(), 9);
    assert_eq!(
        store.publications().await.unwrap(),
        [
            ("a".to_owned(), 9, "nine".to_owned()),
            ("b".to_owned(), 1, "one".to_owned())
        ]
    );
}

fn told(short_code: &str, generation: i64, sequence: i64) -> Fence {
    Fence {
        environment: "practice".to_owned(),
        short_code: short_code.to_owned(),
        generation,
        sequence,
    }
}

async fn the_fence_holds_who_is_behind(store: Store) {
    assert!(store.fences().await.unwrap().is_empty());
    for (generation, sequence, passed, held) in [
        (3, 10, true, (3, 10)),
        (3, 10, true, (3, 10)),
        (3, 9, false, (3, 10)),
        (3, 11, true, (3, 11)),
        (2, 99, false, (3, 11)),
        (4, 0, true, (4, 0)),
        (3, 12, false, (4, 0)),
    ] {
        let answer = store.fence(told("600111", generation, sequence)).await;
        let expected = Fenced {
            passed,
            held: told("600111", held.0, held.1),
        };
        assert_eq!(answer.unwrap(), expected, "{generation}, {sequence}");
    }
    assert!(store.fence(told("600112", 1, 0)).await.unwrap().passed);
    assert_eq!(
        store.fences().await.unwrap(),
        [told("600111", 4, 0), told("600112", 1, 0)]
    );
}

async fn of_eight_claims_the_highest_is_held(store: Store) {
    let mut claims = tokio::task::JoinSet::new();
    for generation in 1..=8 {
        let store = Arc::clone(&store);
        claims.spawn(async move {
            let told = told("600111", generation, 0);
            let answer = store.fence(told.clone()).await.unwrap();
            // Who passes holds it, at that moment; who does not learns of somebody higher.
            assert_eq!(answer.passed, answer.held == told);
            assert!(answer.held.generation >= generation);
        });
    }
    claims.join_all().await;
    assert_eq!(store.fences().await.unwrap(), [told("600111", 8, 0)]);
    for generation in 1..=7 {
        let answer = store.fence(told("600111", generation, 5)).await.unwrap();
        assert!(!answer.passed && answer.held == told("600111", 8, 0));
    }
}

fn letter(to: &str, body: &[u8], at_ms: i64) -> Letter {
    Letter {
        id: 0,
        to: to.to_owned(),
        body: body.to_vec(),
        at_ms,
    }
}

async fn letters_wait_for_their_desktop_up_to_a_number(store: Store) {
    let mut ids = Vec::new();
    for nth in 0..3 {
        let put = store.put_letter(letter("x", &[nth, 0xff], 7), 3).await;
        ids.push(put.unwrap().unwrap());
    }
    assert_eq!(
        store.put_letter(letter("x", b"-", 7), 3).await.unwrap(),
        None
    );
    let other = store.put_letter(letter("y", b"-", 7), 3).await.unwrap();
    assert!(ids[0] < ids[1] && ids[1] < ids[2] && Some(ids[2]) < other);
    let found = store.letters("x", ids[0], 5).await.unwrap();
    let read: Vec<_> = found
        .iter()
        .map(|letter| {
            (
                letter.id,
                letter.to.as_str(),
                letter.at_ms,
                &letter.body[..],
            )
        })
        .collect();
    assert_eq!(
        read,
        [
            (ids[1], "x", 7, &[1, 0xff][..]),
            (ids[2], "x", 7, &[2, 0xff][..])
        ]
    );
    assert_eq!(store.letters("x", 0, 1).await.unwrap().len(), 1);
    store.drop_letter("y", ids[0]).await.unwrap();
    assert_eq!(store.letters("x", 0, 5).await.unwrap().len(), 3);
    for _ in 0..2 {
        store.drop_letter("x", ids[2]).await.unwrap();
    }
    let put = store.put_letter(letter("x", b"-", 7), 3).await.unwrap();
    assert!(put > other, "no number is given twice");
}

fn dropping(deliveries_before_ms: i64, letters_before_ms: i64) -> Retention {
    Retention {
        deliveries_before_ms,
        letters_before_ms,
    }
}

async fn only_the_old_and_acknowledged_is_dropped(store: Store) {
    let mut own = Vec::new();
    for nth in 1..=6 {
        own.push(
            one(&store, delivery("a", &format!("{nth}"), b"{}", nth))
                .await
                .cursor,
        );
        one(&store, delivery("b", &format!("{nth}"), b"{}", nth)).await;
        let put = store.put_letter(letter("x", b"-", nth), 9).await.unwrap();
        assert!(put.is_some());
    }
    assert_eq!(store.retain(dropping(100, 0)).await.unwrap(), 0);
    store.acknowledge("a", own[3]).await.unwrap();
    assert_eq!(store.retain(dropping(3, 5)).await.unwrap(), 2);
    assert_eq!(cursors(&store, "a").await, own[2..]);
    assert_eq!(cursors(&store, "b").await.len(), 6);
    assert_eq!(store.letters("x", 0, 9).await.unwrap().len(), 2);
    assert_eq!(store.retain(dropping(100, 0)).await.unwrap(), 2);
    store.acknowledge("a", own[5]).await.unwrap();
    assert_eq!(store.retain(dropping(100, 0)).await.unwrap(), 2);
    let position = store.position("a").await.unwrap();
    assert_eq!(
        (position.last, position.acknowledged, position.backlog),
        (own[5], own[5], 0)
    );
    assert_eq!(position.last_delivery_ms, Some(6));
    assert_eq!(cursors(&store, "b").await.len(), 6);
    let next = one(&store, delivery("a", "7", b"{}", 7)).await;
    assert!(next.cursor > own[5], "no cursor is given twice");
}

async fn an_event_goes_with_its_last_repeat(store: Store) {
    let first = one(&store, delivery("a", "r", b"{}", 1)).await;
    let repeat = one(&store, delivery("a", "r", b"{}", 9)).await;
    store.acknowledge("a", first.cursor).await.unwrap();
    assert_eq!(store.retain(dropping(100, 0)).await.unwrap(), 0, "unread");
    store.acknowledge("a", repeat.cursor).await.unwrap();
    assert_eq!(store.retain(dropping(5, 0)).await.unwrap(), 0, "young");
    let again = one(&store, delivery("a", "r", b"{}", 10)).await;
    assert_eq!(again.event, first.cursor);
    store.acknowledge("a", again.cursor).await.unwrap();
    assert_eq!(store.retain(dropping(11, 0)).await.unwrap(), 3);
    let later = one(&store, delivery("a", "r", b"{}", 12)).await;
    assert_eq!(later.event, later.cursor, "forgotten with its event");
}

async fn much_is_dropped_in_slices(store: Store) {
    let old: Vec<_> = (0..700)
        .map(|nth| delivery("a", &format!("{}", nth % 650), b"{}", 1))
        .collect();
    let last = store.store(old).await.unwrap()[699].cursor;
    let young: Vec<_> = (0..300)
        .map(|nth| delivery("a", &format!("young {nth}"), b"{}", 9))
        .collect();
    store.store(young).await.unwrap();
    store.acknowledge("a", last).await.unwrap();
    assert_eq!(store.retain(dropping(5, 0)).await.unwrap(), 700);
    assert_eq!(cursors(&store, "a").await.len(), 300);
}

async fn an_empty_inbox_is_ready(store: Store) {
    store.ready().await.unwrap();
    assert!(store.store(Vec::new()).await.unwrap().is_empty());
    assert_eq!(store.retain(dropping(100, 100)).await.unwrap(), 0);
    store.ready().await.unwrap();
}
