//! Units on all processors. What they compute does not depend on how many there are.

use super::error::ReproduceError;
use super::unit::Unit;
use std::path::Path;
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// Units that wait, and how far the others are.
struct Queue<'a> {
    waiting: Vec<&'a Unit>,
    done: usize,
    cost_done: f64,
    error: Option<ReproduceError>,
}

/// Runs all `units` whose results are not there yet, the long ones first. May be interrupted at any time: what was finished is kept, and is
/// not run again.
pub fn run_all(units: &[Unit], out: &Path) -> Result<(), ReproduceError> {
    let mut waiting: Vec<&Unit> = units.iter().filter(|unit| unit.read(out).is_none()).collect();
    if waiting.len() < units.len() {
        eprintln!("{} of {} units were there already", units.len() - waiting.len(), units.len());
    }
    waiting.sort_by(|one, other| one.cost().total_cmp(&other.cost()));
    let (count, total): (usize, f64) = (waiting.len(), waiting.iter().map(|unit| unit.cost()).sum());
    let queue = Mutex::new(Queue { waiting, done: 0, cost_done: 0.0, error: None });
    let started = Instant::now();
    let workers = std::thread::available_parallelism().map_or(1, Into::into).min(count);
    let work = || {
        while let Some(unit) = with(&queue, |queue| queue.waiting.pop()) {
            let begun = Instant::now();
            let outcome = unit.run(out);
            with(&queue, |queue| {
                queue.done += 1;
                queue.cost_done += unit.cost();
                if let Err(error) = outcome {
                    queue.waiting.clear();
                    queue.error = Some(error);
                }
                let rest = started.elapsed().mul_f64((total - queue.cost_done).max(0.0) / queue.cost_done);
                let (took, rest) = (spoken(begun.elapsed()), spoken(rest));
                eprintln!("[{}/{count}] {}: {took}; about {rest} left", queue.done, unit.file());
            });
        }
    };
    std::thread::scope(|scope| (0..workers).for_each(|_| drop(scope.spawn(work))));
    with(&queue, |queue| queue.error.take()).map_or(Ok(()), Err)
}

/// A panic in another thread is a bug of the engine that has been printed; the queue is as it was left.
fn with<'a, T>(queue: &Mutex<Queue<'a>>, work: impl FnOnce(&mut Queue<'a>) -> T) -> T {
    work(&mut queue.lock().unwrap_or_else(std::sync::PoisonError::into_inner))
}

/// Such as `4 min 05 s`.
fn spoken(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds < 60 {
        format!("{:.1} s", time.as_secs_f64())
    } else {
        format!("{} min {:02} s", seconds / 60, seconds % 60)
    }
}
