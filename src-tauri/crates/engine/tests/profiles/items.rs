//! The checklist: what is tidied, what is refused, what is told of it, and that keyring and ledger agree.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::Environment;
use engine::api::*;
use engine::vault::{ProfileSecret, Secret, SecretName, Vault};

use crate::vaults::Moody;
use crate::world::*;

fn name(id: i64, secret: ProfileSecret) -> SecretName {
    SecretName::of_profile(Environment::Sandbox, "main", id, secret)
}

#[tokio::test]
async fn short_codes_are_strict_and_unique() {
    let desk = Desk::sandbox(false).await;
    let add = async |short_code: &str, name: &str| {
        let request = ProfileAdd {
            short_code: short_code.to_owned(),
            kind: ProfileKind::Till,
            name: name.to_owned(),
        };
        desk.engine.profile_add(request).await
    };
    for bad in [
        "", "6001", "60011122", "60A111", "-600111", "6001١١", "600111;",
    ] {
        let told = add(bad, "Duka").await.unwrap_err();
        assert_eq!(told.code.0, "profile.short_code", "{bad:?}");
        assert_eq!(told.field.as_deref(), Some("short_code"));
    }
    for bad in ["", " ", &"x".repeat(61)] {
        assert_eq!(add("600111", bad).await.unwrap_err().code.0, "profile.name");
    }
    let made = add(" 600 111 ", " Duka  la\nMfano ").await.unwrap();
    assert_eq!(
        (made.short_code.as_str(), made.name.as_str()),
        ("600111", "Duka la Mfano")
    );
    assert_eq!(
        add("600111", "Lingine").await.unwrap_err().code.0,
        "profile.exists"
    );
    add("60022", "Tano").await.unwrap();
    let list = desk
        .engine
        .profiles_list(Nothing {})
        .await
        .unwrap()
        .profiles;
    assert_eq!(list.len(), 2);
}

#[tokio::test]
async fn what_is_pasted_is_tidied_and_secrets_go_to_the_keyring() {
    let desk = Desk::sandbox(false).await;
    let id = desk.add("600111", ProfileKind::Paybill).await.id;
    let pasted = " ufunguo-wa-\n mteja-4711\r\n\u{200b}";
    let info = desk.set(id, ProfileItem::ConsumerKey, pasted).await;
    let row = item(&info, ProfileItem::ConsumerKey);
    assert!(row.given && row.secret && row.shown.is_none() && row.set_at.is_some());
    let held = desk
        .vault
        .get(&name(id, ProfileSecret::ConsumerKey))
        .unwrap();
    assert_eq!(held, Some(Secret::new(CONSUMER_KEY)));

    let padded = format!("\n{PASSWORD} \r\n");
    desk.set(id, ProfileItem::InitiatorPassword, &padded).await;
    let held = desk
        .vault
        .get(&name(id, ProfileSecret::InitiatorPassword))
        .unwrap();
    assert_eq!(held, Some(Secret::new(PASSWORD)));

    let info = desk
        .set(
            id,
            ProfileItem::CallbackBase,
            " https://pay.mfano.example/ ",
        )
        .await;
    let row = item(&info, ProfileItem::CallbackBase);
    assert_eq!(row.shown.as_deref(), Some("https://pay.mfano.example"));
    let info = desk
        .set(id, ProfileItem::Proxy, "https://proxy.mfano.example:3128")
        .await;
    let row = item(&info, ProfileItem::Proxy);
    assert_eq!(
        row.shown.as_deref(),
        Some("https://proxy.mfano.example:3128")
    );

    let info = desk.delete(id, ProfileItem::ConsumerKey).await;
    assert!(!item(&info, ProfileItem::ConsumerKey).given);
    assert_eq!(
        desk.vault.get(&name(id, ProfileSecret::ConsumerKey)),
        Ok(None)
    );
    desk.delete(id, ProfileItem::ConsumerKey).await;
}

#[tokio::test]
async fn what_cannot_be_is_refused_with_its_field_and_nothing_of_it() {
    use ProfileItem::*;
    let desk = Desk::sandbox(false).await;
    let id = desk.add("600111", ProfileKind::Paybill).await.id;
    let short = STANDARD.encode([7_u8; 128]);
    for (item, value) in [
        (ConsumerKey, "  "),
        (ConsumerKey, "Consumer Key: abc-siri"),
        (ConsumerSecret, "siri\u{e9}"),
        (Passkey, ""),
        (InitiatorName, "mtumiaji wa siri"),
        (InitiatorPassword, " \n"),
        (InitiatorPassword, &"s".repeat(246)),
        (SecurityCredential, "nenosiri-langu"),
        (SecurityCredential, &short),
        (Certificate, "siri-yangu"),
        (
            Certificate,
            "-----BEGIN CERTIFICATE-----\nsiri\n-----END CERTIFICATE-----",
        ),
        (CallbackBase, "pay.mfano.example"),
        (CallbackBase, "http://pay.mfano.example"),
        (CallbackBase, "https://pay.mfano.example/mpesa"),
        (CallbackBase, "https://pay.mfano.example/?a=b"),
        (CallbackBase, "https://mfano.ngrok.io"),
        (BaseUrl, "http://gateway.mfano.example"),
        (BaseUrl, "https://api.safaricom.co.ke"),
        (BaseUrl, "https://api.safaricom.co.ke:443"),
        (BaseUrl, "https://gateway.mfano.example/path"),
        (Proxy, "proxy.mfano.example"),
        (Proxy, "http://proxy.mfano.example:3128"),
        (Proxy, "https://mtu:siri@proxy.mfano.example:3128"),
    ] {
        let told = desk.try_set(id, item, value).await.unwrap_err();
        assert_eq!(told.code.0, "profile.value", "{item:?} {value:?}: {told}");
        assert_eq!(told.field.as_deref(), Some(item.word()), "{told}");
        assert!(!told.remedies.is_empty(), "{told}");
        let shown = format!("{told} {told:?}");
        assert!(!shown.contains("siri") && !shown.contains("sss"), "{shown}");
    }
    let info = desk.profile(id).await;
    assert!(info.items.iter().all(|row| !row.given));
}

#[tokio::test]
async fn production_is_never_reached_over_plain_http_nor_under_the_sandboxs_name() {
    let desk = Desk::new(Environment::Production, false);
    desk.workspace().await;
    let id = desk.add("600111", ProfileKind::Payout).await.id;
    for (item, value) in [
        (ProfileItem::BaseUrl, "http://127.0.0.1:8080"),
        (ProfileItem::BaseUrl, "https://sandbox.safaricom.co.ke"),
        (ProfileItem::CallbackBase, "http://127.0.0.1:8080"),
        (ProfileItem::CallbackBase, "https://192.168.1.5"),
    ] {
        let told = desk.try_set(id, item, value).await.unwrap_err();
        assert_eq!(told.code.0, "profile.value", "{value}");
    }
    desk.set(id, ProfileItem::BaseUrl, "https://gateway.mfano.example")
        .await;
    let info = desk.set(id, ProfileItem::Certificate, &pem()).await;
    let notice = item(&info, ProfileItem::Certificate)
        .notice
        .clone()
        .unwrap();
    assert_eq!(
        notice.tone,
        NoticeTone::Danger,
        "the sandbox's certificate: {}",
        notice.text
    );
}

#[tokio::test]
async fn a_certificate_comes_as_text_or_as_a_file_of_either_kind() {
    let desk = Desk::sandbox(false).await;
    let id = desk.add("600111", ProfileKind::Paybill).await.id;
    let (text, der) = certificate("apigee.apicaller.safaricom.co.ke");
    let file = |name: &str, bytes: &[u8]| {
        let path = desk.folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path.display().to_string()
    };
    let (as_pem, as_der) = (file("a b.cer", text.as_bytes()), file("b.cer", &der));
    let mut facts = Vec::new();
    for given in [
        text.clone(),
        as_pem.clone(),
        as_der,
        format!("\"{as_pem}\""),
    ] {
        let info = desk.set(id, ProfileItem::Certificate, &given).await;
        let row = item(&info, ProfileItem::Certificate);
        assert_eq!(
            row.shown.as_deref(),
            Some("apigee.apicaller.safaricom.co.ke")
        );
        assert!(
            row.facts.iter().any(|fact| fact.contains("2048 bits")),
            "{:?}",
            row.facts
        );
        let notice = row.notice.as_ref().unwrap();
        assert!(
            notice.text.contains("for production, and this is sandbox"),
            "{}",
            notice.text
        );
        facts.push(row.facts.clone());
    }
    assert!(facts.iter().all(|one| *one == facts[0]));
    let page = file(
        "page.cer",
        b"<!DOCTYPE html><html><body>Sign in</body></html>",
    );
    let told = desk
        .try_set(id, ProfileItem::Certificate, &page)
        .await
        .unwrap_err();
    assert!(told.message.contains("web page"), "{told}");
    let large = file("large.cer", &vec![b'a'; 65 * 1024]);
    let told = desk
        .try_set(id, ProfileItem::Certificate, &large)
        .await
        .unwrap_err();
    assert!(told.message.contains("too large"), "{told}");
}

#[tokio::test]
async fn what_is_required_depends_on_the_kind_and_on_what_is_given() {
    let desk = Desk::sandbox(false).await;
    let payout = desk.add("600111", ProfileKind::Payout).await;
    assert!(
        payout
            .items
            .iter()
            .all(|row| row.item != ProfileItem::Passkey)
    );
    let told = desk
        .try_set(payout.id, ProfileItem::Passkey, PASSKEY)
        .await
        .unwrap_err();
    assert_eq!(told.code.0, "profile.item");
    let id = desk.add("600222", ProfileKind::OneAccount).await.id;
    let info = desk.set(id, ProfileItem::InitiatorPassword, PASSWORD).await;
    assert_eq!((info.given, info.required), (1, 6));
    let order: Vec<_> = info.items.iter().map(|row| row.item).collect();
    assert_eq!(order, ProfileItem::ALL);
    let ready = STANDARD.encode([7_u8; 256]);
    let info = desk
        .set(id, ProfileItem::SecurityCredential, &format!("{ready}\n"))
        .await;
    assert_eq!((info.given, info.required), (1, 5));
    let notice = item(&info, ProfileItem::InitiatorPassword)
        .notice
        .clone()
        .unwrap();
    assert_eq!(notice.tone, NoticeTone::Warning);
    assert!(notice.text.contains("is what is used"), "{}", notice.text);
    let info = desk
        .set(id, ProfileItem::InitiatorPassword, "Neno siri (2026)")
        .await;
    let info = desk.delete(info.id, ProfileItem::SecurityCredential).await;
    let notice = item(&info, ProfileItem::InitiatorPassword)
        .notice
        .clone()
        .unwrap();
    assert!(
        notice.text.contains("letters, digits and # & % $"),
        "{}",
        notice.text
    );
}

#[tokio::test]
async fn a_refusing_keyring_leaves_nothing_said_that_is_not_so() {
    let vault = Arc::new(Moody::default());
    let desk = Desk::with_vault(
        Environment::Sandbox,
        true,
        Arc::clone(&vault) as Arc<dyn Vault>,
    );
    desk.workspace().await;
    let id = desk.ready().await;
    let tested = desk.test(id, Some(ProfileCheck::Token)).await.unwrap();
    assert_eq!(
        check(&tested, ProfileCheck::Token).outcome,
        CheckOutcome::Passed
    );
    vault.refuse(true);
    let told = desk
        .try_set(id, ProfileItem::ConsumerSecret, "mpya-4711")
        .await
        .unwrap_err();
    assert_eq!(told.code.0, "keyring.denied");
    let info = desk.profile(id).await;
    assert!(
        item(&info, ProfileItem::ConsumerSecret).given,
        "the earlier one stands"
    );
    let run = check(&info, ProfileCheck::Token);
    assert_eq!(
        run.outcome,
        CheckOutcome::NotRun,
        "it may have changed: the check says nothing"
    );
    let request = ProfileItemRef {
        profile: id,
        item: ProfileItem::ConsumerSecret,
    };
    desk.engine.profile_item_delete(request).await.unwrap_err();
    assert!(item(&desk.profile(id).await, ProfileItem::ConsumerSecret).given);
    desk.engine
        .profile_remove(ProfileRef { profile: id })
        .await
        .unwrap_err();
    vault.refuse(false);
    let left = desk
        .engine
        .profile_remove(ProfileRef { profile: id })
        .await
        .unwrap();
    assert!(left.profiles.is_empty());
    for secret in ProfileSecret::ALL {
        assert_eq!(vault.get(&name(id, secret)), Ok(None), "{secret:?}");
    }
    let next = desk.add("600222", ProfileKind::Payout).await;
    assert!(next.id > id, "a number is never given twice");
    let gone = desk
        .try_set(id, ProfileItem::ConsumerKey, "x")
        .await
        .unwrap_err();
    assert_eq!(gone.code.0, "ledger.no_such_record");
}
