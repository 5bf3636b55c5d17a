//! Crashes at a chosen step: what runs on the test's thread ends there, with what is on the disk by then. Or somebody else does
//! something at that moment.

use std::any::Any;
use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

/// What somebody else does.
type Act = Box<dyn FnOnce()>;

/// What this thread is to do at steps, and which it has come to.
#[derive(Default)]
struct Plan {
    crash_at: Option<&'static str>,
    meanwhile: Option<(&'static str, Act)>,
    reached: Vec<&'static str>,
}

thread_local! {
    static PLAN: RefCell<Plan> = RefCell::default();
}

/// The payload of the unwinding that stands for a crash.
struct Crash;

/// Called by the code under test.
pub(crate) fn reached(step: &'static str) {
    let (crash, meanwhile) = PLAN.with_borrow_mut(|plan| {
        plan.reached.push(step);
        (plan.crash_at == Some(step), plan.meanwhile.take_if(|(at, _)| *at == step))
    });
    if let Some((_, act)) = meanwhile {
        act();
    }
    if crash {
        resume_unwind(Box::new(Crash));
    }
}

/// The steps that the work comes to when nothing is in its way.
pub(crate) fn steps_of(work: impl FnOnce()) -> Vec<&'static str> {
    PLAN.take();
    work();
    PLAN.take().reached
}

/// Does the work as far as `step`, which it has to come to.
pub(crate) fn at(step: &'static str, work: impl FnOnce()) {
    PLAN.set(Plan { crash_at: Some(step), ..Plan::default() });
    let outcome: Result<(), Box<dyn Any + Send>> = catch_unwind(AssertUnwindSafe(work));
    PLAN.take();
    let payload = outcome.expect_err(step);
    if !payload.is::<Crash>() {
        resume_unwind(payload);
    }
}

/// Does the work, and `act` when it comes to `step`, to which it has to come.
pub(crate) fn meanwhile<T>(step: &'static str, act: impl FnOnce() + 'static, work: impl FnOnce() -> T) -> T {
    PLAN.set(Plan { meanwhile: Some((step, Box::new(act))), ..Plan::default() });
    let done = work();
    assert!(PLAN.take().meanwhile.is_none(), "{step}");
    done
}
