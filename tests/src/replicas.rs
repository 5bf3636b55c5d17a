//! Several processes of one ballot box, on one database and one `state_dir`. Number 0 is the one that has the name's port.

use cli::client::BallotBox;

use crate::ports;
use crate::service::Service;
use crate::services::{Services, Side};

impl Services {
    /// Starts the ballot box anew as `processes` processes.
    ///
    /// # Panics
    /// If one of them does not start.
    pub fn replicate(&mut self, processes: usize) {
        self.crash(Side::BallotBox);
        let first = self.side(Side::BallotBox);
        first.share();
        self.replicas = (1..processes).map(|_| first.replica(ports::free())).collect();
        for number in 0..processes {
            self.replica_mut(number).start();
        }
    }

    /// A client of each process.
    pub fn replicas(&self) -> Vec<BallotBox> {
        let first = std::iter::once(self.side(Side::BallotBox));
        first.chain(&self.replicas).map(|replica| BallotBox::new(&replica.url())).collect()
    }

    /// Ends one of the processes with SIGKILL.
    pub fn crash_replica(&mut self, number: usize) {
        self.replica_mut(number).kill();
    }

    /// Starts a process that was ended; does not wait until it is ready.
    pub fn launch_replica(&mut self, number: usize) {
        self.replica_mut(number).launch();
    }

    /// Waits until a process that was launched is ready.
    ///
    /// # Panics
    /// If it ends, or is not ready within a minute.
    pub fn await_replica(&mut self, number: usize) {
        let replica = self.replica_mut(number);
        let url = replica.url();
        replica.await_answer(&url);
    }

    fn replica_mut(&mut self, number: usize) -> &mut Service {
        match number.checked_sub(1) {
            None => self.side_mut(Side::BallotBox),
            Some(further) => &mut self.replicas[further],
        }
    }
}
