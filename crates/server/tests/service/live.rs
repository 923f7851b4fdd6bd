//! Over sockets: ports, the watch, slow ends.

use std::{net::SocketAddr, path::Path, time::Duration};

use server::{Server, ServerConfig, ServerError};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    sync::oneshot,
};

use crate::fixture::{figures, territory, write};

fn config(root: &Path, port: u16) -> ServerConfig {
    let listen = SocketAddr::from(([127, 0, 0, 1], port));
    ServerConfig { listen, root: root.to_owned(), poll: Duration::from_millis(20), background: None }
}

/// One request on its own connection; the whole answer.
async fn ask(address: SocketAddr, path: &str) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test]
async fn it_serves_watches_and_ends_in_order() {
    let root = tempfile::tempdir().unwrap();
    write(root.path(), "Essai", &territory(), &figures());
    let server = Server::bind(config(root.path(), 0)).await.unwrap();
    let address = server.local_addr();
    let (stop, stopped) = oneshot::channel::<()>();
    let running = tokio::spawn(server.run(async {
        let _ = stopped.await;
    }));
    assert!(ask(address, "/healthz").await.ends_with("ok"));
    assert!(ask(address, "/readyz").await.contains("200 OK"));
    assert!(ask(address, "/api/v1/observatory").await.contains("\"Essai\""));

    // The watch takes a new snapshot by itself.
    write(root.path(), "Suite", &territory(), &figures());
    let mut looks = 0;
    while !ask(address, "/api/v1/observatory").await.contains("\"Suite\"") {
        looks += 1;
        assert!(looks < 200, "the new snapshot is not served");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }

    // A request whose head is on its way is finished after the end was asked for.
    let mut slow = TcpStream::connect(address).await.unwrap();
    slow.write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\n").await.unwrap();
    tokio::time::sleep(Duration::from_millis(50)).await;
    stop.send(()).unwrap();
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert!(TcpStream::connect(address).await.is_err(), "no new connection is taken");
    slow.write_all(b"\r\n").await.unwrap();
    let mut answer = String::new();
    slow.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    running.await.unwrap().unwrap();
}

#[tokio::test]
async fn a_port_in_use_is_named_with_what_would_work() {
    let root = tempfile::tempdir().unwrap();
    write(root.path(), "Essai", &territory(), &figures());
    let first = Server::bind(config(root.path(), 0)).await.unwrap();
    let port = first.local_addr().port();
    let error = Server::bind(config(root.path(), port)).await.unwrap_err();
    assert!(matches!(error, ServerError::PortInUse(_)));
    let text = error.to_string();
    assert!(text.contains(&port.to_string()) && text.contains("--listen 127.0.0.1:0"), "{text}");
}

#[tokio::test]
async fn a_folder_without_snapshot_says_how_to_make_one() {
    let root = tempfile::tempdir().unwrap();
    let error = Server::bind(config(root.path(), 0)).await.unwrap_err().to_string();
    assert!(error.contains("maillage build"), "{error}");
}
