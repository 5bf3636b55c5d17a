//! Several processes of one service, on one database and one `state_dir`. Number 0 is the one that has the name's port.

use cli::client::BallotBox;
use rustix::process::Signal;

use crate::ports;
use crate::service::Service;
use crate::services::{Services, Side};

impl Services {
    /// Starts a service anew as `processes` processes.
    ///
    /// # Panics
    /// If one of them does not start.
    pub fn replicate(&mut self, side: Side, processes: usize) {
        self.crash(side);
        self.replicas.retain(|replica| replica.side != side);
        let first = self.side(side);
        first.share();
        let further: Vec<Service> = (1..processes).map(|_| first.replica(ports::free())).collect();
        self.replicas.extend(further);
        (0..processes).for_each(|number| self.launch_replica(side, number));
        (0..processes).for_each(|number| self.await_replica(side, number));
    }

    /// The address of each process of a service.
    pub fn doors(&self, side: Side) -> Vec<String> {
        let first = std::iter::once(self.side(side));
        first.chain(self.replicas.iter().filter(|replica| replica.side == side)).map(Service::url).collect()
    }

    /// A client of each process of the ballot box.
    pub fn replicas(&self) -> Vec<BallotBox> {
        self.doors(Side::BallotBox).iter().map(|url| BallotBox::new(url)).collect()
    }

    /// Ends one of the processes with SIGKILL.
    pub fn crash_replica(&mut self, side: Side, number: usize) {
        self.replica_mut(side, number).kill();
    }

    /// Starts a process that was ended; does not wait until it is ready.
    pub fn launch_replica(&mut self, side: Side, number: usize) {
        self.replica_mut(side, number).launch();
    }

    /// Waits until a process that was launched is ready.
    ///
    /// # Panics
    /// If it ends, or is not ready within a minute.
    pub fn await_replica(&mut self, side: Side, number: usize) {
        let replica = self.replica_mut(side, number);
        let url = replica.url();
        replica.await_answer(&url);
    }

    /// Stops one of the processes in its tracks, with whatever it has in its hands, until [`Services::resume_replica`].
    ///
    /// # Panics
    /// If it does not run.
    pub fn stop_replica(&mut self, side: Side, number: usize) {
        self.replica_mut(side, number).signal(Signal::STOP);
    }

    /// Lets it go on.
    ///
    /// # Panics
    /// If it does not run.
    pub fn resume_replica(&mut self, side: Side, number: usize) {
        self.replica_mut(side, number).signal(Signal::CONT);
    }

    /// Ends all sessions of a service that hold a turn, as the server does with those that ask nothing for five minutes: how many.
    ///
    /// # Panics
    /// If the service is not on PostgreSQL.
    pub fn end_turns(&self, side: Side) -> usize {
        let database = self.side(side).database.as_ref().expect("it is on PostgreSQL");
        let ended = database.asked(
            "SELECT count(pg_terminate_backend(pid)) FROM (SELECT DISTINCT pid FROM pg_locks WHERE locktype = 'advisory' \
             AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())) AS turns",
        );
        ended.parse().expect("a count is a number")
    }

    fn replica_mut(&mut self, side: Side, number: usize) -> &mut Service {
        let Some(further) = number.checked_sub(1) else { return self.side_mut(side) };
        let mut replicas = self.replicas.iter_mut().filter(|replica| replica.side == side);
        replicas.nth(further).expect("there are as many as were asked for")
    }
}
