//! Downloads that are read slowly, break off, or find no place.

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

fn start(downloads: &Downloads, write: fn(&mut Sink) -> io::Result<()>) -> Download {
    downloads.begin().unwrap().send(ContentType::Binary, LENGTH, write)
}

fn body(download: Download) -> Body {
    Body { chunks: download.chunks, whole: download.whole, chunk: io::Cursor::default() }
}

async fn read(download: Download) -> (usize, io::Result<usize>) {
    let mut bytes = Vec::new();
    let end = body(download).read_to_end(&mut bytes).await;
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
    let mut trickle = body(start(&downloads, long));
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
        assert_eq!(read(download).await.0, 5);
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

/// A download that a fault breaks off.
#[get("/")]
fn broken() -> Download {
    let fault: fn(&mut Sink) -> _ = |out| out.write_all(&[7; CHUNK]).and(Err(io::Error::other("the disk")));
    start(&Downloads::default(), fault)
}

#[tokio::test(flavor = "multi_thread")]
async fn on_the_wire_what_breaks_off_is_shorter_than_it_was_to_be() {
    let (port, listening) = tokio::sync::oneshot::channel();
    let liftoff = AdHoc::on_liftoff("the port", |rocket| {
        let number = rocket.config().port;
        Box::pin(async move { port.send(number).unwrap() })
    });
    let rocket =
        web::server::build(([127, 0, 0, 1], 0).into(), None).mount("/", routes![broken]).attach(liftoff);
    let rocket = rocket.ignite().await.unwrap();
    let shutdown = rocket.shutdown();
    let server = tokio::spawn(rocket.launch());
    let port = listening.await.unwrap();
    let answer = tokio::task::spawn_blocking(move || {
        let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
        stream.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
        let mut answer = Vec::new();
        // Ends although the connection was to be kept: the server has closed it.
        io::Read::read_to_end(&mut stream, &mut answer).unwrap();
        answer
    });
    let answer = answer.await.unwrap();
    let end = answer.windows(4).position(|piece| piece == b"\r\n\r\n").unwrap();
    let head = String::from_utf8_lossy(&answer[..end]).to_lowercase();
    assert!(head.contains(&format!("content-length: {LENGTH}")), "{head}");
    assert!(answer.len() - end - 4 <= CHUNK, "{} bytes", answer.len());
    shutdown.notify();
    server.await.unwrap().unwrap();
}
