//! Work that one process does at a time, of all that use a database: whoever has the turn holds an advisory lock of its
//! session, and reads and writes by that session alone. Where the connection is lost, the lock is lost with it, and nothing
//! can be committed by it any more: nobody works on in a turn that another one has by now.
//!
//! SQLite serves one process, which does its work by itself: there a turn is nothing.

use std::collections::HashMap;
use std::ops::{Deref, DerefMut};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::{self, ThreadId};

#[cfg(feature = "postgres")]
use diesel::RunQueryDsl as _;
#[cfg(feature = "postgres")]
use diesel::connection::SimpleConnection as _;
#[cfg(feature = "postgres")]
use diesel::dsl::sql;
#[cfg(feature = "postgres")]
use diesel::pg::PgConnection;
#[cfg(feature = "postgres")]
use diesel::sql_types::{Bool, Text};

use super::opener::Opener;
use super::{Db, DbConnection, DbError};

type Pooled = r2d2::PooledConnection<Opener>;

impl Db {
    /// Does `work` on this very thread if no other thread and process that uses this database has the turn of this name;
    /// else nothing, and none is returned. All that `work` asks of the database on this thread goes by one connection. A
    /// turn within a turn goes by the connection of the outer one.
    ///
    /// A session that asks nothing for five minutes in its turn is ended by the server (PostgreSQL 14 or later), and so is
    /// one whose host is gone; until then the others wait.
    ///
    /// # Errors
    /// Where there is no connection.
    pub fn in_turn<T>(&self, name: &str, work: impl FnOnce() -> T) -> Result<Option<T>, DbError> {
        let turn = match self.line {
            Some(_) => None,
            None => match Turn::begin(self, name)? {
                None => return Ok(None),
                turn => turn,
            },
        };
        let done = work();
        drop(turn);
        Ok(Some(done))
    }
}

impl Db {
    /// Does `work` on this very thread; all that it asks of the database goes by one connection, as in a turn: to take another one
    /// each time, and to ask a server each time whether it is still there, costs as much as what is asked.
    ///
    /// # Errors
    /// Where there is no connection.
    pub fn by_one<T>(&self, work: impl FnOnce() -> T) -> Result<T, DbError> {
        let _one = self.one(|| self.connection())?;
        Ok(work())
    }

    /// The same on a thread that serves others as well, where that is quick: the database is a file, whose readers wait for nobody,
    /// and a connection is free. Else the work comes back, for a thread that may block.
    ///
    /// # Errors
    /// With the work that was not done.
    pub fn by_one_now<T, W: FnOnce() -> T>(&self, work: W) -> Result<T, W> {
        let free = || self.line.as_ref().and_then(|_| self.pool.try_get()).ok_or(());
        match self.one(free) {
            Ok(_one) => Ok(work()),
            Err(()) => Err(work),
        }
    }

    /// That which this thread has already, or another one.
    fn one<E>(&self, connection: impl FnOnce() -> Result<Pooled, E>) -> Result<Option<One<'_>>, E> {
        if self.held.lend().is_some() {
            return Ok(None);
        }
        let connection = connection()?;
        self.held.connections().insert(thread::current().id(), connection);
        Ok(Some(One(&self.held)))
    }
}

/// The connection of this thread, until dropped.
struct One<'a>(&'a Held);

impl Drop for One<'_> {
    fn drop(&mut self) {
        let connection = self.0.connections().remove(&thread::current().id());
        // Given back, or closed, while nobody waits for the lock.
        drop(connection);
    }
}

/// The connections of those who have a turn, by thread.
#[derive(Default)]
pub(super) struct Held {
    connections: Mutex<HashMap<ThreadId, Pooled>>,
}

/// A connection of a turn while it is at work.
pub(super) struct Lent<'a> {
    held: &'a Held,
    connection: Option<Pooled>,
}

impl Held {
    /// The connection of this thread's turn, if it has one and that is not at work: who asks in the midst of a transaction
    /// gets another one.
    pub(super) fn lend(&self) -> Option<Lent<'_>> {
        let connection = self.connections().remove(&thread::current().id())?;
        Some(Lent { held: self, connection: Some(connection) })
    }

    fn connections(&self) -> MutexGuard<'_, HashMap<ThreadId, Pooled>> {
        self.connections.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Deref for Lent<'_> {
    type Target = DbConnection;

    fn deref(&self) -> &DbConnection {
        self.connection.as_deref().expect("it is there until it is dropped")
    }
}

impl DerefMut for Lent<'_> {
    fn deref_mut(&mut self) -> &mut DbConnection {
        self.connection.as_deref_mut().expect("it is there until it is dropped")
    }
}

impl Drop for Lent<'_> {
    /// Also where the work has panicked: the turn is ended by its owner.
    fn drop(&mut self) {
        if let Some(connection) = self.connection.take() {
            self.held.connections().insert(thread::current().id(), connection);
        }
    }
}

/// The turn of a name, until dropped.
struct Turn<'a> {
    db: &'a Db,
    name: String,
    /// Whether this thread had another turn before.
    inner: bool,
}

impl<'a> Turn<'a> {
    /// None while another one has it.
    fn begin(db: &'a Db, name: &str) -> Result<Option<Self>, DbError> {
        let inner = match db.held.lend() {
            Some(mut outer) => {
                if !take(&mut outer, name)? {
                    return Ok(None);
                }
                true
            }
            None => {
                let mut connection = db.pool.get()?;
                if !take(&mut connection, name)? {
                    return Ok(None);
                }
                db.held.connections().insert(thread::current().id(), connection);
                false
            }
        };
        let turn = Self { db, name: name.to_owned(), inner };
        if !inner {
            db.run_here(|conn| patience(conn, "'5min'").map_err(DbError::from))?;
        }
        Ok(Some(turn))
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let Some(mut lent) = self.db.held.lend() else { return };
        let given_up = give_up(&mut lent, &self.name);
        if self.inner {
            return;
        }
        let ended = given_up.and_then(|()| patience(&mut lent, "NULL"));
        // What cannot even say that it is free goes back to the pool as well, which drops it then: a session that has ended holds no
        // lock, and one that is in the midst of a transaction is closed.
        if let Err(error) = ended {
            tracing::warn!("database: the turn {} was cut off: {error}", self.name);
        }
        drop(lent.connection.take());
    }
}

#[cfg_attr(not(feature = "postgres"), expect(unused_variables, reason = "only PostgreSQL has such locks"))]
fn take(conn: &mut DbConnection, name: &str) -> Result<bool, DbError> {
    match conn {
        DbConnection::Sqlite(_) => Ok(true),
        #[cfg(feature = "postgres")]
        DbConnection::Postgres(conn) => Ok(lock_function(conn, "pg_try_advisory_lock", name)?),
    }
}

#[cfg_attr(not(feature = "postgres"), expect(unused_variables, reason = "only PostgreSQL has such locks"))]
fn give_up(conn: &mut DbConnection, name: &str) -> diesel::QueryResult<()> {
    match conn {
        DbConnection::Sqlite(_) => Ok(()),
        #[cfg(feature = "postgres")]
        DbConnection::Postgres(conn) => lock_function(conn, "pg_advisory_unlock", name).map(drop),
    }
}

/// How long the server bears the silence of this session: a literal of SQL, `NULL` for what is usual.
#[cfg_attr(not(feature = "postgres"), expect(unused_variables, reason = "only a server has patience"))]
fn patience(conn: &mut DbConnection, length: &str) -> diesel::QueryResult<()> {
    match conn {
        DbConnection::Sqlite(_) => Ok(()),
        // Servers before version 14 know no such setting.
        #[cfg(feature = "postgres")]
        DbConnection::Postgres(conn) => conn.batch_execute(&format!(
            "SELECT set_config('idle_session_timeout', {length}, false) \
             WHERE current_setting('idle_session_timeout', true) IS NOT NULL"
        )),
    }
}

/// Calls a function of the server with the number of the lock of this name.
#[cfg(feature = "postgres")]
fn lock_function(conn: &mut PgConnection, function: &str, name: &str) -> diesel::QueryResult<bool> {
    let call = sql::<Bool>(&format!("{function}(hashtextextended('psephos ' || "));
    diesel::select(call.bind::<Text, _>(name).sql(", 0))")).get_result(conn)
}
