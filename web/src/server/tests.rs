//! Servers on real ports: several addresses, TLS.

use std::net::{TcpListener, TcpStream};

use openssl::asn1::Asn1Time;
use openssl::hash::MessageDigest;
use openssl::pkey::PKey;
use openssl::rsa::Rsa;
use openssl::ssl::{SslConnector, SslMethod, SslVerifyMode};
use openssl::x509::{X509Builder, X509NameBuilder};
use rocket::{Shutdown, get, routes};
use tokio::sync::mpsc;
use tokio::task::spawn_blocking;

use super::*;

#[path = "../../../tests/src/ports.rs"]
#[allow(unreachable_pub, reason = "whole elections use it too, from their library")]
mod ports;

#[get("/")]
fn hello() -> &'static str {
    "hello"
}

#[get("/end")]
fn end(shutdown: Shutdown) -> &'static str {
    shutdown.notify();
    "bye"
}

/// An address whose port nobody else is given.
fn free(host: &str) -> SocketAddr {
    SocketAddr::new(host.parse().unwrap(), ports::free())
}

fn server(listen: SocketAddr, tls: Option<&Tls>, up: mpsc::UnboundedSender<()>) -> Rocket<Build> {
    build(listen, tls, 0).mount("/", routes![hello, end]).attach(AdHoc::on_liftoff("up", move |_| {
        Box::pin(async move {
            up.send(()).unwrap();
        })
    }))
}

fn ask(stream: &mut (impl std::io::Read + std::io::Write), path: &str) -> String {
    write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
    let mut text = String::new();
    let _ = stream.read_to_string(&mut text);
    text
}

fn ask_at(listen: SocketAddr, path: &str) -> String {
    ask(&mut TcpStream::connect(listen).unwrap(), path)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_listens_on_several_addresses_and_ends_as_one() {
    let (up, mut is_up) = mpsc::unbounded_channel();
    let (v4, v6) = (free("127.0.0.1"), free("::1"));
    let servers = vec![server(v4, None, up.clone()), server(v6, None, up)];
    let running = tokio::spawn(serve(servers, "ready".to_owned()));
    is_up.recv().await.unwrap();
    is_up.recv().await.unwrap();
    let answers =
        spawn_blocking(move || (ask_at(v4, "/"), ask_at(v6, "/"), ask_at(v6, "/end"))).await.unwrap();
    assert!(answers.0.ends_with("hello") && answers.1.ends_with("hello"), "{answers:?}");
    running.await.unwrap().unwrap();
    assert!(TcpStream::connect(v4).is_err(), "the other server goes on");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_is_taken_is_named_and_nothing_is_left_running() {
    let (up, _is_up) = mpsc::unbounded_channel();
    let taken = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let (busy, other) = (taken.local_addr().unwrap(), free("127.0.0.1"));
    let servers = vec![server(other, None, up.clone()), server(busy, None, up)];
    let error = serve(servers, "ready".to_owned()).await.unwrap_err();
    assert!(error.to_string().contains(&format!("cannot listen on {busy}")), "{error}");
    assert!(TcpStream::connect(other).is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn with_a_certificate_it_speaks_https() {
    let dir = tempfile::tempdir().unwrap();
    let tls = certificate(dir.path());
    let (up, mut is_up) = mpsc::unbounded_channel();
    let listen = free("127.0.0.1");
    let running = tokio::spawn(serve(vec![server(listen, Some(&tls), up)], "ready".to_owned()));
    is_up.recv().await.unwrap();
    let answers = spawn_blocking(move || {
        let mut connector = SslConnector::builder(SslMethod::tls()).unwrap();
        connector.set_verify(SslVerifyMode::NONE);
        let connector = connector.build();
        let connect = || connector.connect("localhost", TcpStream::connect(listen).unwrap()).unwrap();
        (ask(&mut connect(), "/"), ask(&mut connect(), "/end"))
    });
    let (hello, bye) = answers.await.unwrap();
    assert!(hello.ends_with("hello") && bye.ends_with("bye"), "{hello} {bye}");
    running.await.unwrap().unwrap();
}

/// A key and a certificate signed with it.
fn certificate(dir: &std::path::Path) -> Tls {
    let key = PKey::from_rsa(Rsa::generate(2048).unwrap()).unwrap();
    let mut name = X509NameBuilder::new().unwrap();
    name.append_entry_by_text("CN", "localhost").unwrap();
    let name = name.build();
    let mut certificate = X509Builder::new().unwrap();
    certificate.set_version(2).unwrap();
    certificate.set_subject_name(&name).unwrap();
    certificate.set_issuer_name(&name).unwrap();
    certificate.set_pubkey(&key).unwrap();
    certificate.set_not_before(&Asn1Time::days_from_now(0).unwrap()).unwrap();
    certificate.set_not_after(&Asn1Time::days_from_now(1).unwrap()).unwrap();
    certificate.sign(&key, MessageDigest::sha256()).unwrap();
    let tls = Tls { certs: dir.join("c.pem"), key: dir.join("k.pem") };
    std::fs::write(&tls.certs, certificate.build().to_pem().unwrap()).unwrap();
    std::fs::write(&tls.key, key.private_key_to_pem_pkcs8().unwrap()).unwrap();
    tls.check(false).unwrap();
    tls
}
