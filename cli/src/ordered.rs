//! Work on all cores, answers in the order of the jobs, memory bounded.

use std::sync::mpsc::{self, TryRecvError};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// How many jobs may be begun and not yet answered, for each thread. Enough that one long
/// article does not leave the other threads without work.
const AHEAD: usize = 16;

/// What the caller of [`ordered`] is told.
pub enum Step<A> {
    /// The next answer.
    Answer(A),
    /// The next answer is not ready: a good time to flush.
    Waiting,
}

/// Does `work` on each of `jobs`, on so many threads, and hands the answers to `step` on this
/// thread, in the order of the jobs.
///
/// However many jobs there are, only a fixed number of them is held at a time: `jobs` is not
/// asked for more until answers have been taken.
pub fn ordered<J: Send, A: Send>(
    threads: usize,
    jobs: impl Iterator<Item = J> + Send,
    work: impl Fn(J) -> A + Sync,
    mut step: impl FnMut(Step<A>),
) {
    // Each job carries a channel of its own for its answer; their receiving ends, in the order
    // of the jobs, are the queue. Its bound is the only one needed: a job is begun after its
    // place in the queue is taken.
    let (queue_in, queue) = mpsc::sync_channel::<mpsc::Receiver<A>>(AHEAD * threads);
    let (begun_in, begun) = mpsc::channel::<(J, mpsc::SyncSender<A>)>();
    let begun = Mutex::new(begun);
    thread::scope(|scope| {
        scope.spawn(move || {
            for job in jobs {
                let (answer_in, answer) = mpsc::sync_channel(1);
                if queue_in.send(answer).is_err() || begun_in.send((job, answer_in)).is_err() {
                    break;
                }
            }
        });
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    // The lock is held while waiting for a job and let go before working on it.
                    let next = begun.lock().unwrap_or_else(PoisonError::into_inner).recv();
                    let Ok((job, answer_in)) = next else { break };
                    // Nobody waits for the answer only where `step` has panicked.
                    let _ = answer_in.send(work(job));
                }
            });
        }
        loop {
            let place = match queue.try_recv() {
                Ok(place) => place,
                Err(TryRecvError::Empty) => {
                    step(Step::Waiting);
                    let Ok(place) = queue.recv() else { break };
                    place
                }
                Err(TryRecvError::Disconnected) => break,
            };
            let answer = place.try_recv().or_else(|_| {
                step(Step::Waiting);
                place.recv()
            });
            let answer = answer.expect("a thread that takes a job answers it");
            step(Step::Answer(answer));
        }
    });
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use super::*;

    #[test]
    fn answers_come_in_order_whoever_is_first() {
        let mut answers = Vec::new();
        let work = |job: u64| {
            thread::sleep(Duration::from_micros((job * 7919) % 500));
            job * 2
        };
        ordered(4, 0..500, work, |step| {
            if let Step::Answer(answer) = step {
                answers.push(answer);
            }
        });
        assert!(answers.into_iter().eq((0..500).map(|job| job * 2)));
    }

    #[test]
    fn jobs_are_not_taken_long_before_they_are_answered() {
        let taken = AtomicUsize::new(0);
        let jobs = (0..2000).inspect(|_| {
            taken.fetch_add(1, Ordering::SeqCst);
        });
        let (mut answered, mut furthest) = (0, 0);
        ordered(
            2,
            jobs,
            |job| job,
            |step| {
                if let Step::Answer(_) = step {
                    answered += 1;
                    thread::sleep(Duration::from_micros(50));
                    furthest = furthest.max(taken.load(Ordering::SeqCst) - answered);
                }
            },
        );
        assert_eq!(answered, 2000);
        // The queue, the job in the hand of the reader, and one that is being sent.
        assert!(furthest <= 2 * AHEAD + 2, "{furthest} jobs ahead");
    }
}
