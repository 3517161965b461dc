//! How often one address, and all that are not listed together, may ask.
//!
//! The state is bounded: one small entry per address, those at rest dropped twice a minute; past
//! [`ADDRESSES_MAX`] all newcomers share one entry.

use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::time::Duration;

use domain::Problem;
use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultDirectRateLimiter, DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::config::Limits;

/// Addresses whose rate is known, per kind of rate.
const ADDRESSES_MAX: usize = 65_536;
/// How often entries at rest are dropped.
pub(crate) const SWEEP_EVERY: Duration = Duration::from_secs(30);

/// Every rate.
pub(crate) struct Rates {
    clock: DefaultClock,
    all: DefaultDirectRateLimiter,
    listed: DefaultKeyedRateLimiter<IpAddr>,
    others: DefaultKeyedRateLimiter<IpAddr>,
    unknown: DefaultKeyedRateLimiter<IpAddr>,
}

/// Past a rate; when it may be tried again, in whole seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TooOften {
    pub retry_after_s: u64,
}

impl Rates {
    /// # Errors
    /// `receiver.limits` names the rate that is 0.
    pub(crate) fn new(limits: &Limits) -> Result<Self, Problem> {
        Ok(Self {
            clock: DefaultClock::default(),
            all: RateLimiter::direct(quota(limits.rate, "rate")?),
            listed: RateLimiter::keyed(quota(
                limits.rate_per_listed_address,
                "rate_per_listed_address",
            )?),
            others: RateLimiter::keyed(quota(limits.rate_per_address, "rate_per_address")?),
            unknown: RateLimiter::keyed(quota(limits.unknown_per_address, "unknown_per_address")?),
        })
    }

    /// Counts a callback. Listed addresses have their own rate only: others can't use theirs up.
    pub(crate) fn callback(&self, address: IpAddr, listed: bool) -> Result<(), TooOften> {
        if listed {
            return self.keyed(&self.listed, address);
        }
        self.keyed(&self.others, address)?;
        self.all
            .check()
            .map_err(|until| too_often(until.wait_time_from(self.clock.now())))
    }

    /// Counts a request for a path that is not there.
    pub(crate) fn unknown(&self, address: IpAddr) -> Result<(), TooOften> {
        self.keyed(&self.unknown, address)
    }

    fn keyed(
        &self,
        limiter: &DefaultKeyedRateLimiter<IpAddr>,
        address: IpAddr,
    ) -> Result<(), TooOften> {
        let key = if limiter.len() < ADDRESSES_MAX {
            network(address)
        } else {
            IpAddr::V6(Ipv6Addr::UNSPECIFIED)
        };
        limiter
            .check_key(&key)
            .map_err(|until| too_often(until.wait_time_from(self.clock.now())))
    }

    /// Drops the entries of addresses that are at rest.
    pub(crate) fn sweep(&self) {
        for limiter in [&self.listed, &self.others, &self.unknown] {
            limiter.retain_recent();
            limiter.shrink_to_fit();
        }
    }
}

/// What is counted as one address: an IPv6 host has a whole /64 to itself.
pub(crate) fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(six) => {
            let [a, b, c, d, ..] = six.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}

fn too_often(wait: Duration) -> TooOften {
    TooOften {
        retry_after_s: wait.as_secs().saturating_add(1),
    }
}

fn quota(per_second: u32, name: &str) -> Result<Quota, Problem> {
    NonZeroU32::new(per_second)
        .map(Quota::per_second)
        .ok_or_else(|| {
            Problem::new(
                "receiver.limits",
                format!(
                    "The receiver did not start: the limit {name} is 0, and nothing could come in."
                ),
            )
            .with_remedy("Give the limit a number above 0, or leave it out.")
            .with_field(name)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rates() -> Rates {
        let limits = Limits {
            rate: 5,
            rate_per_listed_address: 5,
            rate_per_address: 2,
            unknown_per_address: 1,
            ..Limits::default()
        };
        Rates::new(&limits).unwrap()
    }

    #[test]
    fn each_address_has_its_own_rate_and_strangers_share_one() {
        let rates = rates();
        let at = |text: &str| text.parse::<IpAddr>().unwrap();
        for address in ["1.1.1.1", "2.2.2.2"] {
            assert!(rates.callback(at(address), false).is_ok());
            assert!(rates.callback(at(address), false).is_ok());
            let past = rates.callback(at(address), false).unwrap_err();
            assert_eq!(past.retry_after_s, 1);
        }
        assert!(rates.callback(at("3.3.3.3"), false).is_ok());
        let past = rates.callback(at("4.4.4.4"), false);
        assert!(past.is_err(), "all together");
        for _ in 0..5 {
            assert!(rates.callback(at("5.5.5.5"), true).is_ok());
        }
        assert!(rates.callback(at("5.5.5.5"), true).is_err());
        assert!(rates.unknown(at("3.3.3.3")).is_ok());
        assert!(rates.unknown(at("3.3.3.3")).is_err());
    }

    #[test]
    fn a_host_with_many_ipv6_addresses_is_one() {
        let rates = rates();
        assert!(rates.unknown("2001:db8::1".parse().unwrap()).is_ok());
        assert!(rates.unknown("2001:db8::2".parse().unwrap()).is_err());
        assert!(rates.unknown("2001:db8:0:1::1".parse().unwrap()).is_ok());
    }

    #[test]
    fn a_rate_of_nothing_is_refused() {
        let limits = Limits {
            rate_per_address: 0,
            ..Limits::default()
        };
        let problem = Rates::new(&limits).err().unwrap();
        assert_eq!(problem.field.as_deref(), Some("rate_per_address"));
    }
}
