//! Ports on the loopback interface.

use std::net::{Ipv4Addr, TcpListener};

use crate::error::Error;

/// The port itself if it is free, or any free one for 0.
///
/// # Errors
/// [`Error::PortTaken`], naming the option that chooses another.
pub(crate) fn free(port: u16, option: &'static str) -> Result<u16, Error> {
    let bound = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).and_then(|listener| listener.local_addr());
    bound.map(|address| address.port()).map_err(|_| Error::PortTaken { port, option })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_in_use_is_refused_with_the_option_that_helps() {
        let holder = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = holder.local_addr().unwrap().port();
        let error = free(port, "--port").unwrap_err();
        assert!(error.to_string().contains("--port"), "{error}");
        assert_ne!(free(0, "--port").unwrap(), 0);
    }
}
