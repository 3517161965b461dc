use domain::Eat;

use super::*;
use crate::store::profiles::{ItemRow, NewProfile};

fn profile(kind: ProfileKind, given: &[ProfileItem]) -> ProfileRow {
    let at = Eat::from_unix(1_793_000_000).unwrap();
    ProfileRow {
        id: 1,
        profile: NewProfile {
            short_code: "600111".into(),
            kind,
            name: "Mfano".into(),
            supplied: false,
        },
        added: at,
        items: given
            .iter()
            .map(|item| ItemRow {
                item: *item,
                value: secret(*item)
                    .is_none()
                    .then(|| "https://mfano.example".into()),
                set_at: at,
                remark: None,
            })
            .collect(),
        checks: Vec::new(),
        refused: None,
    }
}

const SANDBOX: Surroundings<'static> = Surroundings {
    environment: Environment::Sandbox,
    practice: None,
    receiver: None,
};

#[test]
fn a_payout_code_takes_no_payments_and_has_no_passkey() {
    assert_eq!(
        items(ProfileKind::Payout).count(),
        ProfileItem::ALL.len() - 1
    );
    for kind in [
        ProfileKind::Paybill,
        ProfileKind::Till,
        ProfileKind::OneAccount,
    ] {
        assert_eq!(items(kind).count(), ProfileItem::ALL.len());
    }
}

#[test]
fn password_and_certificate_stand_for_the_ready_credential() {
    use ProfileItem::*;
    let none = profile(ProfileKind::Payout, &[]);
    let required_now = |of: &ProfileRow| {
        items(of.profile.kind)
            .filter(|item| required(of, *item))
            .count()
    };
    assert_eq!(required_now(&none), 6);
    let ready = profile(ProfileKind::Payout, &[SecurityCredential]);
    assert_eq!(required_now(&ready), 5);
    assert!(!required(&ready, Certificate) && !required(&ready, InitiatorPassword));
}

#[test]
fn what_a_check_needs_is_named_in_order() {
    use ProfileItem::*;
    let none = profile(ProfileKind::Paybill, &[]);
    assert_eq!(
        SANDBOX.missing(&none, ProfileCheck::Token),
        [ConsumerKey, ConsumerSecret]
    );
    assert_eq!(SANDBOX.missing(&none, ProfileCheck::Balance).len(), 6);
    let ready = profile(
        ProfileKind::Paybill,
        &[
            ConsumerKey,
            ConsumerSecret,
            InitiatorName,
            SecurityCredential,
        ],
    );
    assert_eq!(
        SANDBOX.missing(&ready, ProfileCheck::Balance),
        [CallbackBase]
    );
}

#[test]
fn practice_never_leaves_this_computer() {
    let none = profile(ProfileKind::Paybill, &[]);
    let practice = Surroundings {
        environment: Environment::Practice,
        ..SANDBOX
    };
    assert_eq!(practice.base_url(&none), None);
    let sandbox = SANDBOX.base_url(&none).unwrap();
    let production = Surroundings {
        environment: Environment::Production,
        ..SANDBOX
    };
    assert_ne!(production.base_url(&none).unwrap(), sandbox);
    assert_eq!(SANDBOX.callback_base(&none), None);
}

#[test]
fn every_item_of_the_initiator_resets_the_balance_check() {
    for item in ProfileItem::ALL {
        if identifies_initiator(*item) {
            assert_eq!(rests_on(*item), [ProfileCheck::Balance]);
        }
    }
}
