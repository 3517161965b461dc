//! Slow ends, on a clock that only the test moves.

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, DuplexStream, duplex};
use tokio::time::{Instant, sleep};

use super::*;

fn pair() -> (Paced<DuplexStream>, Pace, DuplexStream) {
    let (ours, theirs) = duplex(64);
    let (paced, pace) = Paced::new(ours, Duration::from_secs(5), Duration::from_secs(60));
    (paced, pace, theirs)
}

#[tokio::test(start_paused = true)]
async fn a_head_that_drips_in_has_the_same_time_as_one_that_does_not_come() {
    for drips in [false, true] {
        let (mut paced, _pace, mut theirs) = pair();
        let begun = Instant::now();
        let dripping = tokio::spawn(async move {
            loop {
                sleep(Duration::from_secs(1)).await;
                if drips && theirs.write_all(b"X").await.is_err() {
                    return;
                }
            }
        });
        let mut read = Vec::new();
        let error = paced.read_to_end(&mut read).await.unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
        assert_eq!(begun.elapsed().as_secs(), 5);
        dripping.abort();
    }
}

#[tokio::test(start_paused = true)]
async fn between_requests_there_is_more_time_and_then_a_head_has_its_own() {
    let (mut paced, pace, mut theirs) = pair();
    let mut buffer = [0; 8];
    theirs.write_all(b"head").await.unwrap();
    let _ = paced.read(&mut buffer).await.unwrap();
    pace.serving();
    pace.answering();
    paced.write_all(b"answer").await.unwrap();
    let begun = Instant::now();
    let dripping = tokio::spawn(async move {
        sleep(Duration::from_secs(50)).await;
        theirs.write_all(b"h").await.unwrap();
        std::future::pending::<()>().await;
    });
    assert_eq!(paced.read(&mut buffer).await.unwrap(), 1);
    assert_eq!(begun.elapsed().as_secs(), 50);
    assert!(paced.read(&mut buffer).await.is_err());
    assert_eq!(begun.elapsed().as_secs(), 55);
    dripping.abort();
}

#[tokio::test(start_paused = true)]
async fn a_handler_may_take_its_time() {
    let (mut paced, pace, mut theirs) = pair();
    pace.serving();
    let later = tokio::spawn(async move {
        sleep(Duration::from_secs(600)).await;
        theirs.write_all(b"body").await.unwrap();
        theirs
    });
    let mut buffer = [0; 8];
    assert_eq!(paced.read(&mut buffer).await.unwrap(), 4);
    later.abort();
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_nobody_reads_ends_the_connection() {
    let (mut paced, pace, _theirs) = pair();
    pace.serving();
    pace.answering();
    let begun = Instant::now();
    let error = paced.write_all(&[0; 100]).await.unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::TimedOut);
    assert_eq!(begun.elapsed().as_secs(), 60);
}
