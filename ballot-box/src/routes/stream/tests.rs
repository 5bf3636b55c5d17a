//! Downloads that are read slowly, break off, find no place, or are asked for in parts.

use std::net::TcpStream;
use std::sync::atomic::AtomicUsize;

use rocket::fairing::AdHoc;
use rocket::{get, routes};
use tokio::io::AsyncReadExt as _;

use super::*;

const FOR_EVER: Duration = Duration::from_secs(3600);
const PATIENT: Pace = Pace { pause: FOR_EVER, grace: FOR_EVER, rate: 1 };
const HASTY: Duration = Duration::from_millis(20);

/// More than is read ahead.
fn long(out: &mut Sink) -> io::Result<()> {
    (0..CHUNKS_AHEAD + 4).try_for_each(|_| out.write_all(&[7; CHUNK]))
}

const LENGTH: u64 = ((CHUNKS_AHEAD + 4) * CHUNK) as u64;

fn prepare(downloads: &Downloads, write: fn(&mut Sink) -> io::Result<()>) -> Download {
    downloads.begin().unwrap().send(ContentType::Binary, LENGTH, write)
}

fn start(downloads: &Downloads, write: fn(&mut Sink) -> io::Result<()>) -> Body {
    prepare(downloads, write).start(0..LENGTH)
}

async fn read(mut body: Body) -> (usize, io::Result<usize>) {
    let mut bytes = Vec::new();
    let end = body.read_to_end(&mut bytes).await;
    (bytes.len(), end)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_that_takes_nothing_is_cut_and_frees_its_place() {
    let downloads = Downloads::new(1, Pace { pause: HASTY, ..PATIENT });
    let asleep = start(&downloads, long);
    // The place comes free although the download is still held.
    drop(downloads.turns.acquire().await.unwrap());
    // Awake again, the reader does not take a part for the whole.
    let (length, end) = read(asleep).await;
    assert_eq!((length, end.unwrap_err().kind()), (CHUNKS_AHEAD * CHUNK, io::ErrorKind::ConnectionAborted));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_that_trickles_is_cut_and_frees_its_place() {
    let downloads = Downloads::new(1, Pace { grace: HASTY, rate: LENGTH + 1, ..PATIENT });
    let mut trickle = start(&downloads, long);
    // It takes a piece in time, and yet the whole takes too long.
    trickle.read_exact(&mut [0; CHUNK]).await.unwrap();
    drop(downloads.turns.acquire().await.unwrap());
    let end = trickle.read_to_end(&mut Vec::new()).await;
    assert_eq!(end.unwrap_err().kind(), io::ErrorKind::ConnectionAborted);
}

#[test]
fn a_long_download_may_take_longer() {
    let minutes = |length| PACE.allowance(length).as_secs() / 60;
    assert_eq!((minutes(0), minutes(60 * 16 * 1024), minutes(600 * 1024 * 1024)), (10, 11, 650));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_measured_once_is_not_measured_again() {
    let downloads = Downloads::new(1, PATIENT);
    let subject = Subject { poll: [7; 32].into(), ballots: 3, form: Form::Csv };
    let runs = Arc::new(AtomicUsize::new(0));
    for expected in [2, 3, 4] {
        let runs = Arc::clone(&runs);
        let run = Arc::clone(&runs);
        let write = move |out: &mut dyn Write| {
            run.fetch_add(1, Ordering::SeqCst);
            out.write_all(b"three")
        };
        let turn = downloads.begin().unwrap();
        let download = turn.send_measured(subject, ContentType::CSV, write).await.ok().unwrap();
        assert_eq!(download.length, 5);
        assert_eq!(read(download.start(0..5)).await.0, 5);
        assert_eq!(runs.load(Ordering::SeqCst), expected);
        drop(downloads.turns.acquire().await.unwrap());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn there_are_so_many_downloads_and_no_more() {
    let downloads = Downloads::new(2, PATIENT);
    let running: Vec<_> = (0..2).map(|_| start(&downloads, long)).collect();
    let refused = downloads.begin().err().expect("no place is free");
    assert_eq!((refused.status().code, refused.name()), (503, "overloaded"));
    assert_eq!(refused.headers(), [("Retry-After", "10".to_owned())]);
    for download in running {
        let (length, end) = read(download).await;
        assert_eq!((length, end.unwrap()), ((CHUNKS_AHEAD + 4) * CHUNK, length));
    }
    // Who hangs up frees the place as well, at once.
    drop(downloads.turns.acquire_many(2).await.unwrap());
    drop(start(&downloads, long));
    drop(downloads.turns.acquire_many(2).await.unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_breaks_off_never_looks_whole() {
    let downloads = Downloads::new(1, PATIENT);
    let fault: fn(&mut Sink) -> _ = |out| out.write_all(&[7; CHUNK]).and(Err(io::Error::other("the disk")));
    let (length, end) = read(start(&downloads, fault)).await;
    assert_eq!((length, end.is_err()), (CHUNK, true));
    drop(downloads.turns.acquire().await.unwrap());
    let (_, end) = read(start(&downloads, |_| panic!("a bug"))).await;
    assert!(end.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_writer_that_ends_too_early_never_looks_whole() {
    let downloads = Downloads::new(1, PATIENT);
    let (length, end) = read(start(&downloads, |out| out.write_all(&[7; CHUNK]))).await;
    assert_eq!((length, end.unwrap_err().kind()), (CHUNK, io::ErrorKind::ConnectionAborted));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_part_is_sent_without_what_is_around_it_and_its_writer_ends_with_it() {
    let downloads = Downloads::new(1, PATIENT);
    let endless: fn(&mut Sink) -> _ = |out| {
        assert_eq!(out.unwanted(), 1000);
        // Some of what nobody wants is never made.
        out.pass(300);
        (44..).try_for_each(|piece: u32| out.write_all(&piece.to_be_bytes()))
    };
    let mut bytes = Vec::new();
    prepare(&downloads, endless).start(1000..1010).read_to_end(&mut bytes).await.unwrap();
    let all: Vec<u8> = (44..300_u32).flat_map(u32::to_be_bytes).collect();
    assert_eq!(bytes, all[700..710]);
    drop(downloads.turns.acquire().await.unwrap());
}

/// A download that a fault breaks off.
#[get("/broken")]
fn broken() -> Download {
    let fault: fn(&mut Sink) -> _ = |out| out.write_all(&[7; CHUNK]).and(Err(io::Error::other("the disk")));
    prepare(&Downloads::default(), fault)
}

/// A download that is whole and does not change.
#[get("/whole")]
fn whole() -> Download {
    prepare(&Downloads::default(), long).in_parts("\"tag\"".to_owned())
}

/// A server on a port of this machine, and what ends it.
async fn serve() -> (u16, impl Future<Output = ()>) {
    let (port, listening) = tokio::sync::oneshot::channel();
    let liftoff = AdHoc::on_liftoff("the port", |rocket| {
        let number = rocket.config().port;
        Box::pin(async move { port.send(number).unwrap() })
    });
    let rocket = web::server::build(([127, 0, 0, 1], 0).into(), None, 0);
    let rocket = rocket.mount("/", routes![broken, whole]).attach(liftoff).ignite().await.unwrap();
    let shutdown = rocket.shutdown();
    let server = tokio::spawn(rocket.launch());
    let end = async move {
        shutdown.notify();
        server.await.unwrap().unwrap();
    };
    (listening.await.unwrap(), end)
}

/// Sends a request and reads at most `most` bytes of the answer: its head in lower case, and as much of its body.
async fn ask(port: u16, request: &'static str, most: u64) -> (String, Vec<u8>) {
    let answer = tokio::task::spawn_blocking(move || {
        let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        io::Read::read_to_end(&mut io::Read::take(&mut stream, most), &mut answer).unwrap();
        answer
    });
    let answer = answer.await.unwrap();
    let end = answer.windows(4).position(|piece| piece == b"\r\n\r\n").unwrap();
    (String::from_utf8_lossy(&answer[..end]).to_lowercase(), answer[end + 4..].to_vec())
}

#[tokio::test(flavor = "multi_thread")]
async fn on_the_wire_a_download_that_was_cut_goes_on_where_it_ended() {
    let (port, end) = serve().await;
    // The reader leaves in the middle.
    let request = "GET /whole HTTP/1.1\r\nHost: localhost\r\n\r\n";
    let (head, cut) = ask(port, request, 100_000).await;
    assert!(head.contains("accept-ranges: bytes") && head.contains("etag: \"tag\""), "{head}");
    assert!(head.contains(&format!("content-length: {LENGTH}")), "{head}");
    assert!((cut.len() as u64) < LENGTH);
    let request = "GET /whole HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nRange: bytes=90000-\r\n\
                   If-Range: \"tag\"\r\n\r\n";
    let (head, rest) = ask(port, request, u64::MAX).await;
    assert!(head.starts_with("http/1.1 206 "), "{head}");
    assert!(head.contains(&format!("content-range: bytes 90000-{}/{LENGTH}", LENGTH - 1)), "{head}");
    assert!(head.contains(&format!("content-length: {}", LENGTH - 90_000)), "{head}");
    assert_eq!((rest.len() as u64, rest.iter().all(|byte| *byte == 7)), (LENGTH - 90_000, true));
    end.await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_the_wire_head_and_304_have_no_body() {
    let (port, end) = serve().await;
    let request = "HEAD /whole HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nRange: bytes=5-9\r\n\r\n";
    let (head, body) = ask(port, request, u64::MAX).await;
    assert!(head.starts_with("http/1.1 200 ") && body.is_empty(), "{head}");
    assert!(head.contains(&format!("content-length: {LENGTH}")), "{head}");
    let request = "GET /whole HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\
                   If-None-Match: \"tag\"\r\n\r\n";
    let (head, body) = ask(port, request, u64::MAX).await;
    assert!(head.starts_with("http/1.1 304 ") && body.is_empty(), "{head}");
    end.await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_the_wire_what_breaks_off_is_shorter_than_it_was_to_be() {
    let (port, end) = serve().await;
    // The answer ends although the connection was to be kept: the server has closed it.
    let (head, body) = ask(port, "GET /broken HTTP/1.1\r\nHost: localhost\r\n\r\n", u64::MAX).await;
    assert!(head.contains(&format!("content-length: {LENGTH}")), "{head}");
    assert!(body.len() <= CHUNK, "{} bytes", body.len());
    assert!(!head.contains("accept-ranges"), "what has no validator is not sent in parts: {head}");
    end.await;
}
