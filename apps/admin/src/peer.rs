//! Who is at the other end of the connection, for limits and the log. Never for permissions.

use std::net::{IpAddr, Ipv6Addr};

use actix_web::HttpRequest;

use crate::settings::Settings;

/// The caller's address: the peer's, or what a trusted proxy says it is.
///
/// Of `X-Forwarded-For` the last entry that is no trusted proxy counts: everything before it may be written by the caller.
/// A caller with IPv6 owns a whole /64, which counts as one.
#[must_use]
pub fn address(request: &HttpRequest, settings: &Settings) -> IpAddr {
    let peer = request.peer_addr().map_or(IpAddr::from([0, 0, 0, 0]), |peer| peer.ip().to_canonical());
    let trusted = |ip: &IpAddr| settings.trusted_proxies.contains(ip);
    if !trusted(&peer) {
        return network(peer);
    }
    let named = request
        .headers()
        .get_all("x-forwarded-for")
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter_map(|entry| entry.trim().parse::<IpAddr>().ok())
        .map(|ip| ip.to_canonical())
        .filter(|ip| !trusted(ip))
        .last();
    network(named.unwrap_or(peer))
}

fn network(ip: IpAddr) -> IpAddr {
    match ip {
        IpAddr::V4(_) => ip,
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    fn seen_as(peer: &str, forwarded: &str) -> String {
        let settings = Settings { trusted_proxies: vec!["10.0.0.1".parse().unwrap()], ..Settings::default() };
        let request =
            TestRequest::default().peer_addr(format!("{peer}:443").parse().unwrap()).insert_header(("x-forwarded-for", forwarded));
        address(&request.to_http_request(), &settings).to_string()
    }

    #[test]
    fn a_stranger_cannot_say_that_they_are_somebody_else() {
        assert_eq!(seen_as("203.0.113.9", "198.51.100.1"), "203.0.113.9");
    }

    #[test]
    fn a_trusted_proxy_is_believed_about_its_own_caller_only() {
        assert_eq!(seen_as("10.0.0.1", "198.51.100.1, 203.0.113.9"), "203.0.113.9");
        assert_eq!(seen_as("10.0.0.1", "rubbish"), "10.0.0.1");
    }

    #[test]
    fn one_household_of_ipv6_is_one_caller() {
        assert_eq!(seen_as("[2001:db8:1:2:3:4:5:6]", ""), "2001:db8:1:2::");
    }
}
