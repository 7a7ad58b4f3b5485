//! Who is at the other end of the connection, for limits and the log. Never for permissions.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use actix_web::HttpRequest;

use crate::settings::Settings;

/// The caller's address: the peer's, or what a trusted proxy says it is.
///
/// Of `X-Forwarded-For` the last entry that is no trusted proxy counts: everything before it may be written by the caller. When that
/// entry is no address, nobody that we trust has named the caller, and the proxy counts. A caller with IPv6 owns a whole /64, which
/// counts as one.
#[must_use]
pub fn address(request: &HttpRequest, settings: &Settings) -> IpAddr {
    let peer = request.peer_addr().map_or(IpAddr::from([0, 0, 0, 0]), |peer| peer.ip().to_canonical());
    let trusted = |ip: &IpAddr| settings.trusted_proxies.contains(ip);
    if !trusted(&peer) {
        return network(peer);
    }
    let named: Option<Vec<&str>> = request.headers().get_all("x-forwarded-for").map(|value| value.to_str().ok()).collect();
    let named = named.unwrap_or_default().join(",");
    let nearest = named.rsplit(',').map(entry).find(|entry| !entry.as_ref().is_some_and(trusted));
    network(nearest.flatten().unwrap_or(peer))
}

/// An entry of the list: an address, which some proxies write with a port and in brackets.
fn entry(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let with_port = || text.parse::<SocketAddr>().ok().map(|address| address.ip());
    let in_brackets = || text.strip_prefix('[')?.strip_suffix(']')?.parse().ok();
    text.parse().ok().or_else(with_port).or_else(in_brackets).map(|ip: IpAddr| ip.to_canonical())
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
    fn what_a_caller_wrote_does_not_count_when_the_proxy_wrote_something_else_behind_it() {
        assert_eq!(seen_as("10.0.0.1", "198.51.100.1, 203.0.113.9:4711"), "203.0.113.9");
        assert_eq!(seen_as("10.0.0.1", "198.51.100.1, [2001:db8:1:2:3:4:5:6]:4711"), "2001:db8:1:2::");
        assert_eq!(seen_as("10.0.0.1", "198.51.100.1, [2001:db8:1:2:3:4:5:6]"), "2001:db8:1:2::");
        assert_eq!(seen_as("10.0.0.1", "198.51.100.1, unknown"), "10.0.0.1");
        assert_eq!(seen_as("10.0.0.1", "198.51.100.1, unknown, 10.0.0.1"), "10.0.0.1");
        assert_eq!(seen_as("10.0.0.1", "198.51.100.1, 10.0.0.1"), "198.51.100.1", "one proxy behind another");
    }

    #[test]
    fn one_household_of_ipv6_is_one_caller() {
        assert_eq!(seen_as("[2001:db8:1:2:3:4:5:6]", ""), "2001:db8:1:2::");
    }
}
