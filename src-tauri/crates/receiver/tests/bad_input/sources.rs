//! Who posts: listed, unlisted, behind a proxy, and pretending.

use receiver::inbox::Use;

use crate::world::{path, post, start, status};

#[tokio::test]
async fn a_forwarded_address_is_believed_from_a_proxy_only() {
    let forwarded = "X-Forwarded-For: 41.90.0.1, 196.201.214.200\r\n";
    for (proxies, source, verified) in [
        (vec![], "127.0.0.1", false),
        (vec!["10.0.0.0/8".to_owned()], "127.0.0.1", false),
        (vec!["127.0.0.1".to_owned()], "196.201.214.200", true),
    ] {
        let world = start(|config| {
            config.proxies = proxies;
            config.sources = vec!["196.201.214.0/24".to_owned()];
        })
        .await;
        let answer = world
            .send(&post(&path(Use::Result), forwarded, b"{}"))
            .await;
        assert_eq!(status(&answer), "200", "kept as unverified, never refused");
        let kept = world.inbox.kept();
        assert_eq!(
            (kept[0].source.to_string().as_str(), kept[0].verified),
            (source, verified)
        );
    }
}

#[tokio::test]
async fn what_stands_left_of_the_proxys_own_entry_is_not_believed() {
    let world = start(|config| {
        config.proxies = vec!["127.0.0.1".to_owned()];
        config.sources = vec!["196.201.214.200".to_owned()];
    })
    .await;
    for spoofed in [
        "X-Forwarded-For: 196.201.214.200, 41.90.0.1\r\n",
        "X-Forwarded-For: 196.201.214.200\r\nX-Forwarded-For: 41.90.0.1\r\n",
        "Forwarded: for=196.201.214.200\r\nX-Real-IP: 196.201.214.200\r\n",
        "X-Forwarded-For: 196.201.214.200, nobody\r\n",
    ] {
        world.send(&post(&path(Use::Result), spoofed, b"{}")).await;
    }
    let kept = world.inbox.kept();
    assert_eq!(kept.len(), 4);
    assert!(kept.iter().all(|kept| !kept.verified));
}

#[tokio::test]
async fn rates_are_those_of_the_address_behind_the_proxy() {
    let world = start(|config| {
        config.proxies = vec!["127.0.0.1".to_owned()];
        config.limits.rate_per_address = 1;
        config.limits.connections_per_address = 1;
    })
    .await;
    for address in 1..=20 {
        let from = format!("X-Forwarded-For: 41.90.0.{address}\r\n");
        let answer = world.send(&post(&path(Use::Result), &from, b"{}")).await;
        assert_eq!(status(&answer), "200");
    }
}
