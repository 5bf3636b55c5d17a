"""Casts votes in the Flask poll over HTTP and prints votes per second and the server's CPU time for each vote.

    measure.py --postgres postgres://postgres@127.0.0.1:5432 [--voters 2000] [--runs 3] [--psephos target/release/psephos-bench]

Makes a database of its own on that server for each run and drops it. Voters are signed in beforehand, with cookies made by the
application's own key. CPU time is that of gunicorn's processes, and of the server's processes that work for them.
"""

import argparse
import http.client
import os
import secrets
import socket
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import psycopg

HERE = Path(__file__).parent
TICKS = os.sysconf("SC_CLK_TCK")
CLIENTS = 16
WORKERS = 4


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--postgres", required=True, help="URL of a server in which databases may be made")
    parser.add_argument("--voters", type=int, default=2000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--psephos", type=Path, help="measures casting as many ballots in Psephos on the same server, too")
    arguments = parser.parse_args()
    server = arguments.postgres.replace("postgres://", "postgresql://", 1).rstrip("/")
    runs = [run(server, arguments.voters) for _ in range(arguments.runs)]
    rate, app, database = (statistics.median(column) for column in zip(*runs))
    print("| Flask, SQLAlchemy, gunicorn, PostgreSQL | 1/s | gunicorn CPU us each | PostgreSQL CPU us each |")
    print("|---|---|---|---|")
    print(f"| casting a vote (median of {arguments.runs}, {arguments.voters} voters) | {rate:.0f} | {app:.0f} | {database:.0f} |", flush=True)
    if arguments.psephos:
        beside(arguments)


def beside(arguments):
    """Ballots by as many clients. Its CPU time is that of the service and of the database together."""
    numbers = {"--ballots": arguments.voters, "--clients": CLIENTS, "--runs": arguments.runs}
    options = [str(part) for pair in numbers.items() for part in pair]
    environment = {**os.environ, "PSEPHOS_TEST_POSTGRES": arguments.postgres}
    print("\nPsephos:", flush=True)
    subprocess.run([arguments.psephos, "ratios", "--postgres", "--only", "casting", *options], env=environment, check=True)


def run(server, voters):
    name = f"peer_{secrets.token_hex(8)}"
    administer(server, f"CREATE DATABASE {name}")
    try:
        return measured(f"{server}/{name}", voters)
    finally:
        administer(server, f"DROP DATABASE {name} WITH (FORCE)")


def administer(server, statement):
    connection = psycopg.connect(f"{server}/postgres")
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(statement)
    connection.close()


def measured(url, voters):
    os.environ.update(DATABASE_URL=url, SECRET_KEY=secrets.token_hex(32))
    cookies = fill(voters)
    port = free_port()
    gunicorn = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "--workers", str(WORKERS), "--bind", f"127.0.0.1:{port}", "--log-level", "warning", "app:app"],
        cwd=HERE,
    )
    try:
        wait_for(port, gunicorn)
        # Every worker has its connection before anything is counted.
        everybody([lambda: get(port, "/results")] * 20 * WORKERS)
        backends = connections(url)
        before = cpu(processes_of(gunicorn.pid)), cpu(backends)
        began = time.monotonic()
        statuses = everybody([lambda cookie=cookie: vote(port, cookie) for cookie in cookies])
        took = time.monotonic() - began
        # What was opened meanwhile has worked for these votes alone.
        opened = connections(url)
        assert set(backends) <= set(opened), "a connection was closed meanwhile; run again"
        after = cpu(processes_of(gunicorn.pid)), cpu(opened)
        assert statuses == [302] * voters, f"not every vote was taken: {sorted(set(statuses))}"
        assert vote(port, cookies[0]) == 409, "a second vote was taken"
    finally:
        gunicorn.terminate()
        gunicorn.wait()
    each = [(now - then) * 1e6 / voters for now, then in zip(after, before)]
    return voters / took, *each


def fill(voters):
    """Tables, options, voters; their sessions as the application signs them."""
    sys.path.insert(0, str(HERE))
    for module in [name for name in sys.modules if name == "app"]:
        del sys.modules[module]
    from app import Option, User, app, db
    from werkzeug.security import generate_password_hash

    with app.app_context():
        db.create_all()
        db.session.add_all(Option(title=title) for title in ["Garden", "Lake", "Roof"])
        # One hash for all: nobody signs in while it is measured.
        password = generate_password_hash("pebbles in an urn")
        users = [User(email=f"voter{number}@example.org", password=password) for number in range(voters)]
        db.session.add_all(users)
        db.session.commit()
        sign = app.session_interface.get_signing_serializer(app)
        cookies = [sign.dumps({"_user_id": str(user.id), "_fresh": True}) for user in users]
        db.session.remove()
        db.engine.dispose()
    return cookies


def everybody(requests):
    """The answers, some clients at a time."""
    answers, lock, waiting = [], threading.Lock(), iter(requests)

    def client():
        while True:
            with lock:
                request = next(waiting, None)
            if request is None:
                return
            answer = request()
            with lock:
                answers.append(answer)

    threads = [threading.Thread(target=client) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == len(requests), "a client failed"
    return answers


def vote(port, cookie):
    headers = {"Cookie": f"session={cookie}", "Content-Type": "application/x-www-form-urlencoded"}
    return ask(port, "POST", "/vote", urlencode({"option": 2}), headers)


def get(port, path):
    return ask(port, "GET", path, None, {})


def ask(port, method, path, body, headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def wait_for(port, process):
    patience = time.monotonic() + 60
    while True:
        try:
            return get(port, "/results")
        except OSError:
            assert process.poll() is None and time.monotonic() < patience, "gunicorn does not answer"
            time.sleep(0.1)


def connections(url):
    """Processes of the server that work for this database, but for our own."""
    connection = psycopg.connect(url)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pid FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid() ORDER BY pid", [urlsplit(url).path[1:]])
        found = [pid for (pid,) in cursor]
    connection.close()
    return found


def processes_of(pid):
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *map(int, children)]


def cpu(pids):
    """Seconds of CPU time, of user and kernel."""
    fields = [Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1].split() for pid in pids]
    return sum(int(field[11]) + int(field[12]) for field in fields) / TICKS


if __name__ == "__main__":
    main()
